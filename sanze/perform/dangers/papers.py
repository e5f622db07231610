"""The official documents about a danger: the order to rectify it, and the opinion after looking again."""

from sanze.foundation.documents.kinds import PaperKind
from sanze.foundation.documents.paper import Fields, Heading, Items, Paper, Para, chinese_date
from sanze.foundation.regime.queries import regime
from sanze.perform.dangers.facts import money
from sanze.perform.dangers.models import Danger
from sanze.perform.dangers.states import DangerState

ORDER, REINSPECTION = "order", "reinspection"


def order_paper(danger: Danger) -> Paper:
    """责令限期整改指令书: what is wrong, on what basis, and the elements of putting it right."""
    texts = regime().texts
    elements = [
        ("隐患编号", danger.number),
        ("隐患等级", danger.level()),
        ("整改责任人", danger.responsible),
        ("整改期限", chinese_date(danger.due_on)),
    ]
    if danger.money_planned is not None:
        elements.append(("计划资金", money(danger.money_planned)))
    blocks = [
        Para("经查，你单位存在下列事故隐患："),
        Items((_problem(danger),)),
        Para(f"现责令你单位按照下列要求，于{chinese_date(danger.due_on)}前（含当日）整改完毕："),
        Fields(tuple(elements)),
        Para(f"整改措施：{danger.measures}"),
    ]
    if danger.emergency_plan:
        blocks.append(Para(f"应急预案：{danger.emergency_plan}"))
    blocks.append(
        Para(
            "整改完成后，应当书面报告本机关复查。整改期间应当落实管控措施，不能保证安全的，"
            "应当从危险区域撤出人员，暂停作业或者停止使用相关设施、设备。"
        )
    )
    return Paper(
        kind="责令限期整改指令书",
        issuer=texts["documents.issuer"],
        title="责令限期整改指令书",
        recipient=danger.enterprise.name,
        blocks=tuple(blocks),
        remedies=texts["documents.remedies"],
        signed_on=danger.ordered_on,
        receipt=True,
    )


def reinspection_paper(danger: Danger) -> Paper:
    """整改复查意见书: whether the danger is gone, and what follows if it is not."""
    closed = danger.state == DangerState.CLOSED
    by_order = f"（指令文号：{danger.order_number}）" if danger.order_number else ""
    blocks = [
        Para(f"你单位报告整改完成的事故隐患{by_order}，经复查，意见如下："),
        Items((_problem(danger),)),
        Heading("一、整改情况"),
        Para(danger.account or "未按要求完成整改。"),
        Heading("二、复查意见"),
    ]
    if closed:
        blocks += [Para(danger.opinion), Para("该隐患已经消除，同意销号。请保持整改成果，防止再次发生。")]
    else:
        again = f"现责令你单位于{chinese_date(danger.due_on)}前（含当日）继续整改，完成后报告本机关复查。"
        blocks += [Para(f"该隐患尚未消除：{danger.return_reason}"), Para(again)]
    return Paper(
        kind="整改复查意见书",
        issuer=regime().texts["documents.issuer"],
        title="整改复查意见书",
        recipient=danger.enterprise.name,
        blocks=tuple(blocks),
        signed_on=danger.closed_on if closed else None,
        receipt=True,
    )


def _problem(danger: Danger) -> str:
    """The danger in one sentence: where, what, and against which rule."""
    place = f"{danger.place}：" if danger.place else ""
    more = f"。{danger.description}" if danger.description else ""
    basis = f"（依据：{danger.basis}）" if danger.basis else ""
    return f"{place}{danger.title}{more}{basis}"


def _ordered(danger: Danger) -> bool:
    return danger.ordered_on is not None


def _looked_at_again(danger: Danger) -> bool:
    sent_back = danger.state == DangerState.ORDERED and danger.returned_times > 0
    return sent_back or (danger.state == DangerState.CLOSED and bool(danger.opinion))


KINDS = (
    PaperKind(ORDER, "责令限期整改指令书", Danger, order_paper, when=_ordered, once=True),
    PaperKind(REINSPECTION, "整改复查意见书", Danger, reinspection_paper, when=_looked_at_again),
)
