"""Numbers of areas below an area."""

import pytest

from sanze.know.jurisdictions.rules import free_code


def test_the_next_number_follows_the_highest_ever_given():
    assert free_code("149981101", []) == "149981101001"
    assert free_code("149981101", ["149981101201", "149981101003"]) == "149981101202"


def test_only_codes_of_the_next_level_below_this_area_count():
    taken = ["149981101", "149981102005", "149981101001009", "149981101002"]

    assert free_code("149981101", taken) == "149981101003"


def test_a_wished_number_is_given_while_it_is_free():
    assert free_code("149981101", ["149981101202"], wish="201") == "149981101201"
    assert free_code("149981101", ["149981101201"], wish="201") == "149981101202"


def test_after_999_the_lowest_free_number_is_given_and_then_none():
    assert free_code("1", ["1999", "1001"]) == "1002"
    with pytest.raises(LookupError):
        free_code("1", [f"1{number:03d}" for number in range(1, 1000)])
