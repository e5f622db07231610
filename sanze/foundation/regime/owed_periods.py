"""The periods of a cadence: from when to when each runs, and when it is due. Pure dates, no database."""

import calendar as month_lengths
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sanze.foundation.calendar.workdays import WorkCalendar
from sanze.foundation.moment import SHANGHAI
from sanze.foundation.regime.entries.cadence import Cadence, Span

_DAY = timedelta(days=1)
_A_YEAR = timedelta(days=366)
_LONGEST = {"daily": _DAY, "weekly": timedelta(days=7), "half_monthly": timedelta(days=16)}
_MONTHS = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}


@dataclass(frozen=True)
class OwedPeriod:
    """One period: first and last day, the day it is due, and the last day on which it is late and not yet missed.

    ordinal, key_period: 1 and none for what the cadence itself asks for; a key period's own (see `raised`) bear its id.
    """

    first: date
    last: date
    due_on: date
    late_until: date
    ordinal: int = 1
    key_period: str = ""


def owed_periods(cadence: Cadence, start: date, end: date, calendar: WorkCalendar) -> Iterator[OwedPeriod]:
    """The periods that begin from `start` to `end`, both included, in order.

    A cadence upon an event has none, nor has one counted from when it was last done. Weeks begin on Monday,
    half-months on the 1st and the 16th. One by a day is a single period from `start` to that day.
    """
    for first, last in _spans(cadence, start, end):
        due_on = _due(cadence, first, last, calendar)
        if due_on is not None:
            grace = _after(due_on, cadence.grace, calendar) if cadence.grace else due_on
            yield OwedPeriod(first, last, due_on, grace)


def cut_periods(cadence: Cadence, start: date, end: date, calendar: WorkCalendar) -> Iterator[OwedPeriod]:
    """The periods of a cadence that lie in the stretch from `start` to `end`, the first and the last cut to it."""
    for first, last in _spans(cadence, start - _LONGEST.get(cadence.every, _A_YEAR), end):
        first, last = max(first, start), min(last, end)
        due_on = _due(cadence, first, last, calendar) if first <= last else None
        if due_on is not None:
            yield OwedPeriod(first, last, due_on, _after(due_on, cadence.grace, calendar) if cadence.grace else due_on)


def _due(cadence: Cadence, first: date, last: date, calendar: WorkCalendar) -> date | None:
    due = last
    if cadence.days == "working_days":
        while due >= first and not calendar.is_working(due):
            due -= _DAY
        if due < first:
            return None
    return _after(last, cadence.due, calendar) if cadence.due else due


def _after(day: date, span: Span, calendar: WorkCalendar) -> date:
    noon = datetime.combine(day, datetime.min.time(), SHANGHAI)
    return span.clock().due(noon, calendar).astimezone(SHANGHAI).date()


def _spans(cadence: Cadence, start: date, end: date) -> Iterator[tuple[date, date]]:
    if cadence.by:
        if start <= cadence.by:
            yield start, cadence.by
        return
    if cadence.upon or (cadence.step and cadence.step.counted_from == "last"):
        return
    first = cadence.step.first if cadence.step else _opening(cadence.every, start)
    number = 0
    while True:
        begin, following = _nth(cadence, first, number), _nth(cadence, first, number + 1)
        if begin > end:
            return
        if begin >= start:
            yield begin, following - _DAY
        number += 1


def _opening(every: str, day: date) -> date:
    """The first day of the period in which the day lies."""
    if every == "daily":
        return day
    if every == "weekly":
        return day - timedelta(days=day.weekday())
    if every == "half_monthly":
        return day.replace(day=1)
    months = _MONTHS[every]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def _nth(cadence: Cadence, first: date, number: int) -> date:
    """The first day of the number-th period after the one that begins on `first`."""
    if cadence.step:
        amount, unit = cadence.step.amount * number, cadence.step.unit
        if unit in ("days", "weeks"):
            return first + timedelta(days=amount * (7 if unit == "weeks" else 1))
        return _months_later(first, amount * (12 if unit == "years" else 1))
    if cadence.every in ("daily", "weekly"):
        return first + timedelta(days=number * (7 if cadence.every == "weekly" else 1))
    if cadence.every == "half_monthly":
        return _months_later(first, number // 2).replace(day=16 if number % 2 else 1)
    return _months_later(first, number * _MONTHS[cadence.every])


def _months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, month_lengths.monthrange(year, month + 1)[1]))
