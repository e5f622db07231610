"""A township's station on its way to the standard: counted, found lacking, completed, funded, reported."""

import pytest

from sanze.know.standards.checklists import checklist
from sanze.know.stations.models import Station, StationBudget

pytestmark = pytest.mark.capability("K10")


def counted(person, station, **but: int) -> None:
    """A stock-taking with as much as the standard asks for, `but` some other number."""
    person.opens(station.get_absolute_url())
    person.presses("清点安监站装备条件")
    for _, each in checklist("station").items():
        person.page.locator(f"[name='{each.code}']").fill(str(but.get(each.code.replace("-", "_"), each.quantity)))
    person.presses("清点安监站装备条件")


def test_the_committee_registers_the_station_and_its_people_are_counted(as_):
    committee = as_("committee")

    committee.opens("/stations/")
    committee.presses("登记安监站")
    committee.fills({"所在乡镇（街道）": "东镇"})
    committee.presses("下一步")
    committee.fills(
        {"安监站": "东镇安监站", "编制人数": 5, "机构编制文件": "云编发〔2026〕4号", "成立日期": "2026-01-05"}
    )
    committee.presses("登记安监站")

    committee.sees("东镇安监站", "在岗/编制", "3/5", "执法记录仪", "缺 2台")


def test_what_is_lacking_keeps_the_report_back_by_name(as_):
    chief = as_("chief")
    station = Station.objects.get()

    counted(chief, station, ST_E01=1, ST_R05=0)
    chief.sees("缺 1台", "缺 1份")
    chief.presses("报告安监站达标")
    chief.presses("报告安监站达标")

    chief.sees("还有未达标的项目，不能报告达标", "执法记录仪缺1台", "廉洁执法制度缺1份")
    station.refresh_from_db()
    assert station.ready_on is None


def test_a_complete_station_is_reported_and_stands_so_in_the_ledger_and_on_the_sheet(as_):
    chief, committee = as_("chief"), as_("committee")
    station = Station.objects.get()

    counted(chief, station)
    chief.presses("报告安监站达标")
    chief.presses("报告安监站达标")
    chief.sees("达标")

    committee.opens("/stations/?ready=1")
    committee.sees("东镇安监站", "达标")
    assert committee.downloads("导出 Excel").suggested_filename.startswith("安监站达标")


def test_money_is_reported_only_in_full(as_):
    chief = as_("chief")
    station = Station.objects.get()

    chief.opens(station.get_absolute_url())
    chief.presses("登记安监站经费")
    chief.fills({"预算安排（万元）": "12", "已到位（万元）": "7.5", "预算文件": "云财预〔2026〕2号"})
    chief.presses("登记安监站经费")
    chief.presses("报告安监站经费到位")
    chief.presses("报告安监站经费到位")
    chief.sees("经费没有足额到位", "到位 7.50 万元")
    assert StationBudget.objects.get().confirmed_on is None

    chief.opens(f"/stations/{station.pk}/fund/")
    chief.fills({"已到位（万元）": "12"})
    chief.presses("登记安监站经费")
    chief.presses("报告安监站经费到位")
    chief.presses("报告安监站经费到位")
    assert StationBudget.objects.get().confirmed_on is not None


def test_an_officer_does_not_report_and_the_neighbour_sees_nothing(as_):
    officer, west = as_("officer"), as_("west")
    station = Station.objects.get()

    assert officer.opens(f"/stations/{station.pk}/report_ready/") == 403
    assert west.opens(station.get_absolute_url()) == 404
    west.opens("/stations/")
    west.misses("东镇安监站")
