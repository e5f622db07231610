"""Quiet hours over midnight, waits between tries, addresses as they are shown."""

from datetime import datetime, timedelta

import pytest

from sanze.foundation.moment import SHANGHAI
from sanze.foundation.notices import rules


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("moment", "quiet", "free"),
    [
        ("2026-12-31T21:29", False, "2026-12-31T21:29"),
        ("2026-12-31T21:30", True, "2027-01-01T07:00"),
        ("2026-12-31T23:59", True, "2027-01-01T07:00"),
        ("2027-01-01T00:00", True, "2027-01-01T07:00"),
        ("2027-01-01T06:59", True, "2027-01-01T07:00"),
        ("2027-01-01T07:00", False, "2027-01-01T07:00"),
    ],
)
def test_quiet_hours_run_over_midnight_and_new_year(moment, quiet, free):
    assert rules.is_quiet(at(moment), "21:30", "07:00") is quiet
    assert rules.end_of_quiet(at(moment), "21:30", "07:00") == at(free)


def test_quiet_hours_may_lie_within_a_day_or_be_none():
    assert rules.is_quiet(at("2026-03-02T12:30"), "12:00", "14:00")
    assert rules.end_of_quiet(at("2026-03-02T12:30"), "12:00", "14:00") == at("2026-03-02T14:00")
    assert not rules.is_quiet(at("2026-03-02T12:30"), "12:00", "12:00")


def test_the_waits_grow_and_end():
    waits = [rules.next_wait(tries) for tries in range(1, 7)]

    assert waits[:-1] == sorted(waits[:-1])
    assert waits[0] == timedelta(minutes=1)
    assert waits[-1] is None


@pytest.mark.parametrize(
    ("address", "shown"),
    [("13812345678", "138****5678"), ("liqiang@yunhe.example", "l***@yunhe.example"), ("110", "****"), ("", "")],
)
def test_addresses_are_masked(address, shown):
    assert rules.masked_address(address) == shown


def test_a_text_is_cut_between_characters():
    cut = rules.cut_to_bytes("隐患" * 100, 20)

    assert cut == "隐患隐患隐…"
    assert len(cut.encode()) <= 20
    assert rules.cut_to_bytes("短", 20) == "短"
