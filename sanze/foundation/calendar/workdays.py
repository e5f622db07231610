"""Working days (工作日) in China: the published arrangement with the county's own table laid over it.

Statutory limits are counted from the day after the event; every count here starts the next day.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache

from chinese_calendar import constants, is_workday

from sanze.foundation.calendar.statutory import LISTED_YEARS, statutory_days

PUBLISHED_YEARS = range(min(constants.holidays).year, max(constants.holidays).year + 1)

_ONE_DAY = timedelta(days=1)


class WorkCalendar:
    """Tells working days from days off. Built from the county's own days, which win over everything else.

    A year comes from the published arrangement where the library has it, otherwise from weekends and the
    statutory days; certain() tells the two apart.
    """

    def __init__(self, own_days: Mapping[date, bool] | None = None):
        """own_days: True for a day that is worked, False for a day off."""
        self._own_days = dict(own_days or {})
        self._flags: dict[int, bytes] = {}

    def is_working(self, day: date) -> bool:
        """Whether the day is worked."""
        return bool(self._flags_of(day.year)[day.timetuple().tm_yday - 1])

    def add_working_days(self, day: date, n: int) -> date:
        """The n-th working day after the day; a negative n counts backwards, 0 gives the day itself."""
        step = _ONE_DAY if n >= 0 else -_ONE_DAY
        left = abs(n)
        while left:
            day += step
            left -= self.is_working(day)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after start, up to and with end; negative where end lies before start."""
        if end < start:
            return -self.working_days_between(end, start)
        return sum(self._flags_of(year)[first:last].count(1) for year, first, last in _slices(start, end))

    def next_working_day(self, day: date) -> date:
        """The day itself if it is worked, otherwise the first working day after it."""
        while not self.is_working(day):
            day += _ONE_DAY
        return day

    def certain(self, year: int) -> bool:
        """Whether the year's arrangement is known, and not filled in from weekends and statutory days.

        A year that the library lacks becomes certain once the county's table names all of its statutory days.
        """
        if year in PUBLISHED_YEARS:
            return True
        return year in LISTED_YEARS and statutory_days(year).keys() <= self._own_days.keys()

    def _flags_of(self, year: int) -> bytes:
        flags = self._flags.get(year)
        if flags is None:
            flags = self._flags[year] = bytes(
                self._own_days.get(day, working) for day, working in _arranged(year)
            )
        return flags


def _slices(start: date, end: date) -> Iterator[tuple[int, int, int]]:
    """For each year touched by (start, end]: the year and its half-open range of day indexes."""
    for year in range(start.year, end.year + 1):
        first = start.timetuple().tm_yday if year == start.year else 0
        last = end.timetuple().tm_yday if year == end.year else 366
        yield year, first, last


@lru_cache(maxsize=64)
def _arranged(year: int) -> tuple[tuple[date, bool], ...]:
    """Every day of the year with whether it is worked, before the county's own days."""
    first = date(year, 1, 1)
    days = [first + timedelta(days=index) for index in range((date(year + 1, 1, 1) - first).days)]
    if year in PUBLISHED_YEARS:
        return tuple((day, is_workday(day)) for day in days)
    off = statutory_days(year)
    return tuple((day, day.weekday() < 5 and day not in off) for day in days)
