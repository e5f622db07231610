"""Big inspections (大检查): the list, what is carried over, and the closing of the case (销案)."""

from datetime import date

from sanze.foundation.acts.command import command
from sanze.foundation.acts.refusal import Refused
from sanze.foundation.capabilities import Capability
from sanze.foundation.moment import today
from sanze.foundation.regime.queries import regime
from sanze.foundation.regime.selecting import selected
from sanze.foundation.scope.actor import Actor
from sanze.foundation.states.machine import IllegalStep
from sanze.perform.keyperiods.commands.refusals import NoPerson, ReasonMissing, refuse_long, refuse_over
from sanze.perform.keyperiods.models import BigInspection, CarriedDanger, KeyPeriodRun, PlannedVisit
from sanze.perform.keyperiods.queries import dangers_found, enterprise_selections, left_open, visited
from sanze.perform.keyperiods.states import INSPECTING, InspectionState


class NoPlanAsked(Refused):
    message = "该重点时段不要求大检查计划"


class PlannedAlready(Refused):
    message = "该重点时段的大检查计划已经制定"


class UnknownSelection(Refused):
    message = "制度中没有这类检查对象"


class NobodyListed(Refused):
    message = "这类检查对象目前没有企业"


class WrongDeadline(Refused):
    message = "完成期限不对"


class NotFoundThere(Refused):
    message = "不是本次大检查发现的、尚未销号的隐患"


class CarriedAlready(Refused):
    message = "该隐患已经结转"


class StillOpen(Refused):
    message = "还有隐患没有销号，也没有结转，不能销案"


class NotAllVisited(Refused):
    message = "清单上还有企业没有检查，须在销案意见中说明"


@command(grant="keyperiods.plan", title="制定大检查计划", capability=Capability.KEY_PERIODS)
def plan(actor: Actor, run: KeyPeriodRun, *, title: str, selection: str, due: date) -> BigInspection:
    """Plan that everything of a selection is visited by a day; the list is made now and stays.

    Raises NoPerson, NoPlanAsked, PeriodOver, PlannedAlready, UnknownSelection, WrongDeadline, TextTooLong,
    ReasonMissing without a title, NobodyListed.
    """
    if actor.person_id is None:
        raise NoPerson()
    if not run.plan:
        raise NoPlanAsked()
    refuse_over(run)
    if BigInspection.objects.filter(run=run).exists():
        raise PlannedAlready()
    known = dict(enterprise_selections(regime()))
    if selection not in known:
        raise UnknownSelection(selection)
    if not max(run.first_day, today()) <= due <= run.last_day:
        raise WrongDeadline(f"须在 {max(run.first_day, today())} 和 {run.last_day} 之间")
    if not title.strip():
        raise ReasonMissing("大检查名称")
    refuse_long(BigInspection, title=title)
    listed = list(selected(regime(), selection).order_by("area_code", "pk"))
    if not listed:
        raise NobodyListed(known[selection])
    made = BigInspection.objects.create(
        run=run,
        title=title.strip(),
        selection=selection,
        selected_by=known[selection],
        first_day=max(run.first_day, today()),
        due_on=due,
    )
    PlannedVisit.objects.bulk_create(
        [
            PlannedVisit(inspection=made, enterprise=each, area_code=each.area_code, industry=each.industry)
            for each in listed
        ]
    )
    return made


@command(grant="keyperiods.carry", title="结转隐患", capability=Capability.KEY_PERIODS)
def carry(actor: Actor, inspection: BigInspection, *, danger: int, reason: str) -> CarriedDanger:
    """Let the case be closed though this danger is still open, for a reason; the danger itself stays as it is.

    danger: its id. Raises NoPerson, IllegalStep once finished, ReasonMissing, TextTooLong, NotFoundThere,
    CarriedAlready.
    """
    if actor.person_id is None:
        raise NoPerson()
    _refuse_finished(inspection)
    if not reason.strip():
        raise ReasonMissing()
    refuse_long(CarriedDanger, reason=reason)
    if CarriedDanger.objects.filter(inspection=inspection, danger_id=danger).exists():
        raise CarriedAlready()
    found = left_open(inspection).visible_to(actor).filter(pk=danger).first()
    if found is None:
        raise NotFoundThere()
    return CarriedDanger.objects.create(
        inspection=inspection,
        danger=found,
        area_code=found.area_code,
        industry=found.industry,
        reason=reason.strip(),
        carried_on=today(),
    )


@command(grant="keyperiods.finish", title="大检查销案", capability=Capability.KEY_PERIODS)
def finish(actor: Actor, inspection: BigInspection, *, conclusion: str = "") -> None:
    """Close the case: every danger found is closed or carried over, and whoever was not visited is accounted for.

    Raises NoPerson, IllegalStep, StillOpen, NotAllVisited, TextTooLong.
    """
    if actor.person_id is None:
        raise NoPerson()
    _refuse_finished(inspection)
    if count := left_open(inspection).count():
        raise StillOpen(f"{count} 条，共发现 {dangers_found(inspection).count()} 条")
    unvisited = inspection.planned.exclude(visited(inspection)).count()
    if unvisited and not conclusion.strip():
        raise NotAllVisited(f"{unvisited} 家")
    refuse_long(BigInspection, conclusion=conclusion)
    INSPECTING.take(inspection, "finish", finished_on=today(), conclusion=conclusion.strip(), unvisited=unvisited)


def follow_enterprise(enterprise_id: int, *, area_code: str, industry: str) -> int:
    """Inside another act: an enterprise that moved stays on the lists that are open, in its new place."""
    rows = PlannedVisit.objects.filter(enterprise_id=enterprise_id, inspection__state=InspectionState.OPEN)
    return rows.update(area_code=area_code, industry=industry)


def _refuse_finished(inspection: BigInspection) -> None:
    if inspection.state != InspectionState.OPEN:
        raise IllegalStep(inspection.get_state_display())
