"""The workbench: for each role what waits for it, and nothing that waits for others."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from sanze.foundation.moment import fixed, now, today
from sanze.perform.dangers.commands.extensions import ask_extension
from sanze.perform.dangers.tests import factories as dangers
from sanze.perform.inspections.tests import factories as visits

pytestmark = pytest.mark.capability("X2")

OWES = {
    "station": ["核定隐患等级：安全帽破损", "下达整改指令：灭火器失效", "复查隐患：主扇停风"],
    "chief": ["审批延期"],
    "manager": ["整改隐患：护栏缺失", "整改隐患：通道堵塞"],
}
WAITS = {
    "officer": ["已批准待检查 1", "超期未整改隐患 1"],
    "chief": ["待审批行政检查 1", "超期未整改隐患 1"],
    "department": ["超期未整改隐患 1"],
}
QUICK = {
    "officer": ["企业建档", "上报隐患", "申请行政检查", "记录网格巡查"],
    "village": ["上报隐患", "记录网格巡查"],
    "manager": ["自查自报"],
    "committee": ["企业建档", "上报隐患"],
}


@pytest.fixture(scope="module", autouse=True)
def planted(city):
    """One thing of each kind that can wait for somebody."""
    dangers.reported(city, title="安全帽破损")
    dangers.graded(city, title="灭火器失效")
    dangers.rectified(city, title="主扇停风")
    with fixed(now() - timedelta(days=9)):
        dangers.ordered(city, title="护栏缺失", days=5)
    asked = dangers.ordered(city, title="通道堵塞", days=0)
    with fixed(now()):
        ask_extension(city.manager.actor, asked, due=today() + timedelta(days=5), reason="资金筹措")
    visits.applied(city, reason="专项检查")
    visits.approved(city, reason="年度检查")


def owed(person) -> str:
    """The table of what the person's post owes."""
    person.opens("/")
    return person.main.locator(".panel", has_text="我的履责").first.inner_text()


def test_what_a_station_owes_lies_on_one_of_its_desks_each(as_):
    found = owed(as_("officer")) + owed(as_("second"))

    for words in OWES["station"]:
        assert found.count(words) == 1


@pytest.mark.parametrize("role", ["chief", "manager"])
def test_each_desk_says_what_its_post_owes(as_, role):
    found = owed(as_(role))

    for words in OWES[role]:
        assert words in found


@pytest.mark.parametrize("role", list(WAITS))
def test_each_desk_says_what_waits_for_a_decision_or_is_late_in_its_area(as_, role):
    person = as_(role)

    person.opens("/")

    for words in WAITS[role]:
        expect(person.main.locator(".lanes", has_text=words.split(" ")[0]).first).to_contain_text(words)


def test_lateness_is_said_in_days_and_opens_the_record(as_):
    manager = as_("manager")

    manager.opens("/")
    late = manager.main.locator("tr", has_text="整改隐患：护栏缺失")
    expect(late).to_contain_text("逾期 4 天")
    late.get_by_role("link").first.click()
    expect(manager.page.get_by_role("heading", level=1)).to_have_text("护栏缺失")


def test_what_is_due_stands_in_the_month_and_opens_the_ledger(as_):
    manager = as_("manager")

    manager.opens("/")
    manager.sees("1 件今日到期")
    manager.main.locator(".month .today a").first.click()

    manager.sees("履责台账", "整改隐患")


@pytest.mark.parametrize("role", list(QUICK))
def test_each_desk_offers_what_its_person_begins(as_, role):
    person = as_(role)

    person.opens("/")

    assert [each.strip() for each in person.main.locator(".quick li").all_inner_texts()] == QUICK[role]


@pytest.mark.parametrize("role", ["west", "west_manager"])
def test_nothing_of_the_east_lies_on_a_western_desk(as_, role):
    person = as_(role)

    person.opens("/")

    person.sees("目前没有待办事项")
    person.misses("护栏缺失", "东山煤矿")


@pytest.mark.parametrize("role", ["officer", "manager", "department", "committee", "expert", "village"])
def test_no_desk_has_an_empty_lower_half(as_, role):
    person = as_(role)

    person.opens("/")

    box = person.main.locator(".bench").bounding_box()
    assert box["y"] + box["height"] > 600
    assert person.main.locator(".bench .panel").count() >= 4


def test_the_figures_open_the_records_behind_them(as_):
    officer = as_("officer")

    officer.opens("/")
    figure = officer.main.locator(".figures li").filter(has_text="未销号隐患")
    number = figure.locator("b").inner_text().strip()
    figure.get_by_role("link").click()

    officer.sees("护栏缺失", "安全帽破损")
    assert number.startswith("5")
