"""What the library answers: shipped content merged with the county's own."""

from datetime import date

import pytest

from sanze.know.standards import queries

TODAY = date(2026, 11, 24)


def test_a_shipped_item_comes_with_limit_basis_and_criteria():
    found = queries.item("HC-09", TODAY)

    assert (found.severity_name, found.limit, found.own) == ("重大", "当场", False)
    assert "安监总管三〔2017〕121号）第十五项" in found.basis
    assert found.criteria == ("hazchem-15",)


def test_bases_follow_the_day():
    assert "2020年" in queries.item("CM-01", date(2026, 6, 30)).basis
    assert "2026年修订" in queries.item("CM-01", date(2026, 7, 1)).basis


def test_an_unknown_code_is_an_error():
    for code in ("CM-99", ""):
        with pytest.raises(KeyError):
            queries.item(code, TODAY)
    with pytest.raises(KeyError):
        queries.criterion("coal-99")
