"""The ledgers of hand-overs and of posts that nobody holds."""

from sanze.foundation.capabilities import Capability
from sanze.foundation.identity.models import Post
from sanze.foundation.ledgers.column import Column
from sanze.foundation.ledgers.filters import AreaFilter, PickFilter, SpanFilter, YesNoFilter
from sanze.foundation.ledgers.ledger import Ledger, Q, Tally
from sanze.foundation.moment import today
from sanze.foundation.regime.queries import regime
from sanze.know.handover.models import Handover
from sanze.know.handover.queries import fill_by, filler_of, vacant
from sanze.know.handover.states import HandoverState, Occasion


class HandoverLedger(Ledger):
    name, title, capability, model = "handovers", "交接书台账", Capability.HAND_OVER, Handover
    columns = [
        Column("post", "岗位", link=True, wide=True, width=36),
        Column("occasion", "事由"),
        Column("giver.name", "移交人"),
        Column("receiver.name", "接收人"),
        Column("span", "交接时间", width=24),
        Column("items", "事项数", kind="number"),
        Column("given_on", "移交确认", sort=True),
        Column("taken_on", "接收确认", sort=True),
        Column("state", "状态", kind="status", tones=Handover.state_tone),
    ]
    filters = {
        "area": AreaFilter(),
        "state": PickFilter("状态", HandoverState.choices),
        "occasion": PickFilter("事由", Occasion.choices),
        "span": SpanFilter("交接日期", "on"),
    }
    search = ["post__title", "post__unit", "giver__name", "receiver__name"]
    search_hint = "岗位 / 人员"
    tallies = [
        Tally("全部"),
        Tally("待移交人确认", {"state": HandoverState.DRAWN}, tone="wait"),
        Tally("待接收人确认", {"state": HandoverState.GIVEN}, tone="wait"),
        Tally("已交接", {"state": HandoverState.TAKEN}, tone="done"),
    ]
    empty = "没有符合条件的交接书"

    def base(self, actor):
        return super().base(actor).select_related("post", "giver", "receiver")


class _Filler(Column):
    """The post that must see to it that somebody is proposed."""

    def _raw(self, record: Post) -> str:
        return str(filler_of(record) or "（没有可提名的岗位）")


class _FillBy(Column):
    """The day by which somebody is to be proposed."""

    def _raw(self, record: Post):
        return fill_by(record)


class _Late(Column):
    """Whether that day is past."""

    def _raw(self, record: Post) -> str:
        return "逾期未补" if _is_late(record) else "待补任"


def _is_late(post: Post) -> bool:
    due = fill_by(post)
    return due is not None and due < today()


def kinds() -> list[tuple[str, str]]:
    """The regime's kinds of post with their faces."""
    return [(name, each.title) for name, each in regime().posts.items()]


class VacancyLedger(Ledger):
    name, title, capability, model = "vacancies", "空缺岗位", Capability.HAND_OVER, Post
    columns = [
        Column("title", "岗位", sort=True),
        Column("unit", "单位", sort=True, wide=True, width=30),
        Column("left", "空缺自"),
        Column("stand_in", "代理人员"),
        _FillBy("fill_by", "补任期限"),
        _Filler("filler", "补任责任岗位", width=26),
        _Late("late", "状态", kind="status", tones=lambda post: "late" if _is_late(post) else "wait"),
    ]
    filters = {
        "area": AreaFilter(),
        "kind": PickFilter("类别", kinds),
        "stand_in": YesNoFilter("代理", lambda: Q(stand_in__isnull=False), words=("有代理", "无代理")),
        "once_held": YesNoFilter("曾有人任职", lambda: Q(left__isnull=False)),
    }
    quiet = frozenset({"once_held"})
    search = ["title", "unit"]
    search_hint = "岗位 / 单位"
    order = "unit"
    tallies = [
        Tally("全部空缺"),
        Tally("离任后空缺", {"once_held": "1"}, tone="late"),
        Tally("无代理", {"stand_in": "0"}, tone="wait"),
    ]
    empty = "没有空缺的岗位"

    def base(self, actor):
        return vacant().visible_to(actor)
