"""A key period from its declaration to the closing of its case: reports, rota, big inspection, and who may do what."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from sanze.foundation.moment import fixed, now, today
from sanze.perform.dangers.models import Danger
from sanze.perform.duties.commands import creating
from sanze.perform.duties.models import Obligation
from sanze.perform.inspections.commands.recording import serve
from sanze.perform.inspections.tests.factories import finding
from sanze.perform.keyperiods.commands import running
from sanze.perform.keyperiods.models import DutyShift, KeyPeriodRun, ZeroReport

pytestmark = pytest.mark.capability("P21")

DAY = timedelta(days=1)


def clock() -> None:
    """What the worker does every hour."""
    running.keep_up(today())
    creating.keep_up(today())


def run() -> KeyPeriodRun:
    return KeyPeriodRun.objects.get(entry="national-sessions")


def test_the_office_declares_the_congress_and_the_cadence_goes_up(as_, city):
    clock()
    office = as_("committee")

    office.opens("/key-periods/")
    office.sees("年一览", "由安委办启动时确定", "春节", "十一")
    office.presses("启动重点时段")
    office.fills({"重点时段": "全国两会", "开始日期": today(), "结束日期": today() + 4 * DAY, "依据和理由": "会议通知"})
    office.presses("启动重点时段")
    office.sees("全国两会", "进行中", "第 1 天，还有 4 天")
    clock()

    raised = Obligation.objects.filter(key_period="national-sessions", period_first=today())
    assert set(raised.values_list("duty", flat=True)) >= {"county-half-monthly"}
    assert ZeroReport.objects.filter(run=run(), day=today()).count() == 2

    office.opens("/key-periods/declare/")
    office.fills({"重点时段": "全国两会", "开始日期": today(), "结束日期": today() + DAY, "依据和理由": "重复"})
    office.presses("启动重点时段")
    office.sees("该重点时段在这些日期内已经公布")
    assert as_("officer").opens("/key-periods/declare/") == 403
    assert as_("manager").opens("/key-periods/") == 403


def test_a_unit_reports_that_nothing_happened_once_and_for_today(as_, city):
    officer = as_("officer")

    officer.opens("/")
    officer.sees("全国两会重点时段 第1天，还有4天", "零报告待报 1", "值班带班表待排 3")
    with officer.page.expect_navigation():
        officer.page.get_by_role("link", name="全国两会零报告").first.click()
    officer.sees("东镇安监站，每日 17:00 前报告")
    officer.fills({"报告日期": today() + DAY})
    officer.presses("每日零报告")
    officer.sees("不能提前报告以后的日期")
    officer.fills({"报告日期": today(), "发现问题": 1, "已处理": 2})
    officer.presses("每日零报告")
    officer.sees("已处理的问题不能多于发现的问题")
    officer.fills({"发现问题": 0, "已处理": 0})
    officer.presses("每日零报告")
    officer.sees(f"{today()} 零报告", "东镇安监站")
    row = ZeroReport.objects.get(run=run(), day=today(), unit="东镇安监站")
    assert (row.state, row.reporter) == ("reported", "李强")

    chief = as_("chief")
    chief.opens(f"/key-periods/{run().pk}/report/")
    chief.presses("每日零报告")
    chief.sees("本单位当日的零报告已经提交，不能重复报告", "李强")

    office = as_("committee")
    office.opens(run().get_absolute_url())
    missing = office.main.locator("section", has_text="零报告").get_by_role("row").filter(has_text="应急管理局").first
    expect(missing).to_contain_text("报")
    office.opens(f"/key-periods/reports/?run={run().pk}&state=awaited")
    office.sees("应急管理局", "共 1 条")


def test_whoever_is_no_unit_or_has_no_power_reports_nothing(as_, city):
    west = as_("west")
    west.opens(f"/key-periods/{run().pk}/report/")
    west.presses("每日零报告")
    west.sees("本岗位所在单位不在零报告和值班单位之列")
    west.opens("/key-periods/reports/")
    west.misses("东镇安监站")
    assert as_("village").opens(f"/key-periods/{run().pk}/report/") == 403


def test_the_rota_is_laid_its_gaps_stand_out_and_nobody_else_changes_it(as_, city, tmp_path):
    chief = as_("chief")
    chief.opens(run().get_absolute_url())
    chief.sees("缺 5 班")
    chief.presses("排定值班带班表")
    told = {"带班领导": "陈静", "值班人员": "李强、周敏", "值班电话": "0351-0000001"}
    chief.fills({"自": today(), "至": today() + DAY, **told})
    chief.presses("排定值班带班表")
    chief.sees("陈静", "缺 3 班")
    chief.opens(f"/key-periods/rota/print/?run={run().pk}")
    expect(chief.page.locator("body")).to_contain_text("李强、周敏")

    shift = DutyShift.objects.get(day=today())
    department = as_("department")
    department.opens(f"/key-periods/rota/{shift.pk}/relieve/")
    department.fills({"带班领导": "孙伟", "调整原因": "代为调整"})
    department.presses("调整值班")
    department.sees("只能调整本单位的值班安排：东镇安监站")
    assert as_("west").opens(f"/key-periods/rota/{shift.pk}/") == 404

    chief.opens(shift.get_absolute_url())
    chief.presses("调整值班")
    chief.fills({"带班领导": "周敏", "调整原因": "陈静外出开会"})
    chief.presses("调整值班")
    chief.sees("周敏", "陈静外出开会")


def test_a_big_inspection_is_planned_followed_and_its_case_closed(as_, city):
    office = as_("committee")
    office.opens(run().get_absolute_url())
    office.presses("制定大检查计划")
    office.fills({"大检查名称": "两会期间大检查", "检查对象": "全部企业和在建项目", "完成期限": today() + 3 * DAY})
    office.presses("制定大检查计划")
    office.sees("两会期间大检查", "东镇", "西镇", "还没有发现隐患")
    page = office.page.url

    begin = now()  # not minutes ago, which just after midnight would be another day
    serve(city.officer.actor, city.mine, started_at=begin, ended_at=now(), findings=[finding(title="主扇停风")])
    danger = Danger.objects.get(title="主扇停风")
    office.opens(page)
    office.sees("主扇停风", "1 条未销号也未结转")
    office.presses("大检查销案")
    office.presses("大检查销案")
    office.sees("还有隐患没有销号，也没有结转，不能销案：1 条")
    office.opens(page)
    office.presses("结转隐患")
    office.fills({"结转理由": "设备采购周期较长"})
    office.presses("结转隐患")
    office.sees("设备采购周期较长", danger.title)
    office.presses("大检查销案")
    office.presses("大检查销案")
    office.sees("清单上还有企业没有检查，须在销案意见中说明：1 家")
    office.fills({"销案意见": "西河加油站停业，节后补查"})
    office.presses("大检查销案")
    office.sees("已销案", "西河加油站停业，节后补查")
    assert as_("officer").opens(f"{page}finish/") == 403


def test_a_period_ended_early_is_lowered_and_what_is_past_is_changed_no_more(as_, city):
    office = as_("committee")
    office.opens(run().get_absolute_url())
    office.presses("延长或者提前结束重点时段")
    office.fills({"新的结束日期": today(), "依据和理由": "会议提前闭幕"})
    office.presses("延长或者提前结束重点时段")
    office.sees("最后一天", "会议提前闭幕")
    clock()
    later = Obligation.objects.filter(key_period="national-sessions", period_first__gt=today(), voided_on=None)
    assert not later.exists()

    with fixed(now() + DAY):
        running.keep_up(today())
    chief = as_("chief")
    chief.opens(run().get_absolute_url())
    chief.sees("已结束")
    chief.opens(f"/key-periods/{run().pk}/report/")
    chief.presses("每日零报告")
    chief.sees("该重点时段已经结束或者取消，不能再改")
    chief.opens(f"/key-periods/{run().pk}/roster/")
    chief.fills({"带班领导": "陈静", "值班人员": "李强", "值班电话": "1"})
    chief.presses("排定值班带班表")
    chief.sees("该重点时段已经结束或者取消，不能再改")
