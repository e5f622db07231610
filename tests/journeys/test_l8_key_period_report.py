"""A key period that is over: what it brought beside as many days before, on screen, as a sheet, as a document."""

from datetime import date, datetime, time, timedelta

import pytest

from sanze.foundation.documents.models import OfficialDocument
from sanze.foundation.moment import SHANGHAI, fixed, today
from sanze.perform.dangers.tests import factories as dangers
from sanze.perform.inspections.commands.recording import patrol, serve
from sanze.perform.keyperiods.commands import reporting, running
from sanze.perform.keyperiods.models import KeyPeriodRun
from tests.journeys.things import rows_of

pytestmark = pytest.mark.capability("L8")

DAY = timedelta(days=1)
LENGTH = 4


def at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), SHANGHAI)


@pytest.fixture(scope="module", autouse=True)
def over(city):
    """A congress of four days that ended yesterday: two of its visits in the time before, three in its own days."""
    first, last = today() - LENGTH * DAY, today() - DAY
    for day, hour, act in (
        (first - 2 * DAY, 10, serve),
        (first - DAY, 10, serve),
        (first, 10, serve),
        (first + DAY, 10, serve),
        (last, 10, serve),
    ):
        if day == first:
            with fixed(at(first, 8)):
                told = {"first": first, "last": last, "reason": "会期通知"}
                running.declare(city.committee.actor, None, entry="provincial-sessions", **told)
        with fixed(at(day, hour + 1)):
            act(city.officer.actor, city.mine, started_at=at(day, hour), ended_at=at(day, hour + 1))
    with fixed(at(first + DAY, 14)):
        patrol(city.village.actor, city.mine, started_at=at(first + DAY, 13), ended_at=at(first + DAY, 14))
        dangers.reported(city, title="护栏缺失")
    run = KeyPeriodRun.objects.get(entry="provincial-sessions")
    for number in range(LENGTH):
        day = first + number * DAY
        with fixed(at(day, 9)):
            running.keep_up(day)
        # The station is in time on all days but the last, on which it is late; the department reports once.
        with fixed(at(day, 18 if day == last else 16)):
            reporting.report(city.officer.actor, run, day=day)
        if day == first:
            with fixed(at(day, 16)):
                reporting.report(city.department.actor, run, day=day, found=2, handled=2)
    with fixed(at(today(), 0)):
        running.keep_up(today())
    return run


def test_the_comparison_stands_on_the_page_and_opens_the_records(as_, city):
    office = as_("committee")
    office.opens("/key-periods/")
    office.follows("省、市两会")
    office.sees("已结束", "前后对比", "结束时已固定", "东镇", "市直部门")
    total = office.main.get_by_role("region", name="前后对比").get_by_role("row").nth(1)
    words = total.inner_text().split()
    assert words[0] == "合计"
    services = total.locator("td[data-label=服务指导]")
    assert services.inner_text().split() == ["2", "→", "3"]
    assert total.locator("td[data-label=按时零报告]").inner_text().strip() == "4"
    assert total.locator("td[data-label=应报零报告]").inner_text().strip() == "8"
    with office.page.expect_navigation():
        services.get_by_role("link", name="3").click()
    office.sees("共 3 条", "东山煤矿")


def test_each_township_reads_its_own_line_only(as_, city):
    chief = as_("chief")
    chief.opens(KeyPeriodRun.objects.get().get_absolute_url())
    chief.sees("东镇")
    region = chief.main.get_by_role("region", name="前后对比")
    assert "市直部门" not in region.inner_text()
    assert as_("manager").opens(KeyPeriodRun.objects.get().get_absolute_url()) == 403


def test_the_same_figures_come_as_a_sheet(as_, city, tmp_path):
    office = as_("committee")
    office.opens(KeyPeriodRun.objects.get().get_absolute_url())
    file = tmp_path / "对比.xlsx"
    office.downloads("导出 Excel").save_as(file)
    rows = rows_of(file)
    assert any(row[1:] == ["合计", "服务指导", "2", "3"] for row in rows)
    assert any(row[1:] == ["东镇", "网格巡查", "0", "1"] for row in rows)


def test_the_office_issues_the_report_as_a_document_and_nobody_else_does(as_, city):
    office = as_("committee")
    office.opens(KeyPeriodRun.objects.get().get_absolute_url())
    office.presses("出具重点时段工作情况报告")
    office.presses("出具")
    document = OfficialDocument.objects.get(kind="keyperiod")
    assert document.number.startswith(f"（云）安委报〔{today().year}〕")
    assert "服务指导" in document.content
    assert "零报告按时率50%" in document.content
    village = as_("village")
    village.opens(KeyPeriodRun.objects.get().get_absolute_url())
    village.misses("出具重点时段工作情况报告")
