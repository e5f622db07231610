"""Shares, gaps and the ends of quarters: pure."""

from collections.abc import Iterable
from datetime import date, timedelta


def share(part: int, whole: int) -> int:
    """Percent of the whole, rounded down so that a target is never reached by rounding; 0 of nothing."""
    return 100 * part // whole if whole else 0


def missing_of(wanted: Iterable[str], there: Iterable[str]) -> list[str]:
    """What is wanted and not there, in the order wanted."""
    known = set(there)
    return [each for each in wanted if each not in known]


def quarter_ends(first: date, last: date) -> list[date]:
    """The last days of the quarters that end from one day to another, both included."""
    ends = []
    year, month = first.year, 3 * ((first.month - 1) // 3) + 3
    while True:
        end = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        if end > last:
            return ends
        ends.append(end)
        year, month = (year + 1, 3) if month == 12 else (year, month + 3)
