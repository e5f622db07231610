"""Grades, days, deadlines and hands, without a database."""

from datetime import date

import pytest

from sanze.perform.dangers import rules
from sanze.perform.dangers.rules import Hand
from sanze.perform.dangers.states import EXTENDING, LOOP

DAY, NEXT = date(2026, 3, 2), date(2026, 3, 3)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Hand(1, 7), Hand(2, 8), False),
        (Hand(1, 7), Hand(1, 8), True),
        (Hand(1, 7), Hand(2, 7), True),
        (Hand(None, 0), Hand(None, 0), False),
        (Hand(1, 7), Hand(None, None), False),
    ],
)
def test_one_hand_is_the_same_person_or_the_same_post(one, other, same):
    assert rules.same_hand(one, other) is same


@pytest.mark.parametrize(
    ("before", "major", "suspected", "lower"),
    [
        (None, False, False, False),
        (None, False, True, True),
        (None, True, True, False),
        (True, False, False, True),
        (False, False, True, False),
        (False, True, False, False),
    ],
)
def test_a_grade_is_lower_than_the_one_before_or_than_the_suspicion(before, major, suspected, lower):
    assert rules.lowers(before, major, suspected=suspected) is lower


def test_a_day_is_neither_to_come_nor_before_its_cause():
    assert rules.day_fault(DAY, not_before=DAY, today=DAY) == ""
    assert rules.day_fault(NEXT, not_before=None, today=DAY) == "2026-03-03 还没有到"
    assert rules.day_fault(DAY, not_before=NEXT, today=NEXT) == "2026-03-02 早于 2026-03-03"


def test_a_deadline_lies_between_its_beginning_and_its_limit():
    assert rules.deadline_fault(DAY, begins=DAY, latest=NEXT) == ""
    assert rules.deadline_fault(NEXT, begins=DAY, latest=NEXT) == ""
    assert rules.deadline_fault(DAY, begins=NEXT, latest=NEXT) == "2026-03-02 早于起算日 2026-03-03"
    assert rules.deadline_fault(NEXT, begins=DAY, latest=DAY) == "最迟可定为 2026-03-02"


def test_everything_that_a_major_danger_lacks_is_named_at_once():
    lacking = rules.closing_faults(
        major=True, listed=True, authority_reported=False, congress_reported=False, plan_missing=True
    )
    assert len(lacking) == 4


def test_a_general_danger_lacks_none_of_it():
    assert not rules.closing_faults(
        major=False, listed=False, authority_reported=False, congress_reported=False, plan_missing=True
    )


def test_only_closing_and_dismissing_end_the_loop():
    assert LOOP.final == {"closed", "dismissed"}
    assert LOOP.steps_from("dismissed") == []
    assert LOOP.steps_from("closed") == ["reopen"]
    assert LOOP.steps_from("ordered") == ["grade", "extend", "rectify"]


def test_the_loop_draws_itself():
    drawing = LOOP.mermaid()
    assert "rectified --> closed: close" in drawing
    assert "reported --> graded: grade" in drawing
    assert "asked --> lapsed: lapse" in EXTENDING.mermaid()
