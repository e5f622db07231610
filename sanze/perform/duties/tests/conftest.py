"""One township with a village, its posts and a mine, under the county's regime from the beginning of March."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.db import transaction

from sanze.foundation.identity.models import Post
from sanze.foundation.moment import fixed
from sanze.foundation.regime import commands as regimes
from sanze.foundation.scope.actor import INSTALLER, Actor
from sanze.know.parties.models import Enterprise
from sanze.perform.duties.tests import county
from tests.cast import COUNTY, EAST, EAST_VILLAGE, WEST

MARCH = date(2026, 3, 2)


@dataclass(frozen=True)
class Place:
    """What most tests need. Everybody acts with every power; what differs is what they see and owe."""

    grid: Post
    officer: Post
    chief: Post
    department: Post
    keeper: Post
    neighbour: Post
    mine: Enterprise

    def waiver(self) -> Actor:
        return county.as_holder(self.department)


def build() -> Place:
    """The county's places, posts and mine."""
    county.lay_out(MARCH)
    regimes.enforce(INSTALLER, None, content=county.regime("small"), on=MARCH)
    mine = county.enterprise("东山煤矿", EAST_VILLAGE, "coal", MARCH, listed=True)
    return Place(
        grid=county.post("village", EAST_VILLAGE, MARCH),
        officer=county.post("township", EAST, MARCH),
        chief=county.post("township_chief", EAST, MARCH),
        department=county.post("department", COUNTY, MARCH),
        keeper=county.post("enterprise", "", MARCH, party_id=mine.pk),
        neighbour=county.post("township", WEST, MARCH),
        mine=mine,
    )


@pytest.fixture(scope="module")
def _built(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic(), fixed(county.at(MARCH)):
        yield build()
        transaction.set_rollback(True)


@pytest.fixture
def place(_built, db):
    with fixed(county.at(MARCH)):
        yield _built
