"""Pages of key periods: the year, one period with its live figures, its comparison as a sheet, a big inspection."""

from datetime import timedelta

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from sanze.foundation.acts.command import COMMANDS
from sanze.foundation.calendar.queries import calendar
from sanze.foundation.ledgers.column import Column
from sanze.foundation.ledgers.commands import export
from sanze.foundation.ledgers.sheet import sheet_of
from sanze.foundation.moment import today
from sanze.foundation.pages.act import ActPage, buttons
from sanze.foundation.pages.slots import panels_of
from sanze.foundation.pages.timeline import steps_of
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.access import signed_in
from sanze.foundation.scope.actor import Actor
from sanze.perform.keyperiods import forms, queries
from sanze.perform.keyperiods.boards import facts_of, links_of, measures_of, rota_of, sheet_rows, tiles_of, units_of
from sanze.perform.keyperiods.desk import upcoming_days
from sanze.perform.keyperiods.figures import MEASURES, comparison
from sanze.perform.keyperiods.models import BigInspection, CarriedDanger, DutyShift, KeyPeriodRun
from sanze.perform.keyperiods.states import InspectionState, RunState
from sanze.perform.keyperiods.strip import strip_of

ALIVE = (RunState.ANNOUNCED, RunState.RUNNING)
A_WEEK = 7
# What units do by the hundred stands in the ledgers, not in the course of the period.
OF_UNITS = ("keyperiods.report", "keyperiods.roster", "keyperiods.await_reports")
QUIET = "outline-secondary"
READ = "keyperiods.read"


def _reports(run: KeyPeriodRun, actor: Actor) -> bool:
    return run.zero_report and run.state == RunState.RUNNING and queries.unit_of(actor, today()) is not None


def _rosters(run: KeyPeriodRun, actor: Actor) -> bool:
    return run.rota and run.state in ALIVE and queries.unit_of(actor, today()) is not None


def _plans(run: KeyPeriodRun, actor: Actor) -> bool:
    return run.plan and run.state in ALIVE and not BigInspection.objects.filter(run=run).exists()


def _own_shift(shift: DutyShift, actor: Actor) -> bool:
    unit = queries.unit_of(actor, today())
    mine = unit is not None and (unit.name, unit.area_code) == (shift.unit, shift.area_code)
    return mine and shift.day >= today() and shift.run.state in ALIVE


def _carries(inspection: BigInspection, actor: Actor) -> bool:
    return inspection.state == InspectionState.OPEN and queries.left_open(inspection).exists()


def _to_run(run: KeyPeriodRun, result: object) -> str:
    return run.get_absolute_url()


def _to_inspection(inspection: BigInspection, result: object) -> str:
    return inspection.get_absolute_url()


pages = [
    ActPage("keyperiods.report", forms.ReportForm, when=_reports, then=_to_run),
    ActPage("keyperiods.roster", forms.RosterForm, when=_rosters, then=_to_run),
    ActPage("keyperiods.plan", forms.PlanForm, when=_plans),
    ActPage("keyperiods.reschedule", forms.RescheduleForm, when=lambda run, actor: run.state in ALIVE, tone=QUIET),
    ActPage("keyperiods.withdraw", forms.WithdrawForm, tone=QUIET),
]
declare = ActPage("keyperiods.declare", forms.DeclareForm)
shift_pages = [ActPage("keyperiods.relieve", forms.RelieveForm, when=_own_shift)]
inspection_pages = [
    ActPage("keyperiods.carry", forms.CarryForm, when=_carries, then=_to_inspection, tone=QUIET),
    ActPage("keyperiods.finish", forms.FinishForm),
]


@signed_in(grant=READ)
def year(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """The key periods of a year on a strip and in a list, those that run first."""
    chosen = year or today().year
    if not today().year - 10 <= chosen <= today().year + 2:
        raise Http404
    planned = queries.year_of(regime(), chosen)
    running = queries.running()
    context = {
        "year": chosen,
        "today": today(),
        "planned": planned,
        "strip": strip_of(chosen, planned, today()),
        "running": [(each, tiles_of(request.actor, each, comparison(request.actor, each))) for each in running],
        "certain": calendar().certain(chosen),
        "declare": declare.href() if request.actor.may(COMMANDS["keyperiods.declare"].grant) else "",
        "before": reverse("key-periods-of", args=[chosen - 1]),
        "after": reverse("key-periods-of", args=[chosen + 1]),
    }
    return render(request, "keyperiods/year.html", context)


@signed_in(grant=READ)
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """One key period: its facts, today's reports, the rota, the big inspection, and the comparison."""
    record = get_object_or_404(KeyPeriodRun.objects.visible_to(request.actor), pk=pk)
    actor = request.actor
    told = comparison(actor, record) if record.state in (RunState.RUNNING, RunState.CLOSED) else None
    day = min(max(today(), record.first_day), record.last_day)
    context = {
        "record": record,
        "facts": facts_of(record),
        "tiles": tiles_of(actor, record, told) if told else [],
        "told": told,
        "measures": measures_of(record, told) if told else [],
        "faces": [face for _, face, _ in MEASURES],
        "day": day,
        "units": units_of(actor, record, day) if record.zero_report and record.state != RunState.ANNOUNCED else [],
        "rota": rota_of(actor, record, upcoming_days(record, A_WEEK)) if record.rota else None,
        "inspection": BigInspection.objects.filter(run=record).first(),
        "links": links_of(record),
        "buttons": buttons(record, actor),
        "panels": panels_of(request, record),
        "steps": [each for each in steps_of(record, app="keyperiods") if each["act"].command not in OF_UNITS],
    }
    return render(request, "keyperiods/run.html", context)


@signed_in(grant=READ)
def sheet(request: HttpRequest, pk: int) -> FileResponse:
    """The comparison as a sheet."""
    record = get_object_or_404(KeyPeriodRun.objects.visible_to(request.actor), pk=pk)
    if record.state not in (RunState.RUNNING, RunState.CLOSED):
        raise Http404
    told = comparison(request.actor, record)
    columns = [Column("name", "单位", width=22), Column("measure", "指标"), Column("before", "此前", kind="number")]
    columns.append(Column("during", "重点时段", kind="number"))
    title = f"{record}前后对比"
    file, count = sheet_of(title, columns, sheet_rows(told), request.actor)
    export(request.actor, None, ledger="key-period-comparison", filters={"run": str(pk)}, rows=count)
    return FileResponse(file, as_attachment=True, filename=f"{title}.xlsx")


@signed_in(grant=READ)
def shift(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is on duty in one unit on one day."""
    record = get_object_or_404(DutyShift.objects.visible_to(request.actor).select_related("run"), pk=pk)
    facts = [
        ("重点时段", record.run.title),
        ("日期", record.day),
        ("单位", record.unit),
        ("带班领导", record.leader),
        ("值班人员", record.staff),
        ("值班电话", record.phone),
        ("调整原因", record.note, "full"),
    ]
    context = {"record": record, "facts": facts, "buttons": buttons(record, request.actor), "steps": steps_of(record)}
    return render(request, "keyperiods/shift.html", context)


@signed_in(grant=READ)
def inspection(request: HttpRequest, pk: int) -> HttpResponse:
    """A big inspection: how far each township is, what was found, what is still open, what was carried over."""
    record = get_object_or_404(BigInspection.objects.visible_to(request.actor).select_related("run"), pk=pk)
    actor = request.actor
    carried = CarriedDanger.objects.visible_to(actor).filter(inspection=record).select_related("danger__enterprise")
    found = queries.dangers_found(record).visible_to(actor).select_related("enterprise").order_by("due_on", "pk")
    still = set(queries.left_open(record).values_list("pk", flat=True))
    context = {
        "record": record,
        "progress": queries.progress(actor, record),
        "dangers": [(each, each.pk in still) for each in found[:50]],
        "count": found.count(),
        "still": sum(each.pk in still for each in found),
        "carried": list(carried.order_by("pk")),
        "list_url": f"{reverse('planned-visits')}?inspection={record.pk}",
        "buttons": buttons(record, actor),
        "steps": steps_of(record),
        "over": record.due_on + timedelta(days=1) <= today() and record.state == InspectionState.OPEN,
    }
    return render(request, "keyperiods/inspection.html", context)
