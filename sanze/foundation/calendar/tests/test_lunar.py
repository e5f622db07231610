"""Lunar dates, days off of holidays, and solar terms, held against known dates and against the moon."""

from datetime import UTC, date, datetime, timedelta

import pytest

from sanze.foundation.calendar import holidays
from sanze.foundation.calendar.lunar import LUNAR_YEARS, lunar_day, months_of
from sanze.foundation.calendar.statutory import statutory_days
from sanze.foundation.calendar.workdays import WorkCalendar

KNOWN = {
    (2024, 1, 1): date(2024, 2, 10),
    (2024, 8, 15): date(2024, 9, 17),
    (2025, 1, 15): date(2025, 2, 12),
    (2025, 8, 15): date(2025, 10, 6),  # after the leap sixth month
    (2025, 12, 30): date(2026, 2, 16),
    (2026, 1, 1): date(2026, 2, 17),
    (2026, 1, 15): date(2026, 3, 3),
    (2026, 5, 5): date(2026, 6, 19),
    (2026, 8, 15): date(2026, 9, 25),
    (2026, 9, 9): date(2026, 10, 18),
    (2027, 1, 1): date(2027, 2, 6),
    (2027, 1, 15): date(2027, 2, 20),
    (2028, 1, 1): date(2028, 1, 26),
    (2028, 8, 15): date(2028, 10, 3),
    (2029, 1, 1): date(2029, 2, 13),
    (2030, 1, 1): date(2030, 2, 3),
    (2030, 8, 15): date(2030, 9, 12),
}
# A mean new moon (J. Meeus, Astronomical Algorithms, ch. 49) and the mean time between two.
NEW_MOON = datetime(2000, 1, 6, 14, 20, tzinfo=UTC)
SYNODIC = timedelta(days=29.530588861)


@pytest.mark.parametrize(("lunar", "solar"), list(KNOWN.items()))
def test_festivals_fall_on_their_known_days(lunar, solar):
    assert lunar_day(*lunar) == solar


@pytest.mark.parametrize("year", range(2027, 2036))
def test_the_moving_statutory_days_are_the_same_by_both_tables(year):
    days = {name: [day for day, told in statutory_days(year).items() if told == name] for name in holidays.HOLIDAYS}
    assert days["春节"][1] == lunar_day(year, 1, 1)
    assert days["端午节"] == [lunar_day(year, 5, 5)]
    assert days["中秋节"] == [lunar_day(year, 8, 15)]
    assert days["清明节"] == [holidays.solar_term("清明", year)]


@pytest.mark.parametrize("year", LUNAR_YEARS)
def test_each_month_begins_with_a_new_moon_and_each_year_where_the_former_ends(year):
    months = months_of(year)
    for begin in months:
        noon = datetime(begin.year, begin.month, begin.day, 4, tzinfo=UTC)  # noon in China
        away = (noon - NEW_MOON) % SYNODIC
        assert min(away, SYNODIC - away) < timedelta(days=1.2), begin
    assert len(months) in (13, 14)
    if year + 1 in LUNAR_YEARS:
        assert months[-1] == months_of(year + 1)[0]


def test_a_year_that_is_not_listed_has_no_lunar_days_and_a_short_month_ends_on_its_29th():
    assert lunar_day(2051, 1, 1) is None
    assert lunar_day(2024, 12, 30) == date(2025, 1, 28)


def test_a_published_holiday_has_the_days_of_its_arrangement():
    working = WorkCalendar()
    assert holidays.holiday_days("春节", 2026, working) == (date(2026, 2, 15), date(2026, 2, 23))
    assert holidays.holiday_days("国庆节", 2026, working) == (date(2026, 10, 1), date(2026, 10, 7))
    assert holidays.holiday_days("劳动节", 2026, working) == (date(2026, 5, 1), date(2026, 5, 5))


def test_an_unpublished_holiday_has_its_statutory_days_with_the_weekend_and_the_countys_own_days():
    bare = WorkCalendar()
    assert not bare.certain(2028)
    assert holidays.holiday_days("劳动节", 2028, bare) == (date(2028, 4, 29), date(2028, 5, 2))
    told = WorkCalendar({date(2028, 4, 29): True, date(2028, 5, 3): False})
    assert holidays.holiday_days("劳动节", 2028, told) == (date(2028, 4, 30), date(2028, 5, 3))
    assert holidays.holiday_days("春节", 2040, bare) is None


def test_a_solar_term_has_one_day_a_year():
    assert holidays.solar_term("清明", 2026) == date(2026, 4, 5)
    assert holidays.solar_term("清明", 2028) == date(2028, 4, 4)
    assert holidays.solar_term("冬至", 2026) == date(2026, 12, 22)
    assert holidays.solar_term("寒食", 2026) is None
    assert all(holidays.solar_term(name, 2027) for name in holidays.SOLAR_TERMS)
