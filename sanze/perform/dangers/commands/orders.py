"""The rectification order (责令限期整改): what, by whom, with what money, by when, and what if it goes wrong."""

from datetime import date
from decimal import Decimal

from sanze.foundation.acts.command import command
from sanze.foundation.acts.events import publish
from sanze.foundation.acts.records import change
from sanze.foundation.acts.refusal import Refused
from sanze.foundation.capabilities import Capability
from sanze.foundation.documents.issuing import issue
from sanze.foundation.moment import today
from sanze.foundation.scope.actor import Actor
from sanze.know.delegation.commands import refuse_without_power
from sanze.know.delegation.models import Power
from sanze.perform.dangers.commands import owing
from sanze.perform.dangers.commands.refusals import (
    DoesNotFit,
    refuse_no_reason,
    refuse_own_case,
    refuse_what_does_not_fit,
    refuse_wrong_day,
    refuse_wrong_deadline,
)
from sanze.perform.dangers.events import DangerOrdered, DangerReopened, DangerSentBack
from sanze.perform.dangers.models import Danger
from sanze.perform.dangers.queries import plan_of
from sanze.perform.dangers.states import LOOP


class EmergencyPlanMissing(Refused):
    message = "重大隐患的整改指令须有应急预案"


class ElementMissing(Refused):
    message = "整改指令须写明整改措施和整改责任人"


@command(grant="dangers.order", title="下达整改指令", capability=Capability.DANGER_LOOP)
def order(
    actor: Actor,
    danger: Danger,
    *,
    on: date,
    due: date,
    measures: str,
    responsible: str,
    money: Decimal | None = None,
    emergency_plan: str = "",
) -> None:
    """Order rectification by `due`, and issue the order as an official document. money: planned, in 10 000 yuan (万元).

    The emergency plan of a major danger may already stand in the enterprise's treatment plan.
    Raises OwnCase, NotDelegated, WrongDay, DeadlineTooLate past the limit of the grade, ElementMissing,
    EmergencyPlanMissing, IllegalStep unless graded, NumberTemplateFaulty.
    """
    refuse_own_case(actor)
    refuse_without_power(actor, Power.INSPECTION, area_code=danger.area_code, industry=danger.industry, on=today())
    refuse_what_does_not_fit(Danger, measures=measures, responsible=responsible, emergency_plan=emergency_plan)
    refuse_wrong_money(money)
    if not measures.strip() or not responsible.strip():
        raise ElementMissing()
    refuse_wrong_day(on, not_before=danger.found_on)
    refuse_wrong_deadline(due, begins=on, major=bool(danger.major))
    if danger.major and not emergency_plan.strip():
        filed = plan_of(danger)
        emergency_plan = filed.emergency_plan if filed else ""
    if danger.major and not emergency_plan.strip():
        raise EmergencyPlanMissing()
    LOOP.take(
        danger,
        "order",
        ordered_on=on,
        due_on=due,
        measures=measures,
        responsible=responsible,
        money_planned=money,
        emergency_plan=emergency_plan,
    )
    change(danger, order_number=issue(actor, danger, kind="order").number)
    owing.ordered(actor, danger)
    publish(DangerOrdered(danger.pk, danger.enterprise_id, due))


@command(grant="dangers.send_back", title="复查退回", capability=Capability.DANGER_LOOP)
def send_back(actor: Actor, danger: Danger, *, reason: str, due: date) -> None:
    """Find on re-inspection that the danger still stands, and set a new deadline.

    Raises OwnCase, ReasonMissing, DeadlineTooLate, IllegalStep unless reported as rectified.
    """
    refuse_own_case(actor)
    refuse_no_reason(reason)
    refuse_what_does_not_fit(Danger, return_reason=reason)
    refuse_wrong_deadline(due, begins=today(), major=bool(danger.major))
    LOOP.take(
        danger,
        "send_back",
        due_on=due,
        return_reason=reason,
        returned_times=danger.returned_times + 1,
        rectified_on=None,
    )
    owing.sent_back(actor, danger)
    publish(DangerSentBack(danger.pk, danger.enterprise_id, due))


@command(grant="dangers.reopen", title="重新打开", capability=Capability.DANGER_LOOP)
def reopen(actor: Actor, danger: Danger, *, reason: str, due: date) -> None:
    """Take a closed danger up again, because it came back or was not truly gone (回头看).

    Raises OwnCase, ReasonMissing, DeadlineTooLate, IllegalStep unless closed.
    """
    refuse_own_case(actor)
    refuse_no_reason(reason)
    refuse_what_does_not_fit(Danger, return_reason=reason)
    refuse_wrong_deadline(due, begins=today(), major=bool(danger.major))
    LOOP.take(
        danger,
        "reopen",
        due_on=due,
        return_reason=reason,
        reopened_times=danger.reopened_times + 1,
        rectified_on=None,
        closed_on=None,
        closer="",
        closer_id=None,
        closer_post_id=None,
    )
    owing.to_be_removed(danger)
    publish(DangerReopened(danger.pk, danger.enterprise_id, due))


def refuse_wrong_money(money: Decimal | None) -> None:
    """Raises DoesNotFit for less than nothing, more than the field holds, or parts of a yuan."""
    if money is None:
        return
    if not money.is_finite() or money < 0 or money >= Decimal(10) ** 8 or money != round(money, 4):
        raise DoesNotFit("资金以万元计，不小于 0，最多四位小数")
