"""Letters for tests, drawn up and signed by the commands."""

from datetime import date

from sanze.foundation.evidence.uploads import keep_file
from sanze.foundation.identity.confirming import Confirmation
from sanze.foundation.moment import now, today
from sanze.foundation.scope.actor import INSTALLER, Actor
from sanze.know.jurisdictions import commands as jurisdictions
from sanze.know.jurisdictions.models import Area
from sanze.know.letters import commands
from sanze.know.letters.models import Letter
from tests import cast
from tests.journeys.things import picture


def hand(actor: Actor) -> Confirmation:
    """That the actor's person confirmed just now, as the page does after the password."""
    return Confirmation(actor.person_id, "password", now())


def area(code: str) -> Area:
    return Area.objects.get(code=code)


def cell(number: int = 1, village: str = cast.EAST_VILLAGE) -> Area:
    """A further cell of a village."""
    return jurisdictions.add(
        INSTALLER, area(village), code=f"{village}{number:03}", name=f"{number}号网格", on=cast.BEGIN
    )


def issued(actor: Actor, template: str, where: str = cast.COUNTY, on: date | None = None) -> list[Letter]:
    """The letters of a level, drawn up."""
    day = on or today()
    commands.issue(actor, area(where), template=template, year=day.year, on=day)
    return list(Letter.objects.filter(template=template, year=day.year).order_by("subject_name"))


def offered(city: cast.City, template: str = "township-village", where: str = cast.EAST) -> Letter:
    """The east village's letter, signed by the chief of its station."""
    letter = next(each for each in issued(city.chief.actor, template, where) if "东镇" in each.subject_name)
    commands.offer(city.chief.actor, letter, on=today(), confirmation=hand(city.chief.actor))
    letter.refresh_from_db()
    return letter


def signed(city: cast.City) -> Letter:
    """The same, signed by the village too."""
    letter = offered(city)
    commands.sign(city.village.actor, letter, on=today(), confirmation=hand(city.village.actor))
    letter.refresh_from_db()
    return letter


def scan(actor: Actor, name: str = "签字件") -> str:
    """The hash of a kept scan of that post."""
    return keep_file(actor, picture(), f"{name}.png").digest
