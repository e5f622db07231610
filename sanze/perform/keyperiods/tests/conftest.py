"""The cast's city on days of the Spring Festival of 2026: its key period runs from 8 February to 3 March."""

from collections.abc import Iterator
from datetime import date, datetime, time

import pytest
from django.db import transaction

from sanze.foundation.moment import SHANGHAI, fixed
from sanze.perform.keyperiods.commands.running import keep_up
from sanze.perform.keyperiods.models import KeyPeriodRun
from tests import cast

FIRST, LAST = date(2026, 2, 8), date(2026, 3, 3)
TODAY = date(2026, 2, 10)


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), SHANGHAI)


@pytest.fixture(scope="module")
def _built(django_db_setup, django_db_blocker) -> Iterator[cast.City]:
    with django_db_blocker.unblock(), transaction.atomic(), fixed(at(TODAY)):
        yield cast.city()
        transaction.set_rollback(True)


@pytest.fixture
def city(_built, db) -> Iterator[cast.City]:
    """The city on the morning of 10 February 2026."""
    with fixed(at(TODAY)):
        yield _built


@pytest.fixture
def spring(city) -> KeyPeriodRun:
    """The Spring Festival's key period on its third day, as the clock announced and began it."""
    for day in (FIRST, TODAY):
        with fixed(at(day, 0, 1)):
            keep_up(day)
    return KeyPeriodRun.objects.get(entry="spring-festival")
