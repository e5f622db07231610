from datetime import date

from sanze.know.teams import rules


def test_a_share_is_never_reached_by_rounding():
    assert [rules.share(2, 3), rules.share(0, 0), rules.share(3, 3)] == [66, 0, 100]


def test_what_is_missing_is_told_in_its_order():
    assert rules.missing_of(["组长", "通风", "机电"], ["机电"]) == ["组长", "通风"]


def test_quarters_end_inside_a_span_over_the_turn_of_a_year():
    assert rules.quarter_ends(date(2026, 8, 1), date(2027, 3, 31)) == [
        date(2026, 9, 30),
        date(2026, 12, 31),
        date(2027, 3, 31),
    ]
    assert rules.quarter_ends(date(2026, 8, 1), date(2026, 9, 29)) == []
