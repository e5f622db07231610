"""Visits of the three kinds on their pages: planned and approved, recorded, counted against the yearly cap."""

import pytest
from playwright.sync_api import expect

from sanze.foundation.moment import today
from sanze.perform.dangers.models import Danger
from sanze.perform.inspections.models import Visit
from sanze.perform.inspections.tests import factories as make
from tests import cast

pytestmark = pytest.mark.capability("P2")

TRAINED = {
    "主要负责人安全合格证": "有效",
    "安全管理人员安全合格证": "有效",
    "特种作业操作证": "有效",
    "未经培训合格上岗人数": "0",
}


def test_an_inspection_is_applied_for_approved_and_recorded_with_a_major_and_a_general_danger(as_, city):
    officer, chief = as_("officer"), as_("chief")

    officer.opens("/")
    officer.presses("申请行政检查")
    officer.fills({"单位": "东山"})
    officer.presses("查找")
    officer.presses("申请行政检查：东山煤矿")
    officer.sees(f"东山煤矿，{today().year} 年行政检查上限 4 次，各部门已安排或者完成 0 次")
    officer.fills({"检查事由": "年度检查计划", "检查依据": "《中华人民共和国安全生产法》第六十五条"})
    officer.presses("申请行政检查")
    officer.sees("执法人员不少于 2 人，现为 1 人")
    officer.fills({"执法人员": ["周敏"]})
    officer.presses("申请行政检查")
    officer.sees("待审批")
    page = officer.page.url

    chief.opens("/")
    chief.sees("待审批行政检查 1")
    chief.follows("年度检查计划")
    chief.presses("批准行政检查")
    chief.sees("李强申请于", "执法人员 周敏、李强")
    chief.fills({"审批意见": "同意"})
    chief.presses("批准行政检查")
    chief.sees("已批准")

    officer.opens(page)
    officer.presses("记录行政检查")
    text = officer.main.inner_text()
    assert text.index("教育培训（首查、必查）") < text.index("检查表（") < text.index("检查情况")
    officer.fills(TRAINED)
    line = officer.page.get_by_role("radiogroup", name="CM-07")
    line.get_by_label("不合格", exact=True).check()
    expect(line).to_contain_text("《煤矿安全生产条例》（国务院令第774号）第三十六条第（五）项")
    assert line.locator("input[name$=criterion]:checked").input_value() == "coal-05"
    officer.fills({"隐患": "主扇停风后没有撤人", "部位": "二采区"}, line)
    officer.clicks("登记隐患")
    other = officer.main.locator(".phone-card")
    officer.fills({"隐患": "地面筛分车间临边护栏缺失", "部位": "筛分车间"}, other)
    officer.fills({"未选择结果的项目均已检查，合格": True, "陪同人员": "吴刚", "被检查单位签字人": "吴刚"})
    officer.presses("记录行政检查")

    officer.sees("已完成", "主扇停风后没有撤人", "地面筛分车间临边护栏缺失", "周敏（YH-003）", "不合格")
    major, general = Danger.objects.order_by("pk")
    assert (major.item_code, major.criterion_code, major.major_suspected) == ("CM-07", "coal-05", True)
    assert (general.criterion_code, general.major_suspected) == ("", False)

    officer.follows(major.number)
    officer.presses("隐患定级")
    officer.sees("第三十六条第（五）项")
    expect(officer.page.get_by_label("重大隐患", exact=True)).to_be_checked()
    officer.presses("隐患定级")
    officer.sees("重大", "第三十六条第（五）项")


def test_a_patrol_that_found_nothing_is_a_record_as_well(as_, city):
    village = as_("village")

    village.opens("/")
    village.presses("记录网格巡查")
    village.presses("记录网格巡查：东山煤矿")
    village.misses("教育培训（首查、必查）")
    village.fills({"情况说明": "未发现问题"})
    village.presses("记录网格巡查")
    village.sees("网格巡查", "未发现问题", "王芳")

    village.opens("/visits/?kind=patrol")
    village.sees("共 1 条")
    assert Visit.objects.get(kind="patrol").findings == 0


def test_an_expert_serves_and_orders_nothing(as_, city):
    expert = as_("expert")

    expert.opens(f"/visits/at/{city.mine.pk}/serve/")
    expert.fills({"情况说明": "建议更换备用主扇"})
    expert.presses("记录服务指导")
    expert.sees("服务指导", "建议更换备用主扇")

    assert expert.opens(f"/visits/at/{city.mine.pk}/apply/") == 403


def test_a_fifth_inspection_of_the_year_is_refused_with_the_count(as_, city):
    often = cast.enterprise("常查选煤厂", area=cast.EAST_VILLAGE, industry="coal")
    for _ in range(4):
        make.planning.apply(
            city.officer.actor, often, on=today(), reason="专项检查", officers=make.team(city), items=["CM-03"]
        )
    officer = as_("officer")

    officer.opens(f"/visits/at/{often.pk}/apply/")
    officer.fills({"检查事由": "年度检查计划", "执法人员": ["周敏"]})
    officer.presses("申请行政检查")
    officer.sees(f"该企业本年度行政检查次数已达上限：{today().year} 年上限 4 次，各部门已安排或者完成 4 次")

    officer.fills({"不计入年度频次的事由": "举报投诉"})
    officer.presses("申请行政检查")
    officer.sees("待审批")


def test_the_neighbour_sees_no_visit(as_, city):
    visit = make.approved(city, reason="东镇专项检查")
    west = as_("west")

    west.opens("/visits/")
    west.misses("东镇专项检查", "东山煤矿")
    assert west.opens(visit.get_absolute_url()) == 404
    assert west.opens(f"/visits/{visit.pk}/record/") == 404
