"""Where the bytes lie: one file for each content, named by its hash, written once."""

import os
import re
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SM3, Hash
from django.conf import settings

CHUNK = 1024 * 1024
DIGEST = re.compile(r"[0-9a-f]{64}")
TOKEN = re.compile(r"[0-9a-f]{32}")


class Spoilt(OSError):
    """The stored file is not what its name says."""


def place_of(digest: str) -> Path:
    """The stored file of a content hash. Raises ValueError for what is no hash."""
    if not DIGEST.fullmatch(digest):
        raise ValueError("no content hash")
    return Path(settings.SANZE_EVIDENCE) / digest[:2] / digest[2:4] / digest


def thumbnail_of(digest: str) -> Path:
    """Where the thumbnail of a content lies; it can be made again at any time."""
    stored = place_of(digest)
    return Path(settings.SANZE_EVIDENCE) / "thumbnails" / stored.parent.relative_to(settings.SANZE_EVIDENCE) / digest


def incoming(token: str) -> Path:
    """A file received and not yet kept. Raises ValueError for what is no token."""
    if not TOKEN.fullmatch(token):
        raise ValueError("no token of a received file")
    return Path(settings.SANZE_EVIDENCE) / "incoming" / token


def receive(chunks: Iterable[bytes], most_bytes: int) -> str:
    """Write what comes in to a new file, flushed to disk, and give its token.

    Of a file longer than `most_bytes` no more is read, and it is left one byte too long, for `keep` to refuse.
    """
    token = secrets.token_hex(16)
    path = incoming(token)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    written = 0
    with path.open("xb") as file:
        for chunk in chunks:
            file.write(chunk[: most_bytes + 1 - written])
            written = file.tell()
            if written > most_bytes:
                break
        file.flush()
        os.fsync(file.fileno())
    return token


def settle(token: str, digest: str) -> None:
    """Put the received file in its place, durable before this returns. A file already there stays.

    Raises Spoilt if the one already there is not this content.
    """
    source, target = incoming(token), place_of(digest)
    _make_folders(target.parent)
    source.chmod(0o400)
    try:
        os.link(source, target)
    except FileExistsError:
        if digest_of(target) != digest:
            raise Spoilt(digest) from None
    _flush_folder(target.parent)


def digest_of(path: Path) -> str:
    """SM3 of the file, hex, read in pieces."""
    digest = Hash(SM3())
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.finalize().hex()


def spoilt(digests: set[str]) -> set[str]:
    """Those contents whose stored file is missing, cannot be read, or has other bytes."""
    return {each for each in digests if not _sound(each)}


def write_thumbnail(digest: str, content: bytes) -> None:
    """Put a thumbnail in its place at once; two writers at the same time do no harm."""
    target = thumbnail_of(digest)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = target.with_name(f".{digest}.{secrets.token_hex(4)}")
    fresh.write_bytes(content)
    fresh.replace(target)


def sweep_incoming(now: datetime, older_than: timedelta) -> int:
    """Remove received files that nobody kept; gives their number."""
    folder, gone = Path(settings.SANZE_EVIDENCE) / "incoming", 0
    for path in folder.glob("*"):
        if path.stat().st_mtime < (now - older_than).timestamp():
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _sound(digest: str) -> bool:
    try:
        return digest_of(place_of(digest)) == digest
    except (OSError, ValueError):
        return False


def _make_folders(folder: Path) -> None:
    """The folders down to `folder`, each flushed into the one above it."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir(exist_ok=True, mode=0o700)
        _flush_folder(each.parent)


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
