from sanze.know.villages import rules
from sanze.know.villages.states import CREATION


def test_half_is_half_and_not_by_rounding():
    assert [rules.share(199, 400), rules.share(200, 400), rules.share(0, 0)] == [49, 50, 0]


def test_people_are_read_line_by_line():
    assert rules.people_of("李四 安全员\n\n王五\n") == [["李四", "安全员"], ["王五", "成员"]]


def test_what_is_named_can_only_lose_its_name():
    assert CREATION.steps_from("awarded") == ["withdraw"]
    assert CREATION.steps_from("assessed") == ["review", "send_back"]
