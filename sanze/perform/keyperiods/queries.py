"""Named reads of key periods: which run, which units owe a report, what a big inspection has found."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Substr

from sanze.foundation.calendar.queries import calendar
from sanze.foundation.identity.models import Post
from sanze.foundation.identity.queries import posts_open
from sanze.foundation.moment import today
from sanze.foundation.recall import once
from sanze.foundation.regime.entries.period import KeyPeriod
from sanze.foundation.regime.period_days import PeriodDays, period_days
from sanze.foundation.regime.queries import regime
from sanze.foundation.regime.schema import Regime
from sanze.foundation.scope.actor import Actor
from sanze.know.jurisdictions.queries import path_of
from sanze.perform.dangers.models import SETTLED, Danger
from sanze.perform.duties.queries import TOWNSHIP_DIGITS
from sanze.perform.duties.raising import Stretch
from sanze.perform.inspections.models import Visit, VisitFinding
from sanze.perform.inspections.states import VisitState
from sanze.perform.keyperiods.models import BigInspection, DutyShift, KeyPeriodRun, PlannedVisit, ZeroReport
from sanze.perform.keyperiods.rules import days_between
from sanze.perform.keyperiods.states import ReportState, RunState

UNITS = "keyperiods.units"
PLAN_VISITS = "keyperiods.plan_visits"
AHEAD = "keyperiods.announce_ahead"


@dataclass(frozen=True)
class Unit:
    """An office that reports and keeps a rota: all posts of one name in one area. post_id: the one that owes."""

    name: str
    area_code: str
    post_id: int


@dataclass(frozen=True)
class Planned:
    """A key period of the regime in a year: its days by the rule, and its run where there is one."""

    period: KeyPeriod
    days: PeriodDays | None
    run: KeyPeriodRun | None


def stretches(first: date, last: date) -> Iterable[Stretch]:
    """For the ledger of what is owed: where key periods raise, never before the day on which they were announced."""
    rows = KeyPeriodRun.objects.filter(first_day__lte=last, last_day__gte=first).exclude(state=RunState.WITHDRAWN)
    for entry, begin, end, told in rows.values_list("entry", "first_day", "last_day", "announced_on"):
        if max(begin, told) <= end:
            yield Stretch(entry, max(begin, told), end)


def running() -> list[KeyPeriodRun]:
    """The key periods that run today, the one that ends first before the others; asked once a request."""
    day = today()

    def ask() -> list[KeyPeriodRun]:
        rows = KeyPeriodRun.objects.filter(first_day__lte=day, last_day__gte=day)
        return list(rows.exclude(state=RunState.WITHDRAWN).order_by("last_day", "pk"))

    return once(("key-periods-running", day), ask)


def computed(rules: Regime, year: int) -> list[tuple[KeyPeriod, PeriodDays | None]]:
    """Each key period of a regime with its days in a year; None where a person declares it or nobody can tell."""
    working = calendar()
    return [(each, period_days(each, year, working)) for each in rules.periods]


def year_of(rules: Regime, year: int) -> list[Planned]:
    """The year's key periods in the order of their days; those to be declared that were not yet come last."""
    runs = list(KeyPeriodRun.objects.filter(year=year).order_by("first_day"))
    found = [Planned(next((p for p in rules.periods if p.id == run.entry), None), None, run) for run in runs]
    told = {run.entry for run in runs}
    found += [Planned(each, days, None) for each, days in computed(rules, year) if each.id not in told]
    return sorted(found, key=_begin)


def _begin(planned: Planned) -> date:
    if planned.run:
        return planned.run.first_day
    return planned.days.first if planned.days else date.max


def units_on(day: date) -> list[Unit]:
    """The units that report and keep a rota, by the regime's kinds of post; townships first, each by its code."""
    kinds = regime(day).lists.get(UNITS, ())
    rows = posts_open(day).filter(kind__in=kinds, party_id=None).order_by("pk")
    found: dict[tuple[str, str], Unit] = {}
    for pk, unit, area in rows.values_list("pk", "unit", "area_code"):
        found.setdefault((area, unit), Unit(unit, area, pk))
    return sorted(found.values(), key=lambda each: (-len(each.area_code), each.area_code, each.name))


def unit_of(actor: Actor, day: date) -> Unit | None:
    """The unit to which the actor's post belongs, if it is one of those; any post of the unit speaks for it."""
    own = Post.objects.filter(pk=actor.post_id).values_list("unit", "area_code").first()
    if own is None or actor.party_id is not None:
        return None
    return next((each for each in units_on(day) if (each.name, each.area_code) == own), None)


def seen_units(actor: Actor, day: date) -> list[Unit]:
    """The units under the actor's eyes."""
    return [each for each in units_on(day) if any(each.area_code.startswith(area) for area in actor.areas)]


def awaited(actor: Actor, unit: Unit) -> QuerySet[ZeroReport]:
    """What a unit has not reported though its day has come, of periods that still run."""
    rows = ZeroReport.objects.visible_to(actor).filter(unit=unit.name, area_code=unit.area_code, day__lte=today())
    return rows.filter(state=ReportState.AWAITED, run__state=RunState.RUNNING).order_by("day", "pk")


def missing_shifts(run: KeyPeriodRun, units: list[Unit], first: date, last: date) -> list[tuple[Unit, date]]:
    """The units and days of a span inside the period for which nobody is on the rota."""
    first, last = max(first, run.first_day), min(last, run.last_day)
    rows = DutyShift.objects.filter(run=run, day__gte=first, day__lte=last)
    there = set(rows.values_list("unit", "area_code", "day"))
    return [
        (unit, day)
        for unit in units
        for day in days_between(first, last)
        if (unit.name, unit.area_code, day) not in there
    ]


def counted_visits(inspection: BigInspection) -> QuerySet[Visit]:
    """The visits that count for a big inspection: of the regime's kinds, done in its days, to whoever is listed."""
    kinds = regime().lists.get(PLAN_VISITS, ())
    last = inspection.finished_on or today()
    return Visit.objects.filter(
        Exists(PlannedVisit.objects.filter(inspection=inspection, enterprise=OuterRef("enterprise"))),
        kind__in=kinds,
        state=VisitState.RECORDED,
        day__gte=inspection.first_day,
        day__lte=max(last, inspection.due_on),
    )


def visited(inspection: BigInspection) -> Exists:
    """As a condition on planned visits: that the enterprise was visited."""
    return Exists(counted_visits(inspection).filter(enterprise=OuterRef("enterprise")))


def dangers_found(inspection: BigInspection) -> QuerySet[Danger]:
    """The dangers that those visits found, those of nobody dismissed left out."""
    found = VisitFinding.objects.filter(visit__in=counted_visits(inspection))
    return Danger.objects.filter(pk__in=found.values("danger_id")).exclude(state="dismissed")


def left_open(inspection: BigInspection) -> QuerySet[Danger]:
    """Those of them that are neither closed nor carried over with a reason."""
    return dangers_found(inspection).exclude(state__in=SETTLED).exclude(pk__in=inspection.carried.values("danger_id"))


def progress(actor: Actor, inspection: BigInspection) -> list[tuple[str, str, int, int, int]]:
    """(township, its name, listed, visited, left) under the actor's eyes."""
    area = Substr("area_code", 1, TOWNSHIP_DIGITS)
    rows = PlannedVisit.objects.visible_to(actor).filter(inspection=inspection).annotate(area=area)
    counted = rows.annotate(done=visited(inspection)).values("area").order_by("area")
    sums = counted.annotate(listed=Count("pk"), visited=Count("pk", filter=Q(done=True)))
    return [
        (row["area"], path_of(row["area"]), row["listed"], row["visited"], row["listed"] - row["visited"])
        for row in sums
    ]


def enterprise_selections(rules: Regime) -> list[tuple[str, str]]:
    """(name, title) of the selections of enterprises that bear a title; a big inspection takes one as its list."""
    return [(name, each.title) for name, each in rules.selections.items() if each.what == "enterprise" and each.title]


def last_day_to_announce(day: date) -> date:
    """Periods that begin until then are announced."""
    return day + timedelta(days=regime().limit(AHEAD).value)
