"""The calendar in force: the published arrangement with the county's table over it."""

from datetime import date
from functools import lru_cache

from sanze.foundation.calendar.models import DayRule
from sanze.foundation.calendar.workdays import WorkCalendar


def calendar() -> WorkCalendar:
    """The working calendar as the table stands now: one small query, built anew only after a change."""
    return _built(tuple(DayRule.objects.order_by("day").values_list("day", "working")))


@lru_cache(maxsize=4)
def _built(own_days: tuple[tuple[date, bool], ...]) -> WorkCalendar:
    return WorkCalendar(dict(own_days))
