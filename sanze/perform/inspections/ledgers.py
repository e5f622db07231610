"""The ledger of visits (检查台账)."""

from decimal import Decimal

from django.db.models import QuerySet
from django_filters import NumberFilter

from sanze.foundation.capabilities import Capability
from sanze.foundation.ledgers.column import Column
from sanze.foundation.ledgers.filters import AreaFilter, PickFilter, SpanFilter, YesNoFilter
from sanze.foundation.ledgers.ledger import Action, Ledger, Q, Tally
from sanze.know.standards.queries import short_names
from sanze.perform.inspections.models import Visit, VisitKind
from sanze.perform.inspections.states import VisitState


class OfficerFilter(NumberFilter):
    """The visits in which one person took part, by the person's id."""

    def filter(self, rows: QuerySet, value: Decimal | None) -> QuerySet:
        return rows if value is None else rows.filter(officer_ids__contains=[int(value)])


class VisitLedger(Ledger):
    name = "visits"
    title = "检查台账"
    capability = Capability.VISITS
    model = Visit
    columns = [
        Column("day", "日期", link=True, sort=True),
        Column("kind", "类别"),
        Column("enterprise.name", "单位", wide=True, width=26),
        Column("industry_name", "行业"),
        Column("area_name", "属地", width=18),
        Column("officer_names", "检查人员", width=18),
        Column("findings", "发现隐患", kind="number"),
        Column("state", "状态", kind="status", tones=Visit.state_tone),
    ]
    filters = {
        "area": AreaFilter(),
        "industry": PickFilter("行业", lambda: list(short_names().items())),
        "kind": PickFilter("类别", VisitKind.choices),
        "state": PickFilter("状态", VisitState.choices),
        "found": YesNoFilter("发现隐患", lambda: Q(findings__gt=0), words=("有", "无")),
        "span": SpanFilter("日期", "day"),
        "enterprise": NumberFilter(field_name="enterprise_id", label="单位编号"),
        "officer": OfficerFilter(label="检查人员编号"),
    }
    quiet = frozenset({"found", "enterprise", "officer"})
    search = ["enterprise__name", "recorder", "applicant"]
    search_hint = "单位 / 检查人员"
    order = "-day"
    tallies = [
        Tally("全部"),
        Tally("行政检查", {"kind": "admin"}),
        Tally("网格巡查", {"kind": "patrol"}),
        Tally("服务指导", {"kind": "service"}),
        Tally("待审批", {"state": "applied"}, tone="wait"),
        Tally("待检查", {"state": "approved"}, tone="wait"),
        Tally("发现隐患", {"found": "1"}, tone="late"),
    ]
    actions = [
        Action("申请行政检查", "inspections.begin-apply", "inspections.apply"),
        Action("记录网格巡查", "inspections.begin-patrol", "inspections.patrol"),
        Action("记录服务指导", "inspections.begin-serve", "inspections.serve"),
    ]
    empty = "没有符合条件的检查巡查记录"
