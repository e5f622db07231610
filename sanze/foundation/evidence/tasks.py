"""Thumbnails, and the received files that nobody kept."""

from datetime import datetime, timedelta

from sanze.foundation.evidence import storage
from sanze.foundation.evidence.thumbnails import thumbnail_file
from sanze.foundation.jobs.registry import job

RECEIVED_KEPT = timedelta(days=1)


@job(title="证据缩略图")
def make_thumbnail(now: datetime, digest: str) -> int:
    """Make the thumbnail of one kept picture."""
    thumbnail_file(digest)
    return 1


@job(every="50 3 * * *", title="未存入文件清理")
def sweep_received(now: datetime) -> int:
    """Remove received files that no command kept within a day; returns how many."""
    return storage.sweep_incoming(now, RECEIVED_KEPT)
