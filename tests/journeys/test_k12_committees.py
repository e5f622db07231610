"""Committees with the right people in the right seats, duty lists of departments, and each station's own measures."""

import pytest

from sanze.know.committees.models import Committee, CommitteeSeat, OwnMeasures

pytestmark = pytest.mark.capability("K12")


def seats(person, **told) -> None:
    person.opens(f"/committees/{Committee.objects.get().pk}/seat/")
    person.fills({"职责": "统筹协调本行业安全生产工作", **told})
    person.presses("登记安委会组成人员")


def test_an_industry_committee_is_founded_with_an_office_of_its_leading_department(as_):
    committee = as_("committee")

    committee.opens("/committees/")
    committee.presses("设立安委会")
    committee.fills({"名称": "煤矿安全生产委员会", "行业": ["煤矿"], "牵头部门": "应急管理局"})
    committee.fills({"办公室（专门科室）": "煤矿安全监管科", "成立文件": "云政办发〔2026〕8号"})
    committee.presses("设立安委会")

    committee.sees("煤矿安全生产委员会", "待配齐", "空缺职务", "主任、常务副主任、办公室主任")


def test_who_does_not_hold_the_right_office_is_refused_by_the_rule(as_):
    committee = as_("committee")

    seats(committee, 职务="主任", 姓名="高远", 单位="应急管理局", 行政职务="局长")
    committee.sees("主任人选不符合规定", "副市长")
    seats(committee, 职务="常务副主任", 姓名="钱进", 单位="交通运输局", 行政职务="局长")
    committee.sees("常务副主任须由牵头部门主要领导担任", "牵头部门为应急管理局")
    assert not CommitteeSeat.objects.exists()


def test_the_right_people_make_it_complete_and_a_change_is_dated(as_):
    committee = as_("committee")

    seats(committee, 职务="主任", 姓名="高远", 单位="云河市人民政府", 行政职务="分管副市长")
    seats(committee, 职务="常务副主任", 姓名="郑毅", 单位="应急管理局", 行政职务="局长")
    seats(committee, 职务="办公室主任", 姓名="孙科", 单位="应急管理局", 行政职务="科长")
    seats(committee, 职务="成员", 姓名="周宁", 单位="自然资源局", 行政职务="副局长")
    committee.opens(Committee.objects.get().get_absolute_url())
    committee.sees("健全", "高远（分管副市长）", "郑毅（局长）", "统筹协调本行业安全生产工作")

    committee.opens(f"/committees/seats/{CommitteeSeat.objects.get(name='高远').pk}/unseat/")
    committee.presses("登记组成人员离任")
    committee.sees("待配齐", "空缺")


def test_a_departments_duties_are_listed_and_the_later_list_holds(as_):
    committee, department = as_("committee"), as_("department")

    for items in ("综合监管", "综合监管\n矿山、危险化学品监管"):
        committee.opens("/committees/duties/")
        committee.presses("印发职责清单")
        committee.fills({"部门": "应急管理局", "职责": items, "依据": "云安委〔2026〕6号"})
        committee.presses("印发部门职责清单")
    committee.sees("矿山、危险化学品监管", "现行")

    department.opens("/committees/duties/?present=1")
    department.sees("应急管理局", "共 1 条")
    assert department.opens("/committees/duties/new/") == 403


def test_a_station_files_its_own_measures_and_the_neighbour_does_not_see_them(as_):
    chief, west = as_("chief"), as_("west")

    chief.opens("/committees/measures/")
    chief.presses("报备措施")
    chief.sees("东镇安监站贯彻意见的措施")
    chief.fills({"文件名称": "东镇贯彻意见实施细则", "文号": "东政发〔2026〕3号", "主要措施": "分片包干，逐日巡查"})
    chief.presses("报备贯彻措施")
    chief.sees("东镇贯彻意见实施细则", "东镇安监站", "分片包干")

    chief.opens("/committees/measures/new/")
    chief.fills({"文件名称": "又一份", "文号": "东政发〔2026〕3号", "主要措施": "同号"})
    chief.presses("报备贯彻措施")
    chief.sees("该文号的措施已经报备")
    made = OwnMeasures.objects.get()
    assert west.opens(made.get_absolute_url()) == 404
