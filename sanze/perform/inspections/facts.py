"""A visit told as labels and values, for its page."""

from sanze.foundation.moment import SHANGHAI
from sanze.perform.dangers.facts import link
from sanze.perform.inspections.models import Visit
from sanze.perform.inspections.values import FAIL, NOT_APPLICABLE, OK

WORDS = {OK: "合格", FAIL: "不合格", NOT_APPLICABLE: "不涉及"}
HOLDS = {True: "有效", False: "失效或者缺少", None: "没有此类人员"}


def of_plan(visit: Visit) -> list[tuple]:
    """What was applied for, and what became of it; none for a visit that needs no approval."""
    if visit.applied_on is None:
        return []
    return [
        ("申请", f"{visit.applicant_post} {visit.applicant}，{visit.applied_on}"),
        ("计划日期", visit.planned_on.isoformat()),
        ("检查事由", visit.reason),
        ("检查依据", visit.basis),
        ("年度频次", f"不计入（{visit.exempt_reason}）" if visit.exempt_reason else "计入"),
        ("检查项", f"{len(visit.items)} 项"),
        ("审批", f"{visit.approver_post} {visit.approver}，{visit.approved_on}" if visit.approved_on else ""),
        ("审批意见", visit.opinion),
    ]


def of_visit(visit: Visit) -> list[tuple]:
    """Where and when, who was there, and what was said."""
    place = f"{visit.longitude:.5f}, {visit.latitude:.5f}" if visit.longitude is not None else ""
    officers = "；".join(f"{name}（{number}）" if number else name for _, name, number in visit.officers)
    rows = [
        ("单位", link(visit.enterprise)),
        ("类别", visit.get_kind_display()),
        ("属地", visit.area_name()),
        ("行业", visit.industry_name()),
        ("检查人员", officers, "full"),
    ]
    if visit.started_at is None:
        return rows
    return [
        *rows,
        ("开始", _moment(visit.started_at)),
        ("结束", _moment(visit.ended_at)),
        ("陪同人员", visit.accompanied_by),
        ("签字", visit.signature or (f"拒签：{visit.refusal_note}" if visit.refusal_note else "")),
        ("记录", f"{visit.recorder_post} {visit.recorder}".strip()),
        ("位置", place),
        ("情况说明", visit.conclusion, "full"),
    ]


def of_training(visit: Visit) -> list[tuple]:
    """The training answers; none where they were not asked."""
    told = visit.training
    if not told:
        return []
    return [
        ("主要负责人", HOLDS[told["principal"]]),
        ("安全管理员", HOLDS[told["managers"]]),
        ("特种作业", HOLDS[told["operators"]]),
        ("未培训上岗", f"{told['untrained']} 人"),
        ("说明", told["note"], "full"),
    ]


def of_results(visit: Visit) -> list[dict]:
    """The check list, failed lines first."""
    rows = [
        {"code": code, "text": text, "result": WORDS[result], "failed": result == FAIL, "note": note}
        for code, text, result, note in visit.results
    ]
    return sorted(rows, key=lambda each: not each["failed"])


def _moment(at) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
