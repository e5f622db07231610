"""A danger told as labels and values, for its page."""

from datetime import date
from decimal import Decimal

from django.utils.html import format_html

from sanze.know.parties.models import Enterprise
from sanze.perform.dangers.models import Danger, TreatmentPlan


def link(enterprise: Enterprise) -> str:
    """The enterprise's name, leading to its file."""
    return format_html('<a href="{}">{}</a>', enterprise.get_absolute_url(), enterprise.name)


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


def of_danger(danger: Danger) -> list[tuple]:
    """What was found, where, by whom, and how it was graded."""
    grader = f"{danger.grader}，{danger.graded_on}" if danger.graded_on else ""
    rows = [
        ("编号", danger.number),
        ("来源", danger.get_source_display() + ("（企业自报）" if danger.self_reported else "")),
        ("责任单位", link(danger.enterprise)),
        ("属地", danger.area_name()),
        ("行业", danger.industry_name()),
        ("部位", danger.place),
        ("类别", danger.get_category_display()),
        ("检查项", danger.item_code),
        ("发现日期", _day(danger.found_on)),
        ("发现人", f"{danger.finder_post} {danger.finder}".strip()),
        ("等级", danger.level()),
        ("定级", grader),
        ("判定条款", danger.criterion_code),
        ("承办岗位", danger.handler or "属地监管岗位"),
        ("情况描述", danger.description, "full"),
        ("定级理由", danger.grade_reason, "full"),
        ("管控措施", danger.interim, "full"),
    ]
    if danger.major:
        rows += [
            ("报主管部门", _day(danger.authority_reported_on) or "未报告"),
            ("报职工大会", _day(danger.congress_reported_on) or "未报告"),
        ]
    return [each for each in rows if len(each) == 2 or each[1]]


def of_order(danger: Danger) -> list[tuple]:
    """The five elements of the order; none before there is one."""
    if danger.ordered_on is None:
        return []
    return [
        ("下达日期", _day(danger.ordered_on)),
        ("整改期限", _day(danger.due_on)),
        ("整改责任人", danger.responsible),
        ("计划资金", money(danger.money_planned)),
        ("指令文号", danger.order_number),
        ("退回次数", danger.returned_times or ""),
        ("整改措施", danger.measures, "full"),
        *([("应急预案", danger.emergency_plan, "full")] if danger.emergency_plan else []),
        *([("退回理由", danger.return_reason, "full")] if danger.return_reason else []),
    ]


def of_ending(danger: Danger) -> list[tuple]:
    """How it was rectified and closed, or why it was no danger."""
    rows = []
    if danger.rectified_on:
        rows += [
            ("整改完成", _day(danger.rectified_on)),
            ("报告人", danger.rectifier),
            ("实际资金", money(danger.money_spent)),
            ("整改情况", danger.account, "full"),
        ]
    if danger.closed_on:
        rows += [
            ("销号日期", _day(danger.closed_on)),
            ("复查人", danger.closer),
            ("复查意见", danger.opinion, "full"),
        ]
    return rows + ([("不属实理由", danger.dismiss_reason, "full")] if danger.dismiss_reason else [])


def of_plan(plan: TreatmentPlan) -> list[tuple]:
    """The treatment plan of a major danger."""
    return [
        ("提交", f"{plan.author}，{plan.filed_on}"),
        ("治理时限", _day(plan.due_on)),
        ("经费", money(plan.money)),
        ("机构和人员", plan.people),
        ("目标和任务", plan.goals, "full"),
        ("方法和措施", plan.measures, "full"),
        ("应急预案", plan.emergency_plan, "full"),
    ]


def money(value: Decimal | None) -> str:
    """A sum kept in 10 000 yuan as people write it: 1.5 万元; empty for none."""
    return "" if value is None else f"{value.normalize():f} 万元"
