"""The protocol of a hand-over as an official document (交接书)."""

from sanze.foundation.documents.kinds import PaperKind
from sanze.foundation.documents.paper import Block, Fields, Heading, Paper, Para, Table, chinese_date
from sanze.foundation.identity.confirming import WAYS
from sanze.foundation.regime.queries import regime
from sanze.know.handover.models import Handover
from sanze.know.handover.states import HandoverState

HANDOVER = "handover"
NUMBERS = "一二三四五六七八九十"


def handover_paper(handover: Handover) -> Paper:
    """Who hands what over to whom, thing by thing, and how each side confirmed."""
    issuer = regime().texts.get("handover.issuer") or handover.post.unit
    return Paper(
        kind="岗位交接书",
        issuer=issuer,
        title=f"{handover.post}岗位交接书",
        blocks=(*_head(handover), *_parcels(handover), *_hands(handover)),
        closing="以上事项自交接之日起由接收人负责；交接前的责任仍由原任职人员承担。",
        signatory=handover.post.unit,
        signed_on=handover.taken_on,
    )


def _head(handover: Handover) -> list[Block]:
    pairs = [
        ("交接岗位", str(handover.post)),
        ("交接事由", handover.get_occasion_display()),
        ("移交人", handover.giver.name),
        ("接收人", handover.receiver.name),
        ("交接时间", _span(handover)),
        ("事项合计", f"{handover.items} 项"),
    ]
    return [Fields(tuple(pairs)), *([Para(f"说明：{handover.reason}")] if handover.reason else [])]


def _span(handover: Handover) -> str:
    until = f"至{chinese_date(handover.until)}" if handover.until else "起"
    return f"自{chinese_date(handover.on)}{until}"


def _parcels(handover: Handover) -> list[Block]:
    if not handover.parcels:
        return [Para("经清点，本岗位没有未办结事项。")]
    blocks: list[Block] = []
    for number, each in enumerate(handover.parcels):
        mark = NUMBERS[number] if number < len(NUMBERS) else str(number + 1)
        shared = "（与同单位其他岗位共同负责）" if each["weight"] == "shared" else ""
        blocks.append(Heading(f"{mark}、{each['title']} {each['count']} 项{shared}"))
        rows = tuple((str(at), title, about, due or "—") for at, (title, about, due, _) in enumerate(each["lines"], 1))
        blocks.append(Table(("序号", "事项", "对象、状态", "期限"), rows, (1, 6, 5, 2)))
        if each["count"] > len(each["lines"]):
            blocks.append(Para(f"另有 {each['count'] - len(each['lines'])} 项，见平台台账。"))
    return blocks


def _hands(handover: Handover) -> list[Block]:
    given = f"{handover.given_by}，{WAYS.get(handover.given_way, '')}，{chinese_date(handover.given_on)}"
    pairs = [("移交确认", given)]
    if handover.given_reason:
        pairs.append(("代为确认理由", handover.given_reason))
    taken = f"{handover.receiver.name}，{WAYS.get(handover.taken_way, '')}，{chinese_date(handover.taken_on)}"
    return [Heading("双方确认"), Fields((*pairs, ("接收确认", taken)))]


def _taken(handover: Handover) -> bool:
    return handover.state == HandoverState.TAKEN


KINDS = (
    PaperKind(
        HANDOVER, "岗位交接书", Handover, handover_paper, when=_taken, once=True, unit=lambda each: each.post.unit
    ),
)
