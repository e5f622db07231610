"""Two stations, east and west, two parties, a browser for each, and a record that files can be attached to."""

from datetime import date

import pytest
from django.db import models
from django.test import Client

from sanze.foundation.acts import entry
from sanze.foundation.acts.records import change
from sanze.foundation.identity import commands as identity
from sanze.foundation.moment import now
from sanze.foundation.scope.actor import INSTALLER
from tests.cast import EAST, WEST, enforce_regime, role


@pytest.fixture
def _regime(db):
    enforce_regime()


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    settings.SANZE_EVIDENCE = tmp_path / "evidence"


@pytest.fixture
def east(_regime):
    return role("liqiang", "李强", kind="township", unit="东镇安监站", title="安监员", area=EAST)


@pytest.fixture
def west(_regime):
    return role("zhaolei", "赵磊", kind="township", unit="西镇安监站", title="安监员", area=WEST)


@pytest.fixture
def party(_regime):
    return role("wugang", "吴刚", kind="enterprise", unit="东山煤矿", title="安全管理员", area="", party_id=41)


@pytest.fixture
def other_party(_regime):
    return role("zhengshuang", "郑爽", kind="enterprise", unit="西河加油站", title="安全管理员", area="", party_id=42)


@pytest.fixture
def record(_regime) -> models.Model:
    """A record of the east and of the party 41: a post does, for it lies in the scope as any record."""
    return identity.open_post(
        INSTALLER, None, title="看护员", unit="东山村", kind="village", on=date(2026, 1, 1), area_code=EAST, party_id=41
    )


@pytest.fixture
def visit():
    def signed_in(someone, **more) -> Client:
        with entry.opened():
            change(someone.person, must_change_password=False, password_set_at=now())
        client = Client(**more)
        client.force_login(someone.person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in
