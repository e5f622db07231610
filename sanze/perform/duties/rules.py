"""When what an act did was done, and whether an act is what a duty asks for. Pure."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

# Facts by which commands tell when something was really done, where that is not the moment of the act.
TELLING = ("started_at", "on")
# An act may tell of so many days before it at most; older things count on the day on which they are told.
FURTHEST_BACK = timedelta(days=7)


def day_done(facts: Mapping[str, Any], at: datetime, zone: tzinfo) -> date:
    """The day on which the thing was done that an act of the moment `at` puts on record."""
    told_on = at.astimezone(zone).date()
    for name in TELLING:
        if (day := _day(facts.get(name), zone)) is not None:
            return day if told_on - FURTHEST_BACK <= day <= told_on else told_on
    return told_on


def _day(value: Any, zone: tzinfo) -> date | None:
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment.astimezone(zone).date() if moment.tzinfo else moment.date()


def meets(facts: Mapping[str, Any], evidence: int, *, asked: Mapping[str, Any], pieces: int) -> bool:
    """Whether an act's facts and its number of pieces of evidence are what a duty asks for."""
    return evidence >= pieces and all(facts.get(name) == value for name, value in asked.items())


def prefixes(code: str) -> list[str]:
    """Every code in which an area lies: its own, those around it, and the empty one for everything."""
    return [code[:digits] for digits in range(len(code) + 1)]
