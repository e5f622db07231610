from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanze.foundation.calendar.statutory import LISTED_YEARS, statutory_days
from sanze.foundation.calendar.workdays import PUBLISHED_YEARS, WorkCalendar

PLAIN = WorkCalendar()
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))


def test_2026_has_248_working_days():
    assert PLAIN.working_days_between(date(2025, 12, 31), date(2026, 12, 31)) == 248


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        (date(2026, 9, 18), 5, date(2026, 9, 24)),
        (date(2026, 9, 18), 7, date(2026, 9, 29)),
        (date(2026, 2, 13), 3, date(2026, 2, 25)),
        (date(2026, 4, 30), 2, date(2026, 5, 7)),
        (date(2026, 9, 30), 5, date(2026, 10, 13)),
        (date(2026, 6, 18), 1, date(2026, 6, 22)),
    ],
)
def test_the_count_starts_the_next_day_and_follows_the_arrangement_of_2026(start, n, due):
    assert PLAIN.add_working_days(start, n) == due


@pytest.mark.parametrize(
    ("first", "last", "working"),
    [
        (date(2026, 1, 1), date(2026, 1, 3), False),
        (date(2026, 1, 4), date(2026, 1, 4), True),
        (date(2026, 2, 14), date(2026, 2, 14), True),
        (date(2026, 2, 15), date(2026, 2, 23), False),
        (date(2026, 2, 28), date(2026, 2, 28), True),
        (date(2026, 4, 4), date(2026, 4, 6), False),
        (date(2026, 5, 1), date(2026, 5, 5), False),
        (date(2026, 5, 9), date(2026, 5, 9), True),
        (date(2026, 6, 19), date(2026, 6, 21), False),
        (date(2026, 9, 20), date(2026, 9, 20), True),
        (date(2026, 9, 25), date(2026, 9, 27), False),
        (date(2026, 10, 1), date(2026, 10, 7), False),
        (date(2026, 10, 10), date(2026, 10, 10), True),
    ],
)
def test_the_arrangement_of_2026(first, last, working):
    days = [first + timedelta(days=index) for index in range((last - first).days + 1)]
    assert {PLAIN.is_working(day) for day in days} == {working}


def test_the_countys_own_days_win_over_the_published_ones():
    calendar = WorkCalendar({date(2026, 3, 9): False, date(2026, 10, 1): True})
    assert not calendar.is_working(date(2026, 3, 9))
    assert calendar.is_working(date(2026, 10, 1))
    assert calendar.working_days_between(date(2025, 12, 31), date(2026, 12, 31)) == 248


def test_a_year_without_arrangement_takes_weekends_and_statutory_days_and_says_so():
    assert not PLAIN.certain(2027)
    assert PLAIN.certain(2026)
    assert not PLAIN.is_working(date(2027, 2, 8))
    assert PLAIN.is_working(date(2027, 2, 9))
    assert not PLAIN.is_working(date(2027, 6, 9))
    assert not PLAIN.is_working(date(2027, 10, 2))
    assert PLAIN.add_working_days(date(2026, 12, 31), 1) == date(2027, 1, 4)


def test_a_year_becomes_certain_once_the_table_names_all_statutory_days():
    days = dict.fromkeys(statutory_days(2027), False)
    assert WorkCalendar(days).certain(2027)
    days.popitem()
    assert not WorkCalendar(days).certain(2027)


def test_years_far_away_work_and_stay_uncertain():
    assert not PLAIN.certain(2050)
    assert not PLAIN.is_working(date(2050, 10, 3))
    assert not PLAIN.certain(1999)


def test_the_statutory_days_of_2027():
    assert len(statutory_days(2027)) == 13
    assert statutory_days(2027)[date(2027, 2, 5)] == "春节"
    assert statutory_days(2027)[date(2027, 9, 15)] == "中秋节"


def test_the_listed_years_follow_the_published_ones_without_a_gap():
    assert set(range(PUBLISHED_YEARS.stop, max(LISTED_YEARS) + 1)) <= LISTED_YEARS


def test_the_next_working_day_may_be_the_day_itself():
    assert PLAIN.next_working_day(date(2026, 9, 30)) == date(2026, 9, 30)
    assert PLAIN.next_working_day(date(2026, 10, 1)) == date(2026, 10, 8)


def test_a_negative_count_goes_back_and_zero_stays():
    assert PLAIN.add_working_days(date(2026, 10, 8), -1) == date(2026, 9, 30)
    assert PLAIN.add_working_days(date(2026, 10, 3), 0) == date(2026, 10, 3)


@given(DAYS, st.integers(1, 300))
def test_counting_and_adding_agree(day, n):
    due = PLAIN.add_working_days(day, n)
    assert PLAIN.is_working(due)
    assert PLAIN.working_days_between(day, due) == n
    assert PLAIN.working_days_between(due, day) == -n


@given(DAYS, DAYS, DAYS)
def test_stretches_of_working_days_add_up(a, b, c):
    a, b, c = sorted((a, b, c))
    whole = PLAIN.working_days_between(a, c)
    assert whole == PLAIN.working_days_between(a, b) + PLAIN.working_days_between(b, c)
    assert PLAIN.working_days_between(a, b) == sum(
        PLAIN.is_working(a + timedelta(days=index)) for index in range(1, (b - a).days + 1)
    )
