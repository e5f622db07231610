"""Waiving: an office with the power to do so says, with a reason, that something need not be done."""

from sanze.foundation.acts.command import command
from sanze.foundation.acts.refusal import Refused
from sanze.foundation.capabilities import Capability
from sanze.foundation.moment import today
from sanze.foundation.scope.actor import Actor
from sanze.perform.duties.commands.singles import change, count
from sanze.perform.duties.models import Obligation


class ReasonMissing(Refused):
    message = "请写明免除理由"


class AlreadyEnded(Refused):
    message = "该事项已经办结，不能免除"


class OwnDuty(Refused):
    """Nobody lets themselves off."""

    message = "不能免除本岗位的履责事项，请由其他有权岗位办理"


@command(grant="duties.waive", title="免除履责事项", capability=Capability.DUTY_AS_DEBT)
def waive(actor: Actor, obligation: Obligation, *, reason: str) -> None:
    """Let a post off something that is not done yet. Raises ReasonMissing, AlreadyEnded, OwnDuty."""
    reason = reason.strip()
    if not reason:
        raise ReasonMissing()
    if obligation.holder_id is not None and obligation.holder_id == actor.post_id:
        raise OwnDuty()
    if obligation.discharged_on or obligation.waived_on or obligation.voided_on:
        raise AlreadyEnded()
    who = f"{actor.post} {actor.name}".strip()[:240]
    change(obligation, waived_on=today(), waived_by=who, waive_reason=reason[:400])
    count([obligation], waived=1)
