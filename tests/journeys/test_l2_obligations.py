"""Duties as debt: owed before it is done, moved with its deadline, waived only with reason and power."""

from datetime import timedelta

import pytest

from sanze.foundation.moment import today
from sanze.perform.dangers.commands.extensions import ask_extension
from sanze.perform.dangers.tests import factories as dangers
from sanze.perform.duties.commands.creating import keep_up
from sanze.perform.duties.models import OPEN, Obligation

pytestmark = pytest.mark.capability("L2")


@pytest.fixture(scope="module")
def days_ago() -> int:
    return 10


@pytest.fixture(scope="module", autouse=True)
def owed(city):
    keep_up(today())


def about(record, code: str) -> Obligation:
    return Obligation.objects.filter(OPEN, subject=f"{record._meta.label_lower}:{record.pk}", code=code).get()


def test_an_extension_moves_the_debt_and_its_history_is_told(as_, city):
    danger = dangers.ordered(city, title="护栏缺失", days=5)
    due = danger.due_on + timedelta(days=5)
    asked = ask_extension(city.manager.actor, danger, due=due, reason="资金筹措")
    chief = as_("chief")

    chief.opens("/")
    chief.sees("审批延期")
    chief.opens(f"/dangers/extensions/{asked.pk}/decide_extension/")
    chief.fills({"审批结果": "准予延期"})
    chief.presses("审批延期")

    each = about(danger, "dangers.rectify")
    assert each.due_on == due
    manager = as_("manager")
    manager.opens(each.get_absolute_url())
    manager.sees("整改隐患", str(due), str(due - timedelta(days=5)))


def test_the_desk_leads_to_the_danger_and_the_debt_ends_when_it_is_closed(as_, city):
    danger = dangers.rectified(city, title="通道堵塞")
    each = about(danger, "dangers.close")
    person = as_("officer" if each.holder_id == city.officer.post.pk else "second")

    person.opens("/")
    person.main.get_by_role("link", name="复查隐患：通道堵塞").click()
    person.sees("通道堵塞")
    dangers.close(city, danger)

    person.opens("/")
    person.misses("复查隐患：通道堵塞")
    person.opens(each.get_absolute_url())
    person.sees("按期履行")


def test_waiving_needs_a_reason_and_is_told_for_good(as_, city):
    each = Obligation.objects.filter(OPEN, duty="village-daily", area_code=city.mine.area_code).latest("due_on")
    committee = as_("committee")

    committee.opens(f"/duties/{each.pk}/waive/")
    committee.fills({"免除理由": "   "})
    committee.clicks("免除履责事项")
    each.refresh_from_db()
    assert each.waived_on is None
    committee.opens(f"/duties/{each.pk}/waive/")
    committee.fills({"免除理由": "当日暴雪封路，应急响应期间停止巡查"})
    committee.presses("免除履责事项")

    committee.opens(each.get_absolute_url())
    committee.sees("已免除", "当日暴雪封路")


def test_nobody_else_waives(as_, city):
    each = Obligation.objects.filter(OPEN, duty="township-weekly", area_code=city.mine.area_code[:9]).latest("due_on")

    assert as_("chief").opens(f"/duties/{each.pk}/waive/") == 403
    assert as_("officer").opens(f"/duties/{each.pk}/waive/") == 403
    assert as_("west").opens(f"/duties/{each.pk}/waive/") == 404
    assert as_("manager").opens(f"/duties/{each.pk}/waive/") == 404
