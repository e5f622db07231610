"""General or major (定级), or not a danger at all."""

from sanze.foundation.acts.command import command
from sanze.foundation.acts.events import publish
from sanze.foundation.acts.refusal import Refused
from sanze.foundation.capabilities import Capability
from sanze.foundation.moment import today
from sanze.foundation.scope.actor import Actor
from sanze.perform.dangers import rules
from sanze.perform.dangers.commands import owing
from sanze.perform.dangers.commands.extensions import lapse_open_extension
from sanze.perform.dangers.commands.refusals import (
    UnknownStandard,
    refuse_no_reason,
    refuse_own_case,
    refuse_what_does_not_fit,
)
from sanze.perform.dangers.events import DangerDismissed, DangerGraded
from sanze.perform.dangers.models import Danger
from sanze.perform.dangers.queries import basis_of
from sanze.perform.dangers.states import LOOP, DangerState


class GraderAgain(Refused):
    message = "降低等级须由原定级人以外的人办理"


class OnlyRaised(Refused):
    message = "已下达整改指令的隐患只能提高等级"


class FinderDismisses(Refused):
    message = "判为不属实须由发现人以外的人办理"


@command(grant="dangers.grade", title="隐患定级", capability=Capability.DANGER_LOOP)
def grade(actor: Actor, danger: Danger, *, major: bool, criterion_code: str = "", reason: str = "") -> None:
    """Grade a danger; a grade may be changed until it is ordered, and raised even after that.

    A major grade needs a criterion or a reason. One below the grade before, or below what the finder suspected,
    needs a reason, and another person than who graded before. A danger raised while in rectification needs a
    new order. Raises OwnCase, ReasonMissing, GraderAgain, OnlyRaised, UnknownStandard.
    """
    refuse_own_case(actor)
    refuse_what_does_not_fit(Danger, criterion_code=criterion_code, grade_reason=reason)
    if danger.state == DangerState.ORDERED and (danger.major or not major):
        raise OnlyRaised()
    if rules.lowers(danger.major, major, suspected=danger.major_suspected):
        refuse_no_reason(reason)
        if danger.major and danger.grader_id == actor.person_id:
            raise GraderAgain()
    if major and not criterion_code:
        refuse_no_reason(reason)
    criterion_code = criterion_code or (danger.criterion_code if major else "")
    basis = _basis(danger, criterion_code)
    lapse_open_extension(danger)
    before, major_before = danger.state, bool(danger.major)
    LOOP.take(
        danger,
        "grade",
        major=major,
        criterion_code=criterion_code,
        basis=basis,
        grade_reason=reason,
        graded_on=today(),
        grader=actor.name,
        grader_id=actor.person_id,
    )
    owing.graded(actor, danger, before=before, major_before=major_before)
    publish(DangerGraded(danger.pk, major))


def _basis(danger: Danger, criterion_code: str) -> str:
    """The legal basis after grading; the one told by the finder stays where no code gives another."""
    try:
        return basis_of(danger.item_code, criterion_code, today()) or danger.basis
    except KeyError as unknown:
        raise UnknownStandard(unknown.args[0]) from None


@command(grant="dangers.dismiss", title="判为不属实", capability=Capability.DANGER_LOOP)
def dismiss(actor: Actor, danger: Danger, *, reason: str) -> None:
    """Say that there is no such danger, before anything was ordered. Raises OwnCase, ReasonMissing, FinderDismisses."""
    refuse_own_case(actor)
    refuse_no_reason(reason)
    refuse_what_does_not_fit(Danger, dismiss_reason=reason)
    if danger.finder_id == actor.person_id:
        raise FinderDismisses()
    LOOP.take(danger, "dismiss", dismiss_reason=reason)
    owing.dismissed(actor, danger)
    publish(DangerDismissed(danger.pk))
