"""The periods of a cadence, against days counted by hand in the calendar of 2026."""

from datetime import date

import pytest
from pydantic import ValidationError

from sanze.foundation.calendar.workdays import WorkCalendar
from sanze.foundation.regime.entries.cadence import Cadence
from sanze.foundation.regime.owed_periods import cut_periods, owed_periods

CALENDAR = WorkCalendar()


def periods(start: date, end: date, **cadence) -> list[tuple[str, str, str]]:
    found = owed_periods(Cadence.model_validate(cadence), start, end, CALENDAR)
    return [(f"{each.first:%m-%d}", f"{each.last:%m-%d}", f"{each.due_on:%m-%d}") for each in found]


def test_every_day_is_a_period_of_its_own():
    assert periods(date(2026, 2, 27), date(2026, 3, 1), every="daily") == [
        ("02-27", "02-27", "02-27"),
        ("02-28", "02-28", "02-28"),
        ("03-01", "03-01", "03-01"),
    ]


def test_on_working_days_the_spring_festival_owes_nothing_and_an_adjusted_saturday_does():
    found = periods(date(2026, 2, 13), date(2026, 2, 28), every="daily", days="working_days")

    assert [first for first, _, _ in found] == ["02-13", "02-14", "02-24", "02-25", "02-26", "02-27", "02-28"]


def test_weeks_run_from_monday_and_go_on_over_new_year():
    assert periods(date(2026, 12, 25), date(2027, 1, 5), every="weekly") == [
        ("12-28", "01-03", "01-03"),
        ("01-04", "01-10", "01-10"),
    ]


def test_a_week_is_due_on_its_last_working_day_and_a_week_of_holiday_owes_nothing():
    found = periods(date(2026, 2, 9), date(2026, 2, 28), every="weekly", days="working_days")

    assert found == [("02-09", "02-15", "02-14"), ("02-23", "03-01", "02-28")]


def test_half_months_begin_on_the_first_and_the_sixteenth():
    assert periods(date(2028, 2, 1), date(2028, 3, 1), every="half_monthly") == [
        ("02-01", "02-15", "02-15"),
        ("02-16", "02-29", "02-29"),
        ("03-01", "03-15", "03-15"),
    ]


def test_only_periods_that_begin_in_the_span_are_given():
    assert periods(date(2026, 1, 2), date(2026, 4, 1), every="quarterly") == [("04-01", "06-30", "06-30")]


def test_quarterly_statistics_are_due_on_the_fifteenth_of_the_next_month():
    due = {"amount": 15, "unit": "calendar_days"}

    found = periods(date(2026, 1, 1), date(2026, 12, 31), every="quarterly", due=due)

    assert [each[2] for each in found] == ["04-15", "07-15", "10-15", "01-15"]


def test_years_and_half_years():
    assert periods(date(2026, 1, 1), date(2026, 12, 31), every="half_yearly") == [
        ("01-01", "06-30", "06-30"),
        ("07-01", "12-31", "12-31"),
    ]
    due = {"amount": 31, "unit": "calendar_days"}
    assert periods(date(2026, 1, 1), date(2026, 1, 1), every="yearly", due=due) == [("01-01", "12-31", "01-31")]


def test_once_by_a_day_is_one_period_and_none_after_that_day():
    assert periods(date(2026, 1, 1), date(2026, 1, 1), by="2026-04-30") == [("01-01", "04-30", "04-30")]
    assert periods(date(2026, 5, 1), date(2026, 12, 31), by="2026-04-30") == []


def test_a_step_of_months_from_the_end_of_january_keeps_to_the_ends_of_months():
    step = {"amount": 1, "unit": "months", "first": "2028-01-31"}

    found = periods(date(2028, 1, 31), date(2028, 4, 30), step=step)

    assert [each[0] for each in found] == ["01-31", "02-29", "03-31", "04-30"]


def test_a_step_of_years_on_a_leap_day():
    step = {"amount": 3, "unit": "years", "first": "2028-02-29"}

    found = list(owed_periods(Cadence(step=step), date(2028, 1, 1), date(2040, 12, 31), CALENDAR))

    assert [each.first for each in found] == [
        date(2028, 2, 29), date(2031, 2, 28), date(2034, 2, 28), date(2037, 2, 28), date(2040, 2, 29),
    ]  # fmt: skip


def test_what_is_owed_upon_an_event_or_from_the_last_time_has_no_periods():
    assert periods(date(2026, 1, 1), date(2026, 12, 31), upon="发现后") == []
    step = {"amount": 3, "unit": "years", "counted_from": "last"}
    assert periods(date(2026, 1, 1), date(2036, 12, 31), step=step) == []


def test_grace_follows_the_due_day_in_its_own_unit():
    cadence = Cadence.model_validate({"every": "monthly", "grace": {"amount": 3, "unit": "working_days"}})

    (april,) = owed_periods(cadence, date(2026, 4, 1), date(2026, 4, 1), CALENDAR)

    assert (april.due_on, april.late_until) == (date(2026, 4, 30), date(2026, 5, 8))


@pytest.mark.parametrize(
    "cadence",
    [
        {},
        {"every": "daily", "by": "2026-01-01"},
        {"step": {"amount": 7, "unit": "days"}},
        {"by": "2026-01-01", "days": "working_days"},
        {"every": "daily", "limit": "some"},
    ],
)
def test_a_cadence_that_says_too_little_or_too_much_is_refused(cadence):
    with pytest.raises(ValidationError):
        Cadence.model_validate(cadence)


def cut(start: date, end: date, **cadence) -> list[tuple[str, str, str]]:
    found = cut_periods(Cadence.model_validate(cadence), start, end, CALENDAR)
    return [(f"{each.first:%m-%d}", f"{each.last:%m-%d}", f"{each.due_on:%m-%d}") for each in found]


def test_the_first_and_the_last_period_of_a_stretch_are_cut_to_it():
    # Thursday 12 March to Tuesday 24 March 2026.
    assert cut(date(2026, 3, 12), date(2026, 3, 24), every="weekly") == [
        ("03-12", "03-15", "03-15"),
        ("03-16", "03-22", "03-22"),
        ("03-23", "03-24", "03-24"),
    ]
    assert cut(date(2026, 3, 12), date(2026, 3, 14), every="half_monthly") == [("03-12", "03-14", "03-14")]
    assert cut(date(2026, 2, 12), date(2026, 2, 14), every="yearly") == [("02-12", "02-14", "02-14")]


def test_a_cut_week_without_a_working_day_owes_nothing():
    assert cut(date(2026, 2, 16), date(2026, 2, 24), every="weekly", days="working_days") == [
        ("02-23", "02-24", "02-24")
    ]
    every_day = cut(date(2026, 2, 13), date(2026, 2, 24), every="daily", days="working_days")
    assert [first for first, _, _ in every_day] == ["02-13", "02-14", "02-24"]
