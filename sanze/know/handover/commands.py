"""Handing a post over: drawn up with everything it carries, confirmed by who gives, confirmed by who takes."""

from datetime import date

from django.db import IntegrityError, transaction

from sanze.foundation.acts.command import command
from sanze.foundation.capabilities import Capability
from sanze.foundation.documents.issuing import issue as issue_document
from sanze.foundation.identity.confirming import Confirmation, refuse_unconfirmed
from sanze.foundation.identity.models import Person, Post
from sanze.foundation.moment import today
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import Actor
from sanze.know.handover.models import Handover
from sanze.know.handover.papers import HANDOVER
from sanze.know.handover.queries import is_gone, last_holder, may_stand_for_giver, told_parcels
from sanze.know.handover.refusals import (
    DeputyNeedsEnd,
    NobodyHeld,
    NoReceiver,
    NotSuperior,
    NotTheGiver,
    NotTheReceiver,
    NotYourPost,
    ReasonMissing,
    StillThere,
    UnderWay,
    UnknownOccasion,
)
from sanze.know.handover.states import PROTOCOL, Occasion

SETTING_FREE = "identity.release"


@command(grant="handover.draw_up", title="起草交接书", capability=Capability.HAND_OVER)
def draw_up(
    actor: Actor, post: Post, *, receiver_id: int, occasion: str, on: date, reason: str = "", until: date | None = None
) -> Handover:
    """Draw up the protocol of a post with all that it carries now. until: last day, for a deputy alone.

    Raises NotYourPost, UnknownOccasion, DeputyNeedsEnd, NobodyHeld, NoReceiver, UnderWay.
    """
    _refuse_strangers(actor, post)
    if occasion not in Occasion.values:
        raise UnknownOccasion(occasion)
    if (occasion == Occasion.DEPUTY) != (until is not None) or (until is not None and until < on):
        raise DeputyNeedsEnd()
    giver = last_holder(post)
    if giver is None:
        raise NobodyHeld(post)
    receiver = Person.objects.filter(pk=receiver_id, is_active=True).exclude(pk=giver.pk).first()
    if receiver is None:
        raise NoReceiver()
    try:
        with transaction.atomic():
            return _drawn(actor, post, giver, receiver, occasion=occasion, on=on, until=until, reason=reason.strip())
    except IntegrityError:
        raise UnderWay(post) from None


def _refuse_strangers(actor: Actor, post: Post) -> None:
    superior = actor.kind in regime().lists.get("handover.superiors", ()) or actor.post_id == post.superior_id
    if not (actor.post_id == post.pk or superior or actor.may(SETTING_FREE)):
        raise NotYourPost()


def _drawn(actor: Actor, post: Post, giver: Person, receiver: Person, **told) -> Handover:
    return Handover.objects.create(
        post=post,
        giver=giver,
        receiver=receiver,
        drawn_on=today(),
        drawer=f"{actor.post} {actor.name}".strip()[:240],
        area_code=post.area_code,
        party_id=post.party_id,
        **_listed(post),
        **told,
    )


def _listed(post: Post) -> dict:
    found = told_parcels(post)
    return {"parcels": found, "items": sum(each["count"] for each in found)}


@command(grant="handover.give", title="确认移交", capability=Capability.HAND_OVER, inner=True)
def give(actor: Actor, handover: Handover, *, on: date, confirmation: Confirmation) -> None:
    """Confirm, as who hands over, that the list is complete as the post stands now.

    Raises NotConfirmed, NotTheGiver, IllegalStep.
    """
    refuse_unconfirmed(actor, confirmation)
    if actor.person_id != handover.giver_id:
        raise NotTheGiver()
    _give(actor, handover, on, confirmation)


@command(grant="handover.give_for", title="代为确认移交", capability=Capability.HAND_OVER, inner=True)
def give_for(actor: Actor, handover: Handover, *, on: date, reason: str, confirmation: Confirmation) -> None:
    """Confirm, as a superior, for one who is gone and cannot.

    Raises NotConfirmed, NotSuperior, StillThere while they hold the post, ReasonMissing, IllegalStep.
    """
    refuse_unconfirmed(actor, confirmation)
    if not may_stand_for_giver(actor, handover):
        raise NotSuperior()
    if not is_gone(handover):
        raise StillThere(handover.giver)
    if not reason.strip():
        raise ReasonMissing()
    _give(actor, handover, on, confirmation, given_reason=reason.strip()[:200])


def _give(actor: Actor, handover: Handover, on: date, confirmation: Confirmation, **told) -> None:
    who = f"{actor.post} {actor.name}".strip()[:240]
    told |= {"given_on": on, "given_by": who, "given_way": confirmation.way, **_listed(handover.post)}
    PROTOCOL.take(handover, "give", **told)


@command(grant="handover.take", title="确认接收", capability=Capability.HAND_OVER, inner=True)
def take(actor: Actor, handover: Handover, *, on: date, confirmation: Confirmation) -> None:
    """Confirm, as who takes over; the protocol is issued as a document.

    Raises NotConfirmed, NotTheReceiver, IllegalStep before it was given.
    """
    refuse_unconfirmed(actor, confirmation)
    if actor.person_id != handover.receiver_id:
        raise NotTheReceiver()
    PROTOCOL.take(handover, "take", taken_on=on, taken_way=confirmation.way)
    issue_document(actor, handover, kind=HANDOVER)


@command(grant="handover.withdraw", title="撤回交接书", capability=Capability.HAND_OVER)
def withdraw(actor: Actor, handover: Handover, *, on: date, reason: str) -> None:
    """Give up a protocol that is not completed. Raises NotYourPost, ReasonMissing, IllegalStep."""
    if actor.person_id != handover.giver_id:
        _refuse_strangers(actor, handover.post)
    if not reason.strip():
        raise ReasonMissing()
    PROTOCOL.take(handover, "withdraw", withdrawn_on=on, withdraw_reason=reason.strip()[:200])
