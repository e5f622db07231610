import pytest

from sanze.foundation.sheets.fields import Field, Kind
from sanze.foundation.sheets.headings import confirmed, heading_key, propose

FIELDS = [
    Field("name", "单位名称", aliases=("企业名称", "公司名称"), required=True),
    Field("code", "统一社会信用代码", aliases=("信用代码",), required=True, kind=Kind.CODE),
    Field("head", "主要负责人"),
    Field("phone", "联系电话", aliases=("手机",)),
    Field("day", "成立日期", kind=Kind.DATE),
]


@pytest.mark.parametrize(
    "heading", ["单位名称*", " 单位 名称 ", "单位名称（必填）", "单位名称：", "单位名\n称"]
)
def test_ornaments_of_a_heading_do_not_matter(heading):
    assert heading_key(heading) == "单位名称"


def test_a_heading_that_is_all_brackets_keeps_its_text():
    assert heading_key("（备注）") == "(备注)"


def test_known_names_are_matched_surely():
    mapping = propose(["序号", "企业名称", "统一社会信用代码"], FIELDS)
    assert mapping.columns == {"name": 1, "code": 2}
    assert [match.confidence for match in mapping.matches] == [0.95, 1.0]
    assert mapping.certain
    assert mapping.missing == ()
    assert mapping.unused == ("序号",)


def test_likeness_is_proposed_with_less_confidence():
    mapping = propose(
        ["单位全称名称", "社会统一信用代码", "负责人", "负责人联系电话", "企业成立日期"], FIELDS
    )
    assert mapping.columns == {"name": 0, "code": 1, "head": 2, "phone": 3, "day": 4}
    assert not mapping.certain
    assert all(0.6 <= match.confidence < 0.95 for match in mapping.matches)


def test_a_heading_about_something_else_yields_to_the_one_that_ends_alike():
    mapping = propose(["主要负责人电话", "企业主要负责人"], [Field("head", "主要负责人")])
    assert mapping.columns == {"head": 1}


def test_no_column_is_used_twice_and_no_field_filled_twice():
    mapping = propose(["联系电话", "手机", "联系电话"], FIELDS)
    assert mapping.columns == {"phone": 0}
    assert mapping.missing == ("name", "code")


def test_strangers_match_nothing():
    assert propose(["天气", "", "x"], FIELDS).columns == {}


def test_the_users_choice_is_taken_as_it_is():
    mapping = confirmed({"name": 1, "code": 0}, ["甲", "乙", "丙"], FIELDS)
    assert mapping.columns == {"name": 1, "code": 0}
    assert mapping.certain
    assert mapping.unused == ("丙",)


@pytest.mark.parametrize("columns", [{"colour": 0}, {"name": 0, "code": 0}, {"name": 3}, {"name": -1}])
def test_a_choice_that_cannot_be_is_refused(columns):
    with pytest.raises(ValueError, match=r"field|column"):
        confirmed(columns, ["甲", "乙", "丙"], FIELDS)


def test_a_choice_list_without_choices_is_refused():
    with pytest.raises(ValueError, match="choices"):
        Field("x", "类别", kind=Kind.CHOICE)
