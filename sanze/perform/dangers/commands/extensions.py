"""A later deadline (延期): asked by the enterprise, decided by the authority, with both deadlines kept."""

from datetime import date

from django.db import OperationalError
from psycopg.errors import LockNotAvailable

from sanze.foundation.acts.command import command
from sanze.foundation.acts.events import publish
from sanze.foundation.acts.refusal import Refused
from sanze.foundation.capabilities import Capability
from sanze.foundation.moment import today
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import Actor
from sanze.foundation.states.machine import IllegalStep
from sanze.perform.dangers.commands import owing
from sanze.perform.dangers.commands.refusals import (
    refuse_no_reason,
    refuse_own_case,
    refuse_what_does_not_fit,
)
from sanze.perform.dangers.events import DangerExtended, ExtensionDeclined
from sanze.perform.dangers.models import Danger, Extension
from sanze.perform.dangers.queries import extensions_granted, latest_extension, open_extension
from sanze.perform.dangers.states import EXTENDING, LOOP, DangerState, ExtensionState


class AskedTooLate(Refused):
    """A deadline that has passed is a fact; moving it afterwards would wipe it out."""

    message = "整改期限已过，不能再申请延期，请尽快完成整改"


class UnknownReason(Refused):
    message = "延期事由不在规定的范围内"


class AlreadyAsked(Refused):
    message = "已有一份延期申请待审批"


class ExtendedOften(Refused):
    message = "延期次数已达上限"


class ExtensionTooLong(Refused):
    message = "延期日期不在允许的范围内"


class BeingDecided(Refused):
    message = "延期申请正在审批，请稍后再试"


@command(grant="dangers.ask_extension", title="申请延期", capability=Capability.DANGER_LOOP)
def ask_extension(actor: Actor, danger: Danger, *, due: date, reason: str, account: str = "") -> Extension:
    """Ask for a later deadline, before the present one has passed.

    reason: one of the regime's list. Raises IllegalStep unless in rectification, AskedTooLate, UnknownReason,
    AlreadyAsked, ExtendedOften, ExtensionTooLong.
    """
    if danger.state != DangerState.ORDERED:
        raise IllegalStep(f"「{danger.get_state_display()}」")
    refuse_what_does_not_fit(Extension, account=account)
    if today() > danger.due_on:
        raise AskedTooLate(danger.due_on)
    if reason not in regime().lists["dangers.extension_reasons"]:
        raise UnknownReason(reason)
    if open_extension(danger):
        raise AlreadyAsked()
    times = regime().limit("dangers.extend.times").value
    if extensions_granted(danger) >= times:
        raise ExtendedOften(f"{times} 次")
    _refuse_too_long(danger, due)
    made = Extension.objects.create(
        danger=danger,
        reason=reason,
        account=account,
        old_due_on=danger.due_on,
        asked_due_on=due,
        asked_on=today(),
        asker=actor.name,
        asker_id=actor.person_id,
    )
    owing.extension_asked(made)
    return made


@command(grant="dangers.decide_extension", title="审批延期", capability=Capability.DANGER_LOOP)
def decide_extension(
    actor: Actor, extension: Extension, *, granted: bool, opinion: str = "", due: date | None = None
) -> None:
    """Grant the extension, up to the day asked for or to an earlier one, or turn it down with a reason.

    It may be granted after the old deadline, since it was asked for in time. Raises OwnCase, ReasonMissing,
    ExtensionTooLong, IllegalStep unless open.
    """
    refuse_own_case(actor)
    refuse_what_does_not_fit(Extension, opinion=opinion)
    decided = {"decided_on": today(), "decider": actor.name, "decider_id": actor.person_id, "opinion": opinion}
    if not granted:
        refuse_no_reason(opinion)
        EXTENDING.take(extension, "decline", **decided)
        owing.extension_declined(actor, extension)
        publish(ExtensionDeclined(extension.danger_id, extension.old_due_on))
        return
    due = due or extension.asked_due_on
    if not extension.old_due_on < due <= extension.asked_due_on:
        raise ExtensionTooLong(f"须晚于 {extension.old_due_on}，不晚于所申请的 {extension.asked_due_on}")
    danger = Danger.objects.select_for_update().get(pk=extension.danger_id)
    EXTENDING.take(extension, "grant", due_on=due, **decided)
    LOOP.take(danger, "extend", due_on=due)
    owing.extension_granted(actor, extension)
    publish(DangerExtended(danger.pk, extension.old_due_on, due))


def lapse_open_extension(danger: Danger) -> None:
    """Inside another act: an extension still open has lost its object.

    The danger's row is locked already; deciding locks the other way round, so this one must not wait.
    Raises BeingDecided.
    """
    rows = Extension.objects.filter(danger=danger, state=ExtensionState.ASKED)
    if danger.state != DangerState.ORDERED:
        return
    try:
        extension = rows.select_for_update(nowait=True).first()
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise BeingDecided() from None
        raise
    if extension is not None:
        EXTENDING.take(extension, "lapse")
        owing.extension_lapsed(extension)


def _refuse_too_long(danger: Danger, due: date) -> None:
    latest = latest_extension(danger)
    if not danger.due_on < due <= latest:
        raise ExtensionTooLong(f"须晚于 {danger.due_on}，不晚于 {latest}")
