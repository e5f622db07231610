"""Spans of days as people write them."""

from datetime import date

import pytest

from sanze.foundation.ledgers.filters import days_of


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-01-01 至 2026-03-31", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026-01-01", date(2026, 1, 1), date(2026, 1, 1)),
    ],
)
def test_a_span_is_read(text, first, last):
    assert days_of(text) == (first, last)


@pytest.mark.parametrize(
    "text", ["昨天", "2026-02-30", "2026-03-01 至 2026-01-01", "2026-01-01 至 2026-01-02 至 2026-01-03"]
)
def test_what_is_no_span_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        days_of(text)
