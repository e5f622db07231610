from datetime import date
from decimal import Decimal

from sanze.foundation.sheets.fields import Field, Kind
from sanze.foundation.sheets.headings import propose
from sanze.foundation.sheets.read import Row, Table, read_table
from sanze.foundation.sheets.rows import RowProblem, parse
from sanze.foundation.sheets.tests.workbooks import sheet_of

FIELDS = [
    Field("name", "名称", required=True, max_length=6),
    Field(
        "code", "编码", kind=Kind.CODE, unique=True, check=lambda code: None if len(code) == 4 else "应为4位"
    ),
    Field("kind", "类别", kind=Kind.CHOICE, choices={"一类": 1, "二类（B）": 2}),
    Field("people", "人数", kind=Kind.INTEGER, minimum=0, maximum=100),
    Field("area", "面积", kind=Kind.DECIMAL),
    Field("since", "日期", kind=Kind.DATE, maximum=date(2026, 12, 31)),
    Field("open", "营业", kind=Kind.BOOLEAN),
    Field("remark", "备注"),
]
HEADINGS = ("名称", "编码", "类别", "人数", "面积", "日期", "营业")


def parsed(*rows):
    table = Table("a.xlsx", "甲", HEADINGS, [Row(number, row) for number, row in enumerate(rows, start=2)])
    return parse(table, propose(HEADINGS, FIELDS), FIELDS)


def test_a_good_row_becomes_plain_values():
    result = parsed([" 甲厂 ", "００１２", "二类(b)", 12.0, "1,200.50", "2026年1月3日", "是"])
    assert result.problems == []
    assert result.good[0].number == 2
    assert result.good[0].values == {
        "name": "甲厂",
        "code": "0012",
        "kind": 2,
        "people": 12,
        "area": Decimal("1200.50"),
        "since": date(2026, 1, 3),
        "open": True,
        "remark": "",
    }


def test_blank_cells_that_are_not_required_are_empty():
    result = parsed(["甲厂", "", None, "　", "", "", ""])
    assert result.good[0].values == {
        "name": "甲厂",
        "code": "",
        "kind": None,
        "people": None,
        "area": None,
        "since": None,
        "open": None,
        "remark": "",
    }


def test_every_bad_cell_is_told_with_row_column_value_and_sentence():
    result = parsed(
        ["", "12", "三类", 101, "多", "2027-01-01", "或许"],
        ["名称超过六个字了", "0001", "一类", -1, 1, "", "是"],
    )
    assert result.good == []
    assert result.problems == [
        RowProblem(2, "名称", "", "必填，不能为空"),
        RowProblem(2, "编码", "12", "应为4位"),
        RowProblem(2, "类别", "三类", "只能填：一类、二类（B）"),
        RowProblem(2, "人数", "101", "不能大于 100"),
        RowProblem(2, "面积", "多", "应填数字，不带单位和文字"),
        RowProblem(2, "日期", "2027-01-01", "不能大于 2026-12-31"),
        RowProblem(2, "营业", "或许", "应填“是”或“否”"),
        RowProblem(3, "名称", "名称超过六个字了", "最多 6 个字，现有 8 个"),
        RowProblem(3, "人数", "-1", "不能小于 0"),
    ]


def test_good_rows_pass_beside_bad_ones():
    result = parsed(["甲", "0001"], ["", "0002"], ["乙", "0003"])
    assert [row.number for row in result.good] == [2, 4]


def test_a_value_that_must_be_unique_is_told_at_its_second_row():
    result = parsed(["甲", "0001"], ["乙", "0001"], ["丙", ""], ["丁", ""])
    assert result.problems == [RowProblem(3, "编码", "0001", "与第 2 行重复")]
    assert [row.number for row in result.good] == [2, 4, 5]


def test_a_long_value_is_shown_shortened():
    result = parsed(["很" * 500])
    assert result.problems[0].value == "很" * 60 + "…"


def test_a_required_field_without_a_column_is_told_in_every_row():
    table = Table("a.csv", "", ("编码",), [Row(2, ["0001"])])
    assert parse(table, propose(("编码",), FIELDS), FIELDS).problems == [
        RowProblem(2, "名称", "", "必填，不能为空")
    ]


def test_from_file_to_values():
    content = sheet_of([["一览表"], ["名称*", "编码", "人数"], ["甲", 1234, 5], ["乙", "１２３５", "六"]])
    table = read_table(content, "a.xlsx", [name for field in FIELDS for name in field.headings])
    result = parse(table, propose(table.headings, FIELDS), FIELDS)
    assert [row.values["code"] for row in result.good] == ["1234"]
    assert result.problems == [RowProblem(4, "人数", "六", "应填数字，不带单位和文字")]
