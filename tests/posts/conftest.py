"""The city of the cast, built once for each module of tests and rolled back after it."""

import pytest
from django.db import transaction

from sanze.foundation.moment import fixed
from tests import cast
from tests.posts.laden import MORNING


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic(), fixed(MORNING):
        yield cast.city()
        transaction.set_rollback(True)


@pytest.fixture
def city(built, db):
    with fixed(MORNING):
        yield built
