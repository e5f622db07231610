"""The days off that a statutory holiday (法定节假日) has in a year, and the solar terms (节气)."""

from datetime import date, timedelta

from chinese_calendar import constants, get_solar_terms

from sanze.foundation.calendar.statutory import (
    DRAGON_BOAT,
    LABOUR_DAY,
    MID_AUTUMN,
    NATIONAL_DAY,
    NEW_YEAR,
    QINGMING,
    SPRING_FESTIVAL,
    statutory_days,
)
from sanze.foundation.calendar.workdays import PUBLISHED_YEARS, WorkCalendar

HOLIDAYS = (NEW_YEAR, SPRING_FESTIVAL, QINGMING, LABOUR_DAY, DRAGON_BOAT, MID_AUTUMN, NATIONAL_DAY)
# What the published arrangement calls them.
_PUBLISHED_AS = dict(
    zip(
        HOLIDAYS,
        (
            "New Year's Day",
            "Spring Festival",
            "Tomb-sweeping Day",
            "Labour Day",
            "Dragon Boat Festival",
            "Mid-autumn Festival",
            "National Day",
        ),
        strict=True,
    )
)
SOLAR_TERMS = frozenset(
    "小寒 大寒 立春 雨水 惊蛰 春分 清明 谷雨 立夏 小满 芒种 夏至 "
    "小暑 大暑 立秋 处暑 白露 秋分 寒露 霜降 立冬 小雪 大雪 冬至".split()
)
_DAY = timedelta(days=1)


def holiday_days(name: str, year: int, working: WorkCalendar) -> tuple[date, date] | None:
    """First and last day off of a holiday as the year's arrangement gives it, adjoining days off included.

    Where nothing is published for the year yet, the statutory days with the weekends that adjoin them; the calendar's
    certain() tells the two apart. None where neither is known.
    """
    if year in PUBLISHED_YEARS:
        own = [day for day, told in constants.holidays.items() if told == _PUBLISHED_AS[name] and day.year == year]
    else:
        own = [day for day, told in statutory_days(year).items() if told == name]
    if not own:
        return None
    first, last = min(own), max(own)
    while not working.is_working(first - _DAY):
        first -= _DAY
    while not working.is_working(last + _DAY):
        last += _DAY
    return first, last


def solar_term(name: str, year: int) -> date | None:
    """The day of a solar term of a year; None for a name that is none."""
    terms = get_solar_terms(date(year, 1, 1), date(year, 12, 31))
    return next((day for day, told in terms if told == name), None)
