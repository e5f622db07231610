"""Hand-overs for tests, taken there by the commands that their people would use."""

from sanze.foundation.moment import today
from sanze.know.handover import commands
from sanze.know.handover.models import Handover
from sanze.know.letters.tests.factories import hand
from tests.cast import City, Role


def drawn(city: City, *, giver: Role | None = None, receiver: Role | None = None, **more) -> Handover:
    """The officer's post, drawn up for the second officer."""
    who = giver or city.officer
    facts = {"occasion": "transfer", "on": today(), "reason": "岗位调整", **more}
    return commands.draw_up(who.actor, who.post, receiver_id=(receiver or city.second).person.pk, **facts)


def given(city: City, **more) -> Handover:
    protocol = drawn(city, **more)
    actor = (more.get("giver") or city.officer).actor
    commands.give(actor, protocol, on=today(), confirmation=hand(actor))
    return fresh(protocol)


def fresh(protocol: Handover) -> Handover:
    """The protocol as the database has it now."""
    return Handover.objects.get(pk=protocol.pk)
