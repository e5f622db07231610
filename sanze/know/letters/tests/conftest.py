"""The city of the cast, built once for each module of tests and rolled back after it."""

import pytest
from django.db import transaction

from tests import cast


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    """The city in a transaction around the module; each test's own transaction nests in it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield cast.city()
        transaction.set_rollback(True)


@pytest.fixture
def city(built, db):
    return built
