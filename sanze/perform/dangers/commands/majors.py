"""What a major danger needs beside the loop: a treatment plan, two reports, and perhaps listed supervision."""

from datetime import date
from decimal import Decimal

from sanze.foundation.acts.command import command
from sanze.foundation.acts.records import change
from sanze.foundation.acts.refusal import Refused
from sanze.foundation.capabilities import Capability
from sanze.foundation.moment import today
from sanze.foundation.scope.actor import Actor
from sanze.foundation.states.machine import IllegalStep
from sanze.perform.dangers.commands import owing
from sanze.perform.dangers.commands.orders import refuse_wrong_money
from sanze.perform.dangers.commands.refusals import (
    DoesNotFit,
    refuse_no_reason,
    refuse_what_does_not_fit,
    refuse_wrong_day,
)
from sanze.perform.dangers.models import SETTLED, Danger, TreatmentPlan
from sanze.perform.dangers.states import DangerState


class NotMajor(Refused):
    message = "只有重大隐患需要办理此项"


class AlreadyReported(Refused):
    message = "该项报告日期已经登记，不能改动"


class NothingReported(Refused):
    message = "至少填写一个报告日期"


@command(grant="dangers.plan", title="提交治理方案", capability=Capability.DANGER_LOOP)
def plan(
    actor: Actor,
    danger: Danger,
    *,
    goals: str,
    measures: str,
    money: Decimal,
    people: str,
    due: date,
    emergency_plan: str,
) -> TreatmentPlan:
    """File the treatment plan of a major danger; a later one supersedes it. money: in 10 000 yuan (万元).

    Raises NotMajor, IllegalStep unless graded or in rectification, DoesNotFit.
    """
    if not danger.major:
        raise NotMajor()
    if danger.state not in (DangerState.GRADED, DangerState.ORDERED):
        raise IllegalStep(f"「{danger.get_state_display()}」")
    refuse_what_does_not_fit(
        TreatmentPlan, goals=goals, measures=measures, people=people, emergency_plan=emergency_plan
    )
    refuse_wrong_money(money)
    if due < today():
        raise DoesNotFit(f"治理时限 {due} 已经过去")
    if danger.due_on and due > danger.due_on:
        raise DoesNotFit(f"治理时限不能晚于整改期限 {danger.due_on}")
    return TreatmentPlan.objects.create(
        danger=danger,
        goals=goals,
        measures=measures,
        money=money,
        people=people,
        due_on=due,
        emergency_plan=emergency_plan,
        filed_on=today(),
        author=actor.name,
        author_id=actor.person_id,
    )


@command(grant="dangers.report_major", title="重大隐患双报告", capability=Capability.DANGER_LOOP)
def report_major(
    actor: Actor, danger: Danger, *, authority_on: date | None = None, congress_on: date | None = None
) -> None:
    """Say when a major danger was reported to the authority and to the workers' congress; each once.

    Source: 安全生产法（2021）第四十一条. Raises NotMajor, NothingReported, AlreadyReported, WrongDay.
    """
    if not danger.major:
        raise NotMajor()
    told = {"authority_reported_on": authority_on, "congress_reported_on": congress_on}
    told = {name: on for name, on in told.items() if on is not None}
    if not told:
        raise NothingReported()
    for name, on in told.items():
        if getattr(danger, name) is not None:
            raise AlreadyReported(danger._meta.get_field(name).verbose_name)
        refuse_wrong_day(on, not_before=danger.found_on)
    change(danger, **told)
    owing.reported_major(actor, danger)


@command(grant="dangers.mark_listed", title="登记挂牌督办", capability=Capability.LISTED_SUPERVISION)
def mark_listed(actor: Actor, danger: Danger, *, listed: bool, reason: str) -> None:
    """Say that a major danger is under listed supervision, or no longer is. While it is, nobody can close it.

    Raises NotMajor, ReasonMissing, IllegalStep where the danger is settled.
    """
    refuse_no_reason(reason)
    if listed and not danger.major:
        raise NotMajor()
    if listed and danger.state in SETTLED:
        raise IllegalStep(f"「{danger.get_state_display()}」")
    change(danger, listed=listed)
