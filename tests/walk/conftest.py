"""The seeded city, built once for each module of the walk and rolled back after it."""

import pytest
from django.db import transaction
from django.test import Client, override_settings

from sanze.foundation.moment import fixed
from sanze.portals.public import attempts
from tests import cast
from tests.walk.east import MORNING, Seeded, give_every_power, seeded
from tests.walk.routes import Atlas, Walker


@pytest.fixture(scope="module")
def moment():
    """One morning; no time is spent on hashing passwords, and whoever tries every code is answered to the end."""
    quick = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
    with fixed(MORNING), quick, pytest.MonkeyPatch.context() as patch:
        patch.setattr(attempts, "MOST_WRONG", 1_000_000)
        yield


@pytest.fixture(scope="module")
def city(django_db_setup, django_db_blocker, moment) -> Seeded:
    with django_db_blocker.unblock(), transaction.atomic():
        yield seeded()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def walker(city) -> Walker:
    cookies = {}
    for name, role in city.roles.items():
        client = Client()
        cast.sign_in(client, role)
        cookies[name] = client.cookies["sanze"].value
    return Walker(city, cookies)


@pytest.fixture(scope="module")
def powerful(walker) -> Walker:
    """The same, under a regime that gives every post every power."""
    with transaction.atomic():
        give_every_power()
        yield walker
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def atlas(powerful) -> Atlas:
    return Atlas(powerful).draw()
