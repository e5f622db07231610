from sanze.know.committees import rules


def test_lines_that_say_nothing_are_left_out():
    assert rules.lines_of(" 一\n\n 二 \n") == ["一", "二"]


def test_roles_that_nobody_holds_are_named():
    assert rules.lacking([("chair", "主任"), ("office", "办公室主任")], ["chair"]) == ["办公室主任"]
