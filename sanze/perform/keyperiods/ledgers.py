"""The lists of key periods: zero-reports, the duty rota, the list of a big inspection."""

from django.db.models import Case, Exists, F, OuterRef, QuerySet, When
from django_filters import NumberFilter

from sanze.foundation.capabilities import Capability
from sanze.foundation.ledgers.column import Column
from sanze.foundation.ledgers.filters import AreaFilter, PickFilter, SpanFilter, YesNoFilter
from sanze.foundation.ledgers.ledger import Ledger, Q, Tally
from sanze.foundation.moment import now
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import Actor
from sanze.know.standards.queries import short_names
from sanze.perform.inspections.models import Visit
from sanze.perform.inspections.states import VisitState
from sanze.perform.keyperiods.models import DutyShift, KeyPeriodRun, PlannedVisit, ZeroReport
from sanze.perform.keyperiods.queries import PLAN_VISITS
from sanze.perform.keyperiods.states import ReportState


def run_choices() -> list[tuple[int, str]]:
    """The key periods on record, the latest first."""
    return [(each.pk, str(each)) for each in KeyPeriodRun.objects.order_by("-first_day")]


class ZeroReportLedger(Ledger):
    name = "zero-reports"
    title = "零报告台账"
    capability = Capability.KEY_PERIODS
    model = ZeroReport
    columns = [
        Column("day", "日期", sort=True),
        Column("run.title", "重点时段"),
        Column("unit", "单位", wide=True, width=26),
        Column("found", "发现问题", kind="number"),
        Column("handled", "已处理", kind="number"),
        Column("incidents", "突发情况", kind="number"),
        Column("text", "情况说明", wide=True, width=40),
        Column("reporter", "报告人"),
        Column("reported_at", "报告时间", width=18),
        Column("standing", "状态", kind="status", tones=ZeroReport.standing_tone),
    ]
    filters = {
        "area": AreaFilter(),
        "run": PickFilter("重点时段", run_choices, field_name="run_id"),
        "span": SpanFilter("日期", "day"),
        "state": PickFilter("状态", ReportState.choices),
        "late": YesNoFilter("迟报", lambda: Q(reported_at__gt=F("due_at"))),
        "overdue": YesNoFilter("过时未报", lambda: Q(state=ReportState.AWAITED, due_at__lt=now())),
        "incident": YesNoFilter("突发情况", lambda: Q(incidents__gt=0)),
    }
    quiet = frozenset({"late", "overdue", "incident"})
    search = ["unit", "reporter"]
    search_hint = "单位 / 报告人"
    order = "-day"
    tallies = [
        Tally("全部"),
        Tally("已报", {"state": "reported"}, tone="done"),
        Tally("迟报", {"late": "1"}, tone="late"),
        Tally("过时未报", {"overdue": "1"}, tone="late"),
        Tally("突发情况", {"incident": "1"}),
    ]
    grant = "keyperiods.read"
    empty = "没有零报告"


class DutyShiftLedger(Ledger):
    name = "duty-shifts"
    title = "值班带班表"
    capability = Capability.KEY_PERIODS
    model = DutyShift
    columns = [
        Column("day", "日期", link=True, sort=True),
        Column("run.title", "重点时段"),
        Column("unit", "单位", wide=True, width=26),
        Column("leader", "带班领导"),
        Column("staff", "值班人员", width=20),
        Column("phone", "值班电话", width=18),
        Column("note", "调整原因", wide=True, width=24),
    ]
    filters = {
        "area": AreaFilter(),
        "run": PickFilter("重点时段", run_choices, field_name="run_id"),
        "span": SpanFilter("日期", "day"),
    }
    search = ["unit", "leader", "staff"]
    search_hint = "单位 / 带班领导 / 值班人员"
    order = "day"
    grant = "keyperiods.read"
    empty = "没有值班安排"


class PlannedVisitLedger(Ledger):
    name = "planned-visits"
    title = "大检查清单"
    capability = Capability.KEY_PERIODS
    model = PlannedVisit
    columns = [
        Column("enterprise.name", "单位", link=True, wide=True, width=26),
        Column("industry_name", "行业"),
        Column("area_name", "属地", width=18),
        Column("inspection.title", "大检查", width=24),
        Column("inspection.due_on", "完成期限"),
        Column("visited_word", "检查情况", kind="status", tones=lambda each: "done" if each.was_visited else "wait"),
    ]
    filters = {
        "area": AreaFilter(),
        "industry": PickFilter("行业", lambda: list(short_names().items())),
        "visited": YesNoFilter("已检查", lambda: Q(was_visited=True)),
        "inspection": NumberFilter(field_name="inspection_id", label="大检查编号"),
    }
    quiet = frozenset({"inspection"})
    search = ["enterprise__name"]
    search_hint = "单位"
    order = "-pk"
    tallies = [
        Tally("全部"),
        Tally("已检查", {"visited": "1"}, tone="done"),
        Tally("未检查", {"visited": "0"}, tone="wait"),
    ]
    grant = "keyperiods.read"
    empty = "没有列入清单的单位"

    def base(self, actor: Actor) -> QuerySet:
        """Each with whether a visit of the regime's kinds was done in the days of its inspection."""
        until = Case(
            When(inspection__finished_on__gt=F("inspection__due_on"), then=F("inspection__finished_on")),
            default=F("inspection__due_on"),
        )
        visits = Visit.objects.filter(
            enterprise=OuterRef("enterprise"),
            kind__in=regime().lists.get(PLAN_VISITS, ()),
            state=VisitState.RECORDED,
            day__gte=OuterRef("inspection__first_day"),
            day__lte=OuterRef("until"),
        )
        return super().base(actor).annotate(until=until).annotate(was_visited=Exists(visits))
