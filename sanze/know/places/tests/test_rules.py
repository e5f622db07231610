from sanze.know.places import rules


def test_a_place_is_divided_into_positions_and_these_into_links():
    assert [rules.level_below(each) for each in ("place", "position", "link")] == ["position", "link", ""]


def test_names_of_a_path_are_compared_without_blanks():
    assert rules.path_key(" 一号 车间 ", "", "配电柜") == ("一号车间", "配电柜")
