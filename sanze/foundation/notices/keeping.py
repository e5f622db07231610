"""Secrets of channels: enciphered with a key of the installation's own, so that a copy of the database has none."""

import base64
import hashlib
import json

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


class Unreadable(RuntimeError):
    """The installation's secret is another than when this was kept."""


def lock(told: dict[str, str]) -> str:
    """The values as the database keeps them."""
    return _cipher().encrypt(json.dumps(told, ensure_ascii=False).encode()).decode()


def unlock(kept: str) -> dict[str, str]:
    """The values again; none where nothing was kept. Raises Unreadable."""
    if not kept:
        return {}
    try:
        return json.loads(_cipher().decrypt(kept.encode()))
    except InvalidToken:
        raise Unreadable from None


def _cipher() -> Fernet:
    digest = hashlib.sha256(f"sanze.notices.channels:{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
