"""Five-person patrol teams: formed, seated post by post, funded, set over enterprises, reported when complete."""

import pytest

from sanze.foundation.regime.queries import regime
from sanze.know.teams.models import PatrolSeat, PatrolTeam

pytestmark = pytest.mark.capability("K7")


def test_a_team_is_formed_for_an_industry_and_an_area(as_):
    department = as_("department")

    department.opens("/teams/patrols/")
    department.presses("组建小组")
    department.fills({"巡查范围": "东镇"})
    department.presses("下一步")
    department.fills({"小组名称": "东镇煤矿五人小组", "行业": "煤矿", "组建文件": "云安委〔2026〕5号"})
    department.presses("组建五人巡查小组")

    department.sees("东镇煤矿五人小组", "0/5", "组建中", "空缺岗位", "组长")


def test_an_incomplete_team_is_not_reported_as_staffed(as_):
    department = as_("department")

    department.opens(PatrolTeam.objects.get().get_absolute_url())
    department.presses("登记小组成员到岗")
    department.fills({"岗位": "组长", "姓名": "王铁山"})
    department.presses("登记小组成员到岗")
    department.opens(PatrolTeam.objects.get().get_absolute_url())
    department.sees("王铁山", "1/5")
    department.presses("报告小组落实")
    department.presses("报告小组落实")

    department.sees("人员或者经费没有落实，不能报告", "空缺", "经费 未安排")
    assert PatrolTeam.objects.get().staffed_on is None


def test_five_people_and_the_money_make_it_complete(as_):
    department = as_("department")
    team = PatrolTeam.objects.get()

    for seat in regime().lists["teams.patrol_seats"][1:]:
        department.opens(f"/teams/patrols/{team.pk}/fill_seat/")
        department.fills({"岗位": seat, "姓名": f"张{seat[:1]}"})
        department.presses("登记小组成员到岗")
    department.opens(f"/teams/patrols/{team.pk}/fund_patrol/")
    department.fills({"年度经费预算（万元）": "40", "已到位（万元）": "40", "经费文件": "云财〔2026〕7号"})
    department.presses("登记小组经费")
    department.presses("报告小组落实")
    department.presses("报告小组落实")

    department.sees("已落实", "5/5", "40/40")
    department.opens("/teams/patrols/progress/")
    department.sees("按季进度", "5/5", "100%", "2027-12-31")


def test_the_enterprise_is_set_under_the_team_and_both_see_it(as_, city):
    department, manager = as_("department"), as_("manager")
    team = PatrolTeam.objects.get()

    department.opens(team.get_absolute_url())
    department.presses("确定巡查单位")
    department.fills({"单位": "东山煤矿"})
    department.presses("确定巡查单位")
    department.opens(team.get_absolute_url())
    department.sees("东山煤矿")

    manager.opens(city.mine.get_absolute_url())
    manager.sees("五人巡查小组", "东镇煤矿五人小组", "王铁山")
    assert manager.opens(team.get_absolute_url()) == 404


def test_a_seat_that_is_left_takes_the_report_back(as_):
    department, chief = as_("department"), as_("chief")
    seat = PatrolSeat.objects.get(seat="组长")

    assert chief.opens(f"/teams/patrols/seats/{seat.pk}/vacate/") == 403
    department.opens(f"/teams/patrols/seats/{seat.pk}/vacate/")
    department.fills({"原因": "退休"})
    department.presses("登记小组成员离岗")

    department.sees("组建中", "4/5", "空缺岗位")
    assert PatrolTeam.objects.get().staffed_on is None
