"""A key period beside as many days before it, township by township; frozen when the period is closed."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Substr

from sanze.foundation.moment import today
from sanze.foundation.scope.actor import CLOCK, Actor
from sanze.know.jurisdictions.models import Level
from sanze.know.jurisdictions.queries import path_of
from sanze.perform.dangers.models import Danger
from sanze.perform.dangers.states import DangerState
from sanze.perform.duties.queries import TOWNSHIP_DIGITS, figures_by
from sanze.perform.inspections.models import Visit, VisitKind
from sanze.perform.inspections.states import VisitState
from sanze.perform.keyperiods.models import DutyShift, KeyPeriodRun, ZeroReport
from sanze.perform.keyperiods.rules import percent, span_before
from sanze.perform.keyperiods.states import ReportState

# Key, face, and whether it is compared with the days before; what only a key period has is not.
MEASURES = [
    ("owed", "应履事项", True),
    ("done", "按期履行", True),
    ("late", "逾期履行", True),
    ("missed", "未履行", True),
    ("inspections", "行政检查", True),
    ("patrols", "网格巡查", True),
    ("services", "服务指导", True),
    ("found", "发现隐患", True),
    ("major", "其中重大", True),
    ("closed", "隐患销号", True),
    ("reports_due", "应报零报告", False),
    ("reports_in_time", "按时零报告", False),
    ("incidents", "突发情况", False),
    ("shifts", "值班班次", False),
]
LEVELS = (Level.COUNTY, Level.TOWNSHIP)
KINDS = {VisitKind.ADMIN: "inspections", VisitKind.PATROL: "patrols", VisitKind.SERVICE: "services"}

Sums = dict[str, int]


@dataclass(frozen=True)
class Line:
    """One township (or the county's own offices) with its sums before and during."""

    area_code: str
    before: Sums
    during: Sums

    @property
    def name(self) -> str:
        """The township; what lies with no township is the county's own offices'."""
        return path_of(self.area_code, LEVELS[1:]) or "市直部门"

    def pairs(self) -> list[tuple[str, int | None, int]]:
        """(key, before, during); before is None for what only a key period has."""
        return [
            (key, self.before.get(key, 0) if compared else None, self.during.get(key, 0))
            for key, _, compared in MEASURES
        ]


@dataclass(frozen=True)
class Comparison:
    """The whole: lines, their sum, and the days that are compared. final: the period is closed and this stays."""

    first: date
    last: date
    before_first: date
    before_last: date
    lines: list[Line]
    final: bool

    @property
    def total(self) -> Line:
        return Line("", _sum(each.before for each in self.lines), _sum(each.during for each in self.lines))

    @property
    def report_rate(self) -> int | None:
        """Percent of the zero-reports that came in time."""
        sums = self.total.during
        return percent(sums.get("reports_in_time", 0), sums.get("reports_due", 0))

    def done_rates(self) -> tuple[int | None, int | None]:
        """Percent of what was owed that was done in time, before and during."""
        return tuple(
            percent(each.get("done", 0), each.get("owed", 0)) for each in (self.total.before, self.total.during)
        )


def comparison(actor: Actor, run: KeyPeriodRun) -> Comparison:
    """What the actor sees of it: of a closed period as it was frozen, of another one up to today."""
    if run.figures:
        lines = [Line(code, before, during) for code, before, during in run.figures["lines"]]
        shown = [each for each in lines if any(each.area_code.startswith(area) for area in actor.areas)]
        return _comparison(run, run.last_day, shown, final=True)
    last = max(run.first_day, min(run.last_day, today()))
    return _comparison(run, last, _lines(actor, run, last), final=False)


def frozen(run: KeyPeriodRun) -> dict:
    """The figures of the whole county, as they are kept with the run."""
    return {"lines": [[each.area_code, each.before, each.during] for each in _lines(CLOCK, run, run.last_day)]}


def _comparison(run: KeyPeriodRun, last: date, lines: list[Line], *, final: bool) -> Comparison:
    return Comparison(run.first_day, last, *span_before(run.first_day, last), lines, final)


def _lines(actor: Actor, run: KeyPeriodRun, last: date) -> list[Line]:
    before = _of_span(actor, *span_before(run.first_day, last))
    during = _of_span(actor, run.first_day, last)
    for area, sums in _of_run(actor, run, last).items():
        during[area].update(sums)
    return [Line(area, dict(before[area]), dict(during[area])) for area in sorted({*before, *during})]


def _of_span(actor: Actor, first: date, last: date) -> dict[str, Sums]:
    """Sums by township of what fell due, was visited, found and closed in a span."""
    found: dict[str, Sums] = defaultdict(dict)
    for (area,), each in figures_by(actor, first, last, "area_code").items():
        sums = found[area[:TOWNSHIP_DIGITS]]
        told = {"owed": each.owed - each.waived, "done": each.done, "late": each.done_late + each.late}
        told["missed"] = each.missed
        for key, value in told.items():
            sums[key] = sums.get(key, 0) + value
    visits = Visit.objects.visible_to(actor).filter(state=VisitState.RECORDED, day__gte=first, day__lte=last)
    for area, kind, count in _by_township(visits, "kind"):
        found[area][KINDS[kind]] = count
    dangers = Danger.objects.visible_to(actor).exclude(state=DangerState.DISMISSED)
    for area, major, count in _by_township(dangers.filter(found_on__gte=first, found_on__lte=last), "major"):
        found[area]["found"] = found[area].get("found", 0) + count
        if major:
            found[area]["major"] = count
    closed = Danger.objects.visible_to(actor).filter(
        state=DangerState.CLOSED, closed_on__gte=first, closed_on__lte=last
    )
    for area, _, count in _by_township(closed, "state"):
        found[area]["closed"] = count
    return found


def _of_run(actor: Actor, run: KeyPeriodRun, last: date) -> dict[str, Sums]:
    """Sums by township of what only a key period has."""
    found: dict[str, Sums] = defaultdict(dict)
    rows = ZeroReport.objects.visible_to(actor).filter(run=run, day__lte=last)
    in_time = Q(state=ReportState.REPORTED, reported_at__lte=F("due_at"))
    by_area = rows.annotate(area=Substr("area_code", 1, TOWNSHIP_DIGITS)).values("area").order_by()
    for row in by_area.annotate(due=Count("pk"), in_time=Count("pk", filter=in_time)):
        found[row["area"]] |= {"reports_due": row["due"], "reports_in_time": row["in_time"]}
    for area, count in rows.filter(incidents__gt=0).values_list("area_code", "incidents"):
        sums = found[area[:TOWNSHIP_DIGITS]]
        sums["incidents"] = sums.get("incidents", 0) + count
    for area, _, count in _by_township(DutyShift.objects.visible_to(actor).filter(run=run, day__lte=last), "run_id"):
        found[area]["shifts"] = count
    return found


def _by_township(rows: QuerySet, key: str) -> list[tuple]:
    """(township, key, how many)."""
    area = Substr("area_code", 1, TOWNSHIP_DIGITS)
    return list(rows.annotate(area=area).values_list("area", key).annotate(count=Count("pk")).order_by())


def _sum(parts) -> Sums:
    total: Sums = defaultdict(int)
    for each in parts:
        for key, value in each.items():
            total[key] += value
    return dict(total)
