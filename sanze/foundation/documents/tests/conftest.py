"""Two stations and two parties, a browser for each, and a record of the east about which orders can be issued."""

from datetime import date

import pytest
from django.db import models
from django.test import Client

from sanze.foundation.documents import panel
from sanze.foundation.documents.kinds import PAPERS, PaperKind
from sanze.foundation.documents.paper import Items, Paper, Para
from sanze.foundation.identity import commands as identity
from sanze.foundation.identity.models import Post
from sanze.foundation.pages.slots import PANELS
from sanze.foundation.scope.actor import INSTALLER
from tests.cast import EAST, WEST, enforce_regime, role, sign_in

OFFICE = "东县应急管理局"


def order_about(post: Post) -> Paper:
    """An order that says the title of a post: what the tests issue."""
    return Paper(
        kind="责令限期整改指令书",
        issuer=OFFICE,
        title="责令限期整改指令书",
        recipient="东山煤矿",
        blocks=(Para("经查，你单位存在下列问题："), Items((f"{post.title}未到岗；", "主扇停风。"))),
        remedies="如不服本指令，可以依法申请行政复议。",
        receipt=True,
    )


def keeper(title: str = "看护员", **more) -> Post:
    """A record of the east and of the party 41: a post does, for it lies in the scope as any record."""
    facts = {"unit": "东山村", "kind": "village", "on": date(2026, 1, 1), "area_code": EAST, "party_id": 41}
    return identity.open_post(INSTALLER, None, title=title, **{**facts, **more})


@pytest.fixture
def offered(monkeypatch):
    """Orders and internal approval forms about posts, offered for the time of one test."""
    kinds = [
        PaperKind("order", "责令限期整改指令书", Post, order_about, when=lambda post: not post.closed_on),
        PaperKind("approval", "行政检查审批表", Post, order_about, internal=True),
    ]
    for each in kinds:
        monkeypatch.setitem(PAPERS, each.name, each)
    monkeypatch.setitem(PANELS, Post, [panel.documents_panel])


@pytest.fixture
def _regime(db):
    enforce_regime()


@pytest.fixture
def record(_regime, offered) -> models.Model:
    return keeper()


@pytest.fixture
def east(_regime):
    return role("liqiang", "李强", kind="township_chief", unit="东镇安监站", title="站长", area=EAST)


@pytest.fixture
def west(_regime):
    return role("zhaolei", "赵磊", kind="township_chief", unit="西镇安监站", title="站长", area=WEST)


@pytest.fixture
def party(_regime):
    return role("wugang", "吴刚", kind="enterprise", unit="东山煤矿", title="安全管理员", area="", party_id=41)


@pytest.fixture
def other_party(_regime):
    return role("zhengshuang", "郑爽", kind="enterprise", unit="西河加油站", title="安全管理员", area="", party_id=42)


@pytest.fixture
def visit():
    def signed_in(someone) -> Client:
        client = Client()
        sign_in(client, someone)
        return client

    return signed_in
