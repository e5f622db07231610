"""The official documents about a visit: the approval beforehand, and the record made on the spot."""

from sanze.foundation.documents.kinds import PaperKind
from sanze.foundation.documents.paper import Fields, Heading, Paper, Para, Signatures, Table, chinese_date
from sanze.foundation.moment import SHANGHAI
from sanze.foundation.regime.queries import regime
from sanze.perform.inspections.facts import of_training
from sanze.perform.inspections.models import Visit, VisitKind
from sanze.perform.inspections.queries import dangers_of
from sanze.perform.inspections.states import VisitState
from sanze.perform.inspections.values import FAIL, NOT_APPLICABLE, OK


def approval_paper(visit: Visit) -> Paper:
    """行政检查审批表: who is to be inspected, why, by whom, and what was decided."""
    verdict = {VisitState.APPLIED: "", VisitState.DECLINED: "不批准。"}.get(visit.state, "批准。")
    counts = f"不计入（{visit.exempt_reason}）" if visit.exempt_reason else "计入"
    return Paper(
        kind="行政检查审批表",
        issuer=regime().texts["documents.issuer"],
        title="行政检查审批表",
        blocks=(
            Fields(
                (
                    ("检查对象", visit.enterprise.name),
                    ("地址", visit.enterprise.address or visit.area_name()),
                    ("检查事由", visit.reason),
                    ("检查依据", visit.basis),
                    ("计划日期", chinese_date(visit.planned_on)),
                    ("年度频次", counts),
                    ("检查事项", f"{len(visit.items)}项：{'、'.join(visit.items)}"),
                    ("检查人员", _officers(visit)),
                    ("申请人", f"{visit.applicant_post} {visit.applicant}"),
                    ("申请日期", chinese_date(visit.applied_on)),
                    ("审批意见", verdict + visit.opinion),
                    ("审批人", f"{visit.approver_post} {visit.approver}".strip()),
                )
            ),
            Signatures(("申请人（签名）", "审批人（签名）")),
        ),
        signed_on=visit.approved_on,
    )


def inspection_paper(visit: Visit) -> Paper:
    """现场检查记录: when, who was there, training first, what was checked, what was found, who signed."""
    enterprise = visit.enterprise
    span = f"{_moment(visit.started_at)}至{_moment(visit.ended_at)}"
    blocks = [
        Fields(
            (
                ("被检查单位", enterprise.name),
                ("地址", enterprise.address or visit.area_name()),
                ("主要负责人", enterprise.principal),
                ("陪同人员", visit.accompanied_by),
                ("检查时间", span),
                ("检查人员", _officers(visit)),
            )
        ),
        Para("检查人员出示执法证件，说明检查事由和依据后，对被检查单位进行现场检查，情况如下："),
        *_training(visit),
        *_results(visit),
        *_findings(visit),
    ]
    if visit.conclusion:
        blocks += [Heading("其他情况"), Para(visit.conclusion)]
    if visit.refusal_note:
        blocks.append(Para(f"被检查单位拒绝签字，情况说明：{visit.refusal_note}"))
    blocks.append(Signatures(("检查人员（签名）", "检查人员（签名）", "被检查单位现场负责人（签名）")))
    return Paper(
        kind="现场检查记录",
        issuer=regime().texts["documents.issuer"],
        title="现场检查记录",
        recipient="",
        blocks=tuple(blocks),
        signed_on=visit.day,
    )


def _training(visit: Visit) -> list:
    told = [(label, value) for label, value, *_ in of_training(visit) if value]
    return [Heading("教育培训检查"), Fields(tuple(told))] if told else []


def _results(visit: Visit) -> list:
    if not visit.results:
        return []
    answers = [result for _, _, result, _ in visit.results]
    ok, fail, away = (answers.count(each) for each in (OK, FAIL, NOT_APPLICABLE))
    sums = f"共检查{len(answers)}项，其中合格{ok}项，不合格{fail}项，不涉及{away}项。"
    return [Heading("检查项目"), Para(sums)]


def _findings(visit: Visit) -> list:
    dangers = list(dangers_of(visit).order_by("pk"))
    if not dangers:
        return [Heading("发现的问题"), Para("现场检查未发现事故隐患。")]
    rows = tuple(
        (
            str(number),
            f"{each.place}：{each.title}" if each.place else each.title,
            each.basis,
            "当场改正" if each.corrected_on_spot else f"登记隐患 {each.number}",
        )
        for number, each in enumerate(dangers, start=1)
    )
    return [Heading("发现的问题"), Table(("序号", "问题", "依据", "处理"), rows, (1, 4, 4, 3))]


def _officers(visit: Visit) -> str:
    return "；".join(f"{name}（执法证号 {number}）" for _, name, number in visit.officers)


def _moment(at) -> str:
    here = at.astimezone(SHANGHAI)
    return f"{chinese_date(here.date())}{here.hour}时{here.minute}分"


def _inspected(visit: Visit) -> bool:
    return visit.kind == VisitKind.ADMIN and visit.state == VisitState.RECORDED


def _decided(visit: Visit) -> bool:
    return visit.kind == VisitKind.ADMIN and visit.state in (VisitState.APPROVED, VisitState.RECORDED)


KINDS = (
    PaperKind("approval", "行政检查审批表", Visit, approval_paper, when=_decided, once=True, internal=True),
    PaperKind("inspection", "现场检查记录", Visit, inspection_paper, when=_inspected, once=True),
)
