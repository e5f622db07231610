"""Seals: a keyed hash over everything that matters of an act and over the seal before it in its lane.

The key lies outside the database, so whoever can write the tables still cannot make a seal.
Digest: SM3 (GB/T 32905) by default, SHA-256 by setting.
"""

import json
import os
import secrets
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.hmac import HMAC
from django.conf import settings

from sanze.foundation.acts.models import Act

DIGESTS = {"sm3": hashes.SM3, "sha256": hashes.SHA256}

SEALED_FIELDS = (
    "lane", "number", "command", "title", "capability", "regime", "person_id", "person", "post",
    "subject", "result", "facts", "made", "changes", "evidence",
)  # fmt: skip


@cache
def seal_key() -> bytes:
    """The installation's key, 32 bytes; made on first use, readable by its owner alone."""
    path = Path(settings.SANZE_KEYS) / "seal.key"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f".seal.{os.getpid()}.{secrets.token_hex(4)}")
    if not path.exists():
        fresh.write_bytes(secrets.token_bytes(32))
        fresh.chmod(0o600)
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_bytes()


def keyed_digest(body: bytes) -> str:
    """Hex of HMAC over `body` with the installation's key."""
    mac = HMAC(seal_key(), DIGESTS[settings.SANZE_SEAL_DIGEST]())
    mac.update(body)
    return mac.finalize().hex()


def canonical(value: object) -> bytes:
    """JSON with one spelling: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def seal_of(act: Act, previous: str) -> str:
    """The seal that this act must bear after `previous` in its lane."""
    body = {name: getattr(act, name) for name in SEALED_FIELDS}
    body["at"], body["recorded_at"] = act.at.timestamp(), act.recorded_at.timestamp()
    body["key"] = str(act.key) if act.key else None
    body["previous"] = previous
    return keyed_digest(canonical(body))


def seal_of_heads(heads: dict, previous: str, at: float) -> str:
    """The seal of an anchor: all lanes' heads, the moment, and the anchor before."""
    return keyed_digest(canonical({"heads": heads, "previous": previous, "at": at}))
