"""What changes from one regime to the next, in the words of the office."""

from sanze.foundation.regime.comparing import Turn, differences
from sanze.foundation.regime.reading import packaged, read
from sanze.foundation.regime.tests.small import DUTY, HEAD, small


def told(before, after) -> list[str]:
    return [str(each) for each in differences(before, after)]


def test_equal_regimes_differ_in_nothing():
    assert told(small(), small()) == []


def test_a_changed_cadence_is_told_as_a_person_says_it():
    after = small(duty=DUTY.replace("every: daily, days: working_days", "every: weekly"))

    assert told(small(), after) == ["职责 变更 daily 每日巡查（频次：每日一次（工作日） → 每周一次）"]


def test_a_new_and_a_dropped_duty_are_told():
    after = small(duty=DUTY.replace("id: daily", "id: patrol"))

    assert [(each.name, each.turn) for each in differences(small(), after)] == [
        ("daily", Turn.REMOVED),
        ("patrol", Turn.ADDED),
    ]


def test_powers_are_told_one_by_one():
    after = small(HEAD.replace("[regime.read]", "[regime.enforce]"))

    assert told(small(), after) == ["岗位类别 变更 warden 网格员（权力：regime.read → regime.enforce）"]


def test_limits_lists_and_the_head_are_told():
    head = HEAD.replace("value: 2,", "value: 3,").replace("[coal, hazchem]", "[coal]")
    head = head.replace("issuer: 小城", "issuer: 大城")

    assert told(small(), small(head)) == [
        "限值 变更 grade 定级期限（数值：2 → 3）",
        "清单 变更 some coal（各项：hazchem → （空））",
        "制度 变更 small-1 小城意见（发文机关：小城 → 大城）",
    ]


def test_the_order_of_a_list_is_a_change_too():
    after = small(HEAD.replace("[coal, hazchem]", "[hazchem, coal]"))

    assert told(small(), after) == ["清单 变更 some hazchem、coal（各项的次序：coal、hazchem → hazchem、coal）"]


def test_a_changed_clause_is_told():
    after = small(HEAD.replace("各村每日巡查一次。", "各村每周巡查一次。"))

    assert told(small(), after) == ["条款 变更 1.1 各村每周巡查一次。（内容：各村每日巡查一次。 → 各村每周巡查一次。）"]


def test_two_cities_share_next_to_nothing():
    found = differences(read(packaged("yunhe-2026")), read(packaged("linhai-2027")))

    assert {"条款", "职责", "目标", "重点时段", "限值", "岗位类别", "制度"} <= {each.part for each in found}
