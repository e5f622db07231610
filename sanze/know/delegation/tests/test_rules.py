from datetime import date

from sanze.know.delegation import rules


def test_a_matter_that_holds_a_forbidden_word_is_named_with_the_word():
    found = rules.forbidden_words(["现场检查", "查封施工设备"], ["查封", "扣押"])

    assert found == [("查封施工设备", "查封")]


def test_an_entrustment_is_published_first_and_ends_after_it_begins():
    day = date(2026, 3, 1)

    assert rules.span_fault(day, day, day, 30) == ""
    assert rules.span_fault(day, day, date(2026, 2, 28), 30) == "截止日期早于起始日期"
    assert "先公布后生效" in rules.span_fault(date(2026, 3, 2), day, date(2026, 3, 9), 30)
    assert rules.span_fault(day, day, date(2026, 3, 30), 30) == ""
    assert rules.span_fault(day, day, date(2026, 3, 31), 30) == "委托期限最长 30 天"


def test_the_standing_of_an_entrustment_is_a_question_of_the_day():
    def on(day: date, revoked: bool = False) -> str:
        return rules.standing(
            revoked=revoked, valid_from=date(2026, 3, 1), valid_to=date(2026, 6, 30), on=day, soon_days=30
        )

    assert on(date(2026, 2, 28)) == "未生效"
    assert on(date(2026, 3, 1)) == "有效"
    assert on(date(2026, 5, 31)) == "有效"
    assert on(date(2026, 6, 1)) == "即将到期"
    assert on(date(2026, 6, 30)) == "即将到期"
    assert on(date(2026, 7, 1)) == "已到期"
    assert on(date(2026, 5, 1), revoked=True) == "已撤回"
