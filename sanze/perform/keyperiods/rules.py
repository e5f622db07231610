"""Days, moments and counts of key periods. Pure: no Django, no clock, no database."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo

MOST_COUNTED = 10_000
A_DAY = timedelta(days=1)


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day of a span, both ends included."""
    for number in range((last - first).days + 1):
        yield first + number * A_DAY


def span_before(first: date, last: date) -> tuple[date, date]:
    """The same number of days just before a span."""
    return first - (last - first) - A_DAY, first - A_DAY


def moment_of(day: date, told: str, zone: tzinfo) -> datetime:
    """A time of day such as '17:00' on a day."""
    return datetime.combine(day, time.fromisoformat(told), zone)


def count_fault(found: int, handled: int, incidents: int, text: str) -> str:
    """What is wrong with the counts of a report; empty if nothing. That nothing happened is a report as well."""
    if min(found, handled, incidents) < 0 or max(found, handled, incidents) > MOST_COUNTED:
        return f"数量须在 0 和 {MOST_COUNTED} 之间"
    if handled > found:
        return "已处理的问题不能多于发现的问题"
    if incidents and not text.strip():
        return "发生突发情况的，须写明情况"
    return ""


def percent(part: int, whole: int) -> int | None:
    """Percent, rounded; None of nothing."""
    return round(100 * part / whole) if whole else None
