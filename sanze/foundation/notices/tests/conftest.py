"""Two stations, east and west, and a browser for each."""

import pytest
from django.test import Client

from sanze.foundation.acts import entry
from sanze.foundation.acts.records import change
from sanze.foundation.moment import now
from tests.cast import EAST, WEST, enforce_regime, role


@pytest.fixture
def _regime(db):
    enforce_regime()


@pytest.fixture
def east(_regime):
    return role("liqiang", "李强", kind="township", unit="东镇安监站", title="安监员", area=EAST)


@pytest.fixture
def west(_regime):
    return role("zhaolei", "赵磊", kind="township", unit="西镇安监站", title="安监员", area=WEST)


@pytest.fixture
def visit():
    def signed_in(someone) -> Client:
        with entry.opened():
            change(someone.person, must_change_password=False, password_set_at=now())
        client = Client()
        client.force_login(someone.person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in
