from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanze.foundation.calendar.clocks import Clock, Pause, Unit
from sanze.foundation.calendar.workdays import WorkCalendar
from sanze.foundation.moment import SHANGHAI

CALENDAR = WorkCalendar()
DAY_CLOCK = Clock(Unit.CALENDAR_DAYS, 10)


def at(month, day, hour=9, minute=0):
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


def end_of(month, day):
    return datetime.combine(date(2026, month, day), time.max, SHANGHAI)


def test_hours_run_through_nights_and_holidays():
    assert Clock(Unit.HOURS, 24).due(at(9, 30, 17, 30), CALENDAR) == at(10, 1, 17, 30)


def test_calendar_days_are_counted_from_the_next_day_and_end_with_their_last():
    assert DAY_CLOCK.due(at(3, 2), CALENDAR) == end_of(3, 12)


def test_the_day_of_the_event_is_the_day_in_china():
    late = datetime(2026, 3, 1, 17, 0, tzinfo=UTC)
    assert DAY_CLOCK.due(late, CALENDAR) == end_of(3, 12)


def test_working_days_follow_the_arrangement():
    assert Clock(Unit.WORKING_DAYS, 5).due(at(9, 18), CALENDAR) == end_of(9, 24)


def test_a_last_day_on_a_holiday_moves_only_where_the_clock_says_so():
    assert Clock(Unit.CALENDAR_DAYS, 60).due(at(8, 3), CALENDAR) == end_of(10, 2)
    moving = Clock(Unit.CALENDAR_DAYS, 60, moves_off_holidays=True)
    assert moving.due(at(8, 3), CALENDAR) == end_of(10, 8)


def test_a_pause_in_hours_is_added_exactly():
    pauses = [Pause(at(3, 2, 12), at(3, 2, 15, 30), "鉴定")]
    assert Clock(Unit.HOURS, 24).due(at(3, 2), CALENDAR, pauses) == at(3, 3, 12, 30)


def test_of_a_pause_in_days_the_day_it_begins_counts_and_the_others_do_not():
    pauses = [Pause(at(3, 5), at(3, 8), "鉴定")]
    assert DAY_CLOCK.due(at(3, 2), CALENDAR, pauses) == end_of(3, 15)


def test_a_pause_within_one_day_changes_no_count_of_days():
    assert DAY_CLOCK.due(at(3, 2), CALENDAR, [Pause(at(3, 5, 8), at(3, 5, 18), "鉴定")]) == end_of(3, 12)


def test_overlapping_pauses_are_not_counted_twice():
    pauses = [Pause(at(3, 5), at(3, 8), "鉴定"), Pause(at(3, 6), at(3, 9), "听证")]
    assert DAY_CLOCK.due(at(3, 2), CALENDAR, pauses) == end_of(3, 16)


def test_pauses_in_working_days_skip_only_working_days():
    pauses = [Pause(at(9, 24), at(9, 28), "鉴定")]
    assert Clock(Unit.WORKING_DAYS, 5).due(at(9, 21), CALENDAR, pauses) == end_of(9, 30)


def test_a_pause_before_the_start_or_after_the_end_changes_nothing():
    pauses = [Pause(at(2, 1), at(2, 20), "鉴定"), Pause(at(4, 1), None, "鉴定")]
    for clock in (DAY_CLOCK, Clock(Unit.HOURS, 24), Clock(Unit.WORKING_DAYS, 5)):
        assert clock.due(at(3, 2), CALENDAR, pauses) == clock.due(at(3, 2), CALENDAR)


def test_a_pause_running_at_the_start_counts_from_the_start():
    assert Clock(Unit.HOURS, 2).due(at(3, 2), CALENDAR, [Pause(at(3, 1), at(3, 2, 12), "x")]) == at(3, 2, 14)


def test_an_open_pause_leaves_no_last_moment():
    pauses = [Pause(at(3, 5), None, "鉴定")]
    assert DAY_CLOCK.due(at(3, 2), CALENDAR, pauses) is None
    assert Clock(Unit.HOURS, 100).due(at(3, 2), CALENDAR, pauses) is None
    assert Clock(Unit.WORKING_DAYS, 5).due(at(3, 2), CALENDAR, pauses) is None
    assert not DAY_CLOCK.certain(at(3, 2), CALENDAR, pauses)


def test_an_open_pause_swallows_the_shorter_one_inside_it():
    pauses = [Pause(at(3, 5), None, "鉴定"), Pause(at(3, 6), at(3, 7), "听证")]
    assert DAY_CLOCK.due(at(3, 2), CALENDAR, pauses) is None


def test_working_days_into_an_unpublished_year_are_uncertain():
    assert Clock(Unit.WORKING_DAYS, 5).certain(at(12, 1), CALENDAR)
    assert not Clock(Unit.WORKING_DAYS, 5).certain(at(12, 30), CALENDAR)
    assert Clock(Unit.CALENDAR_DAYS, 5).certain(at(12, 30), CALENDAR)
    assert not Clock(Unit.CALENDAR_DAYS, 5, moves_off_holidays=True).certain(at(12, 30), CALENDAR)


def test_a_clock_reads_as_chinese():
    assert [str(Clock(unit, 15)) for unit in Unit] == ["15小时", "15日", "15个工作日"]


def test_a_unit_may_come_as_its_word():
    assert Clock("hours", 2) == Clock(Unit.HOURS, 2)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Clock(Unit.HOURS, 0),
        lambda: Clock("weeks", 1),
        lambda: Clock(Unit.HOURS, 1, moves_off_holidays=True),
        lambda: Clock(Unit.HOURS, 1).due(datetime(2026, 1, 1), CALENDAR),
        lambda: Pause(at(3, 2), at(3, 1), "鉴定"),
        lambda: Pause(at(3, 2), None, " "),
        lambda: Pause(datetime(2026, 1, 1), None, "鉴定"),
    ],
)
def test_a_clock_or_pause_that_makes_no_sense_is_refused(make):
    with pytest.raises(ValueError, match=r"clock|pause|valid Unit"):
        make()


@given(
    st.sampled_from(list(Unit)),
    st.integers(1, 60),
    st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 400)), max_size=4),
)
def test_a_pause_never_brings_the_end_forward(unit, amount, hours):
    clock = Clock(unit, amount)
    start = at(3, 2)
    pauses = [
        Pause(start + timedelta(hours=begin), start + timedelta(hours=begin + length), "鉴定")
        for begin, length in hours
    ]
    assert clock.due(start, CALENDAR, pauses) >= clock.due(start, CALENDAR)
