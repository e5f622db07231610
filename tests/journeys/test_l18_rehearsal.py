"""A rule tried on the past before it is switched on: changed on the screen, its effect seen, put in force on a day."""

from datetime import timedelta

import pytest

from sanze.foundation.moment import today
from sanze.foundation.regime.models import Draft, Enforcement
from sanze.foundation.regime.queries import regime
from sanze.perform.duties.models import Obligation, Run

pytestmark = pytest.mark.capability("L18")


def test_one_cadence_is_changed_rehearsed_and_put_in_force_without_a_file(as_, city):
    committee, before = as_("committee"), (Obligation.objects.count(), Run.objects.count())

    committee.opens("/system/regimes/")
    committee.follows("调整一项")
    committee.fills({"职责": "乡镇（街道）每周排查（现为每周）", "改为": "每日"})
    committee.presses("调整制度一项")
    committee.sees("每周多", "影响", "无一超负荷", "乡镇（街道）每周排查", "未履行")
    assert (Obligation.objects.count(), Run.objects.count()) == before
    assert regime().version == "1"

    committee.fills({"施行日期": today() + timedelta(days=2), "没有写全也施行": True})
    committee.presses("自该日施行")

    assert Enforcement.objects.get(version="1.1").in_force_from == today() + timedelta(days=2)
    committee.opens("/system/regimes/")
    committee.sees("待施行", "yunhe-2026@1.1")


def test_another_span_is_chosen_and_one_to_come_is_refused(as_, city):
    committee = as_("committee")
    after = f"draft:{Draft.objects.get().pk}"

    committee.opens(f"/system/regimes/rehearse/?after={after}&span={today()} 至 {today() + timedelta(days=9)}")
    committee.sees("结束日期不能晚于今天")
    committee.opens(f"/system/regimes/rehearse/?after={after}&span={today() - timedelta(days=7)} 至 {today()}")
    committee.sees("共 8 天")


def test_the_command_line_says_the_same_sentence(platform, city):
    told = platform.run("regime", "rehearse", "yunhe-2026")

    assert told.returncode == 0, told.stderr
    assert "履责事项没有变化" in told.stdout


def test_a_township_an_enterprise_and_a_leader_rehearse_nothing(as_):
    for role in ("chief", "west", "manager", "village"):
        assert as_(role).opens("/system/regimes/rehearse/") == 403
        assert as_(role).opens("/system/regimes/adjust/") == 403
