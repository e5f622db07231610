"""The present moment, as everything in the platform reads it.

Commands, clocks and views ask this module for the time and never the system clock, so that
demonstration records and tests can be made at the moment they are about.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")

_fixed_moment: ContextVar[datetime | None] = ContextVar("fixed_moment", default=None)


def now() -> datetime:
    """Return the present moment, aware and in UTC, or the one held by fixed()."""
    held = _fixed_moment.get()
    return held if held is not None else datetime.now(UTC)


def today() -> date:
    """Return the calendar day that it is in China at the present moment."""
    return now().astimezone(SHANGHAI).date()


@contextmanager
def fixed(moment: datetime) -> Iterator[datetime]:
    """Hold the present at the given aware moment inside the block; blocks nest.

    Only this thread or task sees it. Raises ValueError for a moment without a time zone.
    """
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise ValueError("fixed() needs an aware moment")
    token = _fixed_moment.set(moment.astimezone(UTC))
    try:
        yield now()
    finally:
        _fixed_moment.reset(token)
