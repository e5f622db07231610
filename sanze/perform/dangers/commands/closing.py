"""Rectified by the one, closed by the other (整改、复查、销号)."""

from datetime import date
from decimal import Decimal

from sanze.foundation.acts.command import command
from sanze.foundation.acts.events import publish
from sanze.foundation.acts.refusal import Refused
from sanze.foundation.capabilities import Capability
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import Actor
from sanze.perform.dangers import rules
from sanze.perform.dangers.commands import owing, proofs
from sanze.perform.dangers.commands.extensions import lapse_open_extension
from sanze.perform.dangers.commands.orders import refuse_wrong_money
from sanze.perform.dangers.commands.refusals import (
    DoesNotFit,
    refuse_no_evidence,
    refuse_own_case,
    refuse_what_does_not_fit,
    refuse_wrong_day,
)
from sanze.perform.dangers.events import DangerClosed, DangerRectified
from sanze.perform.dangers.models import Danger
from sanze.perform.dangers.queries import plan_of
from sanze.perform.dangers.rules import Hand
from sanze.perform.dangers.states import LOOP


class SameHands(Refused):
    message = "复查销号须由整改报告人以外的人和岗位办理"


class FinderCloses(Refused):
    message = "重大隐患须由发现人以外的人复查销号"


class NotYetClosable(Refused):
    message = "还不能销号"


class PlanMissing(Refused):
    message = "重大隐患须先提交治理方案"


@command(grant="dangers.rectify", title="报告整改完成", capability=Capability.DANGER_LOOP)
def rectify(
    actor: Actor,
    danger: Danger,
    *,
    on: date,
    account: str,
    money: Decimal | None = None,
    evidence: list[str] | None = None,
) -> None:
    """Report that the danger is removed. money: spent, in 10 000 yuan (万元). evidence: content hashes.

    An extension still open lapses. Raises WrongDay, DoesNotFit, EvidenceMissing, PlanMissing for a major danger,
    IllegalStep unless in rectification.
    """
    if not account.strip():
        raise DoesNotFit("「整改情况」不能为空")
    refuse_what_does_not_fit(Danger, account=account)
    refuse_wrong_money(money)
    refuse_wrong_day(on, not_before=danger.ordered_on or danger.found_on)
    refuse_no_evidence(evidence, "dangers.evidence_on_rectify")
    if danger.major and _plan_missing(danger):
        raise PlanMissing()
    lapse_open_extension(danger)
    proofs.keep(actor, danger, evidence, proofs.RECTIFIED)
    LOOP.take(
        danger,
        "rectify",
        rectified_on=on,
        account=account,
        money_spent=money,
        rectifier=actor.name,
        rectifier_id=actor.person_id,
        rectifier_post_id=actor.post_id,
    )
    owing.rectified(actor, danger)
    publish(DangerRectified(danger.pk, on))


@command(grant="dangers.close", title="复查销号", capability=Capability.DANGER_LOOP)
def close(actor: Actor, danger: Danger, *, on: date, opinion: str, evidence: list[str] | None = None) -> None:
    """Close a danger after seeing that it is gone. evidence: content hashes.

    Raises OwnCase, SameHands, FinderCloses, NotYetClosable (listed; a major one not reported twice, or without
    a plan), WrongDay, DoesNotFit, EvidenceMissing, IllegalStep unless reported as rectified.
    """
    refuse_own_case(actor)
    if not opinion.strip():
        raise DoesNotFit("「复查意见」不能为空")
    refuse_what_does_not_fit(Danger, opinion=opinion)
    _refuse_hands(actor, danger)
    refuse_wrong_day(on, not_before=danger.rectified_on)
    refuse_no_evidence(evidence, "dangers.evidence_on_close")
    if lacking := closing_faults(danger):
        raise NotYetClosable("；".join(lacking))
    proofs.keep(actor, danger, evidence, proofs.REINSPECTED)
    LOOP.take(
        danger,
        "close",
        closed_on=on,
        opinion=opinion,
        closer=actor.name,
        closer_id=actor.person_id,
        closer_post_id=actor.post_id,
    )
    owing.closed(actor, danger)
    publish(DangerClosed(danger.pk, danger.enterprise_id, on))


def closing_faults(danger: Danger) -> list[str]:
    """What the danger lacks before anybody may close it, as sentences."""
    return rules.closing_faults(
        major=bool(danger.major),
        listed=danger.listed,
        authority_reported=danger.authority_reported_on is not None,
        congress_reported=danger.congress_reported_on is not None,
        plan_missing=bool(danger.major) and _plan_missing(danger),
    )


def _refuse_hands(actor: Actor, danger: Danger) -> None:
    mine = Hand(actor.person_id, actor.post_id)
    if rules.same_hand(mine, Hand(danger.rectifier_id, danger.rectifier_post_id)):
        raise SameHands()
    asked = regime().switches.get("dangers.major_closed_by_another_than_finder")
    if danger.major and asked and danger.finder_id == actor.person_id:
        raise FinderCloses()


def _plan_missing(danger: Danger) -> bool:
    return bool(regime().switches.get("dangers.major_needs_plan")) and plan_of(danger) is None
