"""What key periods put on workbenches: the banner, reports and rotas that wait, the day's figures."""

from datetime import timedelta

from django.urls import reverse

from sanze.foundation.moment import SHANGHAI, today
from sanze.foundation.pages.slots import Banner, Figure, Task, Waiting
from sanze.foundation.scope.actor import Actor
from sanze.perform.keyperiods.models import BigInspection, KeyPeriodRun, ZeroReport
from sanze.perform.keyperiods.queries import Unit, awaited, left_open, missing_shifts, running, unit_of, visited
from sanze.perform.keyperiods.rules import days_between
from sanze.perform.keyperiods.states import InspectionState, ReportState

FIRST = 5
# The rota should stand so many days ahead.
ROTA_AHEAD = timedelta(days=2)


def banner(actor: Actor) -> list[Banner]:
    """The key periods that run, for every office: which day, and how many are left."""
    if actor.party_id is not None:
        return []
    return [Banner(_words(each), each.get_absolute_url(), "alarm") for each in running()]


def _words(run: KeyPeriodRun) -> str:
    left = f"还有{run.days_left}天" if run.days_left else "最后一天"
    return f"{run.title}重点时段 第{run.number_of_today}天，{left}"


def waiting(actor: Actor) -> list[Waiting]:
    """The reports and the days of the rota that the actor's unit still owes, and what a big inspection lacks."""
    runs = running()
    if not runs or actor.party_id is not None:
        return []
    lists = []
    unit = unit_of(actor, today()) if actor.may("keyperiods.report") or actor.may("keyperiods.roster") else None
    if unit and actor.may("keyperiods.report"):
        lists.append(_reports(actor, unit))
    if unit and actor.may("keyperiods.roster"):
        lists += [_rota(each, unit) for each in runs if each.rota]
    if actor.may("keyperiods.finish"):
        lists += [_inspection(each) for each in _open_inspections(runs)]
    return [each for each in lists if each.count]


def _reports(actor: Actor, unit: Unit) -> Waiting:
    rows = awaited(actor, unit).select_related("run")
    day = today()
    tasks = [
        Task(
            f"{each.run.title}零报告（{each.due_at.astimezone(SHANGHAI):%H:%M} 前）",
            unit.name,
            reverse("keyperiods.report", args=[each.run_id]),
            each.day,
        )
        for each in rows[:FIRST]
    ]
    late = rows.filter(day__lt=day).count()
    return Waiting("零报告待报", f"{reverse('zero-reports')}?state=awaited", rows.count(), late, tasks)


def _rota(run: KeyPeriodRun, unit: Unit) -> Waiting:
    missing = missing_shifts(run, [unit], today(), today() + ROTA_AHEAD)
    url = reverse("keyperiods.roster", args=[run.pk])
    tasks = [Task(f"{run.title}值班带班表未排", unit.name, url, day) for _, day in missing[:FIRST]]
    return Waiting("值班带班表待排", url, len(missing), 0, tasks)


def _open_inspections(runs: list[KeyPeriodRun]) -> list[BigInspection]:
    return list(BigInspection.objects.filter(run__in=runs, state=InspectionState.OPEN))


def _inspection(each: BigInspection) -> Waiting:
    unvisited, still = each.planned.exclude(visited(each)).count(), left_open(each).count()
    words = f"还有 {unvisited} 家未检查，{still} 条隐患未销号"
    task = Task(each.title, words, each.get_absolute_url(), each.due_on)
    return Waiting("大检查待销案", each.get_absolute_url(), 1, int(each.due_on < today()), [task])


def figures(actor: Actor) -> list[Figure]:
    """How many units of the actor's area have reported today, where a period asks for it."""
    runs = [each for each in running() if each.zero_report]
    if not runs or actor.party_id is not None:
        return []
    day = today()
    rows = list(ZeroReport.objects.visible_to(actor).filter(run__in=runs, day=day).values_list("state", flat=True))
    if not rows:
        return []
    done = rows.count(ReportState.REPORTED)
    return [Figure("今日零报告", f"{done}/{len(rows)}", f"{reverse('zero-reports')}?span={day}", "单位")]


def upcoming_days(run: KeyPeriodRun, count: int) -> list:
    """The next days of a period from today, or its last ones once it is over."""
    last = min(run.last_day, max(run.first_day, today()) + timedelta(days=count - 1))
    first = max(run.first_day, last - timedelta(days=count - 1))
    return list(days_between(first, last))
