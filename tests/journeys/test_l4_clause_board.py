"""The document's clauses beside their live figures, down to post and record; and what the platform still lacks."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from sanze.foundation.moment import fixed, now, today
from sanze.perform.duties.commands.creating import keep_up

pytestmark = pytest.mark.capability("L4")


@pytest.fixture(scope="module")
def days_ago() -> int:
    return 2


@pytest.fixture(scope="module", autouse=True)
def owed(city):
    """Two days of the clock; of the first everything was missed."""
    with fixed(now() - timedelta(days=1)):
        keep_up(today())
    keep_up(today())


def span() -> str:
    return f"{today() - timedelta(days=1)} 至 {today()}"


def test_the_clause_stands_beside_its_figures_down_to_post_and_record(as_):
    committee = as_("committee")

    committee.opens(f"/duties/clauses/?view=failing&span={span()}")
    committee.sees("未落实", "每日、乡镇每周", "村（社区）每日巡查")
    committee.follows("8.5")
    committee.sees("东镇", "未落实的责任岗位", "网格员")
    committee.main.get_by_role("link", name="东山村网格员").first.click()
    committee.sees("村（社区）每日巡查", "未履行")


def test_clauses_that_await_the_platform_say_what_is_lacking(as_):
    committee = as_("committee")

    committee.opens("/duties/clauses/?view=awaiting")

    committee.sees("平台尚缺：", "待建设")
    shown = committee.main.locator(".tally .current").first
    expect(shown).to_contain_text("平台尚缺")


def test_a_township_sees_the_figures_of_its_own_area_only(as_):
    west, place = as_("west"), f"/duties/clauses/8.5/?span={span()}"

    west.opens(place)

    west.sees("西镇")
    west.misses("东镇")


def test_an_enterprise_sees_the_text_but_not_what_others_owe(as_):
    manager = as_("manager")

    manager.opens(f"/duties/clauses/8.5/?span={span()}")

    manager.misses("东镇", "网格员甲", "未落实的责任岗位")


def test_a_clause_that_is_none_is_not_found(as_):
    assert as_("committee").opens("/duties/clauses/99.9/") == 404
