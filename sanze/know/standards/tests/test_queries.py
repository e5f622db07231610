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


def test_what_is_proposed_says_why_and_on_what_basis():
    found = queries.propose("安全阀根部阀关闭", "hazchem", TODAY, item_code="HC-09")

    assert found[0].code == "hazchem-15"
    assert found[0].reason == "描述中写到“安全阀”、“根部阀”，且检查项 HC-09 对应这一情形。"
    assert found[0].basis.endswith("第十五项")


def test_a_major_item_proposes_its_criterion_whatever_was_typed():
    found = queries.propose("见照片", "hazchem", TODAY, item_code="HC-09")

    assert [(each.code, each.words) for each in found] == [("hazchem-15", ())]
    assert found[0].reason == "检查项 HC-09 对应这一情形。"


def test_the_words_come_before_what_a_general_item_may_rise_to():
    rising = next(each for each in queries.items_for("crowded", TODAY) if each.severity == "general" and each.criteria)

    found = queries.propose("火灾自动报警系统瘫痪，喷淋无水", "crowded", TODAY, item_code=rising.code)

    assert found[0].code == "crowded-04"
    assert found[0].words
    assert set(rising.criteria) <= {each.code for each in found}


def test_an_item_no_longer_known_does_no_harm():
    assert queries.propose("见照片", "hazchem", TODAY, item_code="ZZ-01") == []


def test_criteria_of_a_unit_are_its_own_first_and_then_those_for_any():
    codes = [each.code for each in queries.criteria_for("hazchem", TODAY)]

    assert codes[0] == "hazchem-01"
    assert {code.partition("-")[0] for code in codes} == {"hazchem", "crowded", "special"}
    assert "coal-17" not in [each.code for each in queries.criteria_for("coal", TODAY)]


def test_a_criterion_is_cited_in_full():
    found = queries.criterion("coal-17")

    assert found.basis.startswith("《煤矿重大事故隐患判定标准（2020年）》（应急管理部令第4号）")
    assert found.in_force(date(2026, 6, 30))
    assert not found.in_force(TODAY)


def test_a_search_finds_every_kind_by_all_its_words():
    found = queries.search("燃气 占压", on=TODAY)

    assert "gas-07" in [each.code for each in found.criteria]
    assert all("占压" in each.text + each.measure for each in found.items)
    assert [each.id for each in queries.search("安全生产法", kind="instruments").instruments] == ["wsl-2021"]
    assert queries.search("安全生产法", kind="instruments").items == ()


def test_a_search_in_an_industry_finds_the_instruments_that_it_cites():
    ids = [each.id for each in queries.search("", "gas").instruments]

    assert "gas-criteria-2023" in ids
    assert "coal-code" not in ids


def test_the_lists_of_a_unit_without_an_area_ask_the_database_nothing():
    assert queries.items_for("coal", TODAY)[0].code == "CM-01"
    assert len(queries.items_for("coal", TODAY)) == 18 + 14 + 12
