"""The ledger of what is owed (履责台账)."""

import django_filters
from django.db.models import QuerySet

from sanze.foundation.capabilities import Capability
from sanze.foundation.ledgers.column import Column
from sanze.foundation.ledgers.filters import AreaFilter, PickFilter, SpanFilter, YesNoFilter
from sanze.foundation.ledgers.ledger import Ledger, Q, Tally
from sanze.foundation.regime.queries import NoRegime, regime
from sanze.foundation.scope.actor import Actor
from sanze.perform.duties.models import OPEN, Obligation
from sanze.perform.duties.queries import missed_for_good, standing, undone
from sanze.perform.duties.states import Standing, Undone


def duty_choices() -> list[tuple[str, str]]:
    """The duties of the regime in force, by their titles."""
    try:
        return [(each.id, each.title) for each in regime().duties if each.discharged_by]
    except NoRegime:
        return []


class StandingFilter(PickFilter):
    """How obligations stand today; without a choice all but those taken back."""

    def __init__(self):
        super().__init__("状态", Standing.choices)

    def filter(self, rows: QuerySet, value: str) -> QuerySet:
        return rows.filter(standing(value)) if value else rows.filter(voided_on=None)


class UndoneFilter(PickFilter):
    """What is not done, as desks and their calendars list it."""

    def __init__(self):
        super().__init__("未办", Undone.choices)

    def filter(self, rows: QuerySet, value: str) -> QuerySet:
        return rows.filter(undone(value)) if value else rows


class ObligationLedger(Ledger):
    name = "obligations"
    title = "履责台账"
    capability = Capability.DUTY_AS_DEBT
    model = Obligation
    columns = [
        Column("title", "事项", link=True, wide=True, width=30),
        Column("subject_name", "对象", wide=True, width=24),
        Column("holder_name", "责任岗位", width=24),
        Column("area_name", "属地", width=18),
        Column("clause", "条款"),
        Column("period", "周期", width=26),
        Column("due_on", "期限", sort=True),
        Column("standing", "状态", kind="status", tones=Obligation.standing_tone),
    ]
    filters = {
        "area": AreaFilter(),
        "duty": PickFilter("职责", duty_choices),
        "state": StandingFilter(),
        "span": SpanFilter("期限", "due_on"),
        "undone": UndoneFilter(),
        "missed": YesNoFilter("未按期履行", missed_for_good),
        "overdue": YesNoFilter("逾期", lambda: standing(Standing.LATE) | standing(Standing.DONE_LATE)),
        "gap": YesNoFilter("无责任岗位", lambda: OPEN & Q(holder=None)),
        "clause": django_filters.CharFilter(field_name="clause", label="条款"),
        "holder": django_filters.NumberFilter(field_name="holder_id", label="责任岗位编号"),
        "party": django_filters.NumberFilter(field_name="party_id", label="责任主体编号"),
        "key_period": django_filters.CharFilter(field_name="key_period", label="重点时段编号"),
        "code": django_filters.CharFilter(field_name="code", label="办理命令"),
    }
    quiet = frozenset({"undone", "missed", "overdue", "gap", "clause", "holder", "party", "key_period", "code"})
    search = ["title", "subject_name"]
    search_hint = "事项 / 对象"
    order = "-due_on"
    opens_with = {"state": "open", "sort": "due_on"}
    tallies = [
        Tally("全部"),
        Tally("待办", {"state": "open"}, tone="wait"),
        Tally("逾期", {"state": "late"}, tone="late"),
        Tally("未履行", {"state": "missed"}, tone="late"),
        Tally("按期履行", {"state": "done"}, tone="done"),
        Tally("已补办", {"state": "made_up"}),
        Tally("无责任岗位", {"gap": "1"}, tone="late"),
    ]
    empty = "没有符合条件的履责事项"

    def base(self, actor: Actor) -> QuerySet:
        return super().base(actor).select_related("holder")
