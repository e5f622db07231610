"""The policy as data: read, compared, and a changed one put in force on a day, by people of the office."""

from datetime import timedelta
from pathlib import Path

import pytest

from sanze.foundation.moment import today
from sanze.foundation.regime.models import Enforcement
from sanze.foundation.regime.reading import packaged, read
from sanze.foundation.regime.writing import written
from sanze.perform.dangers.tests import factories as make

pytestmark = pytest.mark.capability("X1")


def package(folder: Path) -> str:
    """The regime in force as one file, with a tighter limit for general dangers."""
    text = written(read(packaged("yunhe-2026")))
    limit = text.index("dangers.rectify.general:")
    text = text[:limit] + text[limit:].replace("value: 15", "value: 7", 1)
    path = folder / "云河修订.yaml"
    path.write_text(text.replace("version: '1'", "version: '2'", 1), encoding="utf-8")
    return str(path)


def test_the_regime_says_what_it_asks_and_what_must_still_be_confirmed(as_):
    committee = as_("committee")

    committee.opens("/system/regimes/")
    committee.sees("云河市关于加强2026年安全生产工作的意见", "施行中")
    committee.main.get_by_role("link", name="云河市关于加强2026年安全生产工作的意见").first.click()
    committee.sees("第8条 网格化监管")
    committee.page.get_by_role("link", name="限值").first.click()
    committee.sees("一般隐患整改期限上限", "待核实")


def test_the_limits_that_nobody_confirmed_are_marked_for_the_administrator(as_, administrators):
    system = as_("admin_system")

    system.opens("/system/limits/?certainty=doubtful")

    system.sees("待核实", "一般隐患整改期限上限", "15 日")
    system.misses("密码最少位数")


def test_a_changed_regime_is_compared_and_from_its_day_its_limits_hold(as_, city, tmp_path):
    committee, officer = as_("committee"), as_("officer")
    danger = make.graded(city, title="灭火器失效")
    officer.opens(f"/dangers/{danger.pk}/order/")
    officer.sees(f"整改期限最迟为 {today() + timedelta(days=15)}")

    committee.opens("/system/regimes/")
    committee.follows("提交草案")
    committee.fills({"制度文件": package(tmp_path)})
    committee.presses("提交制度草案")
    committee.presses("与现行比较")
    committee.sees("15", "7", "一般隐患整改期限上限")
    committee.opens("/system/regimes/")
    committee.follows("施行制度")
    option = committee.page.get_by_label("制度").locator("option", has_text="2").first.inner_text()
    committee.fills({"制度": option, "施行日期": today(), "没有写全也施行": True})
    committee.presses("施行制度")
    committee.sees("云河市关于加强2026年安全生产工作的意见")
    assert Enforcement.objects.filter(version="2", in_force_from=today()).exists()

    officer.opens(f"/dangers/{danger.pk}/order/")
    officer.sees(f"整改期限最迟为 {today() + timedelta(days=7)}")


def test_a_broken_regime_is_told_its_faults_and_nothing_is_taken_in(as_, tmp_path):
    committee = as_("committee")
    path = tmp_path / "坏.yaml"
    path.write_text(Path(package(tmp_path)).read_text().replace("kind: village", "kind: knight"), encoding="utf-8")

    committee.opens("/system/regimes/receive/")
    committee.fills({"制度文件": str(path)})
    committee.presses("提交制度草案")

    committee.sees("没有岗位类别“knight”")


def test_a_post_without_that_power_reads_no_regime(as_):
    assert as_("village").opens("/system/regimes/") == 403
