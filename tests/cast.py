"""The cast: one small city, two townships, east and west; east owns the records, west must not see them.

Everything is built by the commands that its people would use, so building it tests them.
"""

from dataclasses import dataclass
from datetime import date

from sanze.foundation.identity import commands as identity
from sanze.foundation.identity.models import Person, Post
from sanze.foundation.identity.queries import actor_in
from sanze.foundation.regime import commands as regime
from sanze.foundation.regime.reading import packaged, read
from sanze.foundation.scope.actor import INSTALLER, Actor

COUNTY = "149981"
EAST, WEST = COUNTY + "101", COUNTY + "102"
EAST_VILLAGE, WEST_VILLAGE = EAST + "201", WEST + "201"
BEGIN = date(2026, 1, 1)


@dataclass(frozen=True)
class Role:
    """A person in a post, ready to act."""

    person: Person
    post: Post
    actor: Actor


def enforce_regime() -> None:
    """Put the first regime in force from the beginning of the cast's year."""
    content = read(packaged("yunhe-2026")).model_dump(mode="json")
    regime.enforce(INSTALLER, None, content=content, on=BEGIN)


def role(
    username: str,
    name: str,
    *,
    kind: str,
    unit: str,
    title: str,
    area: str = COUNTY,
    party_id: int | None = None,
    industries: list[str] | None = None,
    certificate: str = "",
) -> Role:
    """A new person in a new post, appointed and confirmed."""
    person = identity.register_person(
        INSTALLER,
        None,
        username=username,
        name=name,
        phone="13800000000",
        certificate_no=certificate,
        certificate_until=date(2030, 12, 31) if certificate else None,
    )
    post = identity.open_post(
        INSTALLER,
        None,
        title=title,
        unit=unit,
        kind=kind,
        on=BEGIN,
        area_code=area,
        party_id=party_id,
        industries=industries,
    )
    identity.confirm(INSTALLER, identity.appoint(INSTALLER, post, person_id=person.pk, on=BEGIN))
    return Role(person, post, actor_in(person, post))
