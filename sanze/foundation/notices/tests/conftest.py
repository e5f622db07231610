"""Two stations, east and west, and a browser for each."""

import pytest
from django.test import Client
from pydantic import SecretStr

from sanze.foundation.acts import entry
from sanze.foundation.acts.records import change
from sanze.foundation.moment import now
from sanze.foundation.notices import commands
from sanze.foundation.notices.sending.sms import JSON
from sanze.foundation.notices.tests.gateway import gateway
from sanze.foundation.scope.actor import INSTALLER
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


@pytest.fixture
def away():
    """The other side of channels: a real server on this machine."""
    with gateway() as side:
        yield side


@pytest.fixture
def robot(_regime, away):
    """Gives a robot of a kind in the group of an area."""

    def made(kind="wecom", area="", name="测试群", path="", **more):
        key = {"wecom": "/cgi-bin/webhook/send?key=K-SECRET", "dingtalk": "/robot/send?access_token=T-SECRET"}[kind]
        url = SecretStr(away.address + (path or key))
        return commands.add_channel(INSTALLER, None, kind=kind, name=name, area_code=area, url=url, **more)

    return made


@pytest.fixture
def sms(_regime, away):
    """A gateway of text messages."""
    return commands.add_channel(
        INSTALLER, None, kind="sms", name="短信网关", url=SecretStr(f"{away.address}/sms/send"), method="POST",
        content_type=JSON, header="Authorization", header_value=SecretStr("AppCode H-SECRET"),
        body='{"to": "{mobile}", "content": "{text}", "no": "{id}"}', expects='"code":"OK"',
    )  # fmt: skip
