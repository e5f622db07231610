import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest

from sanze.foundation.sheets import write
from sanze.foundation.sheets.fields import Field, Kind
from sanze.foundation.sheets.headings import propose
from sanze.foundation.sheets.read import read_table
from sanze.foundation.sheets.rows import parse
from sanze.foundation.sheets.template import write_problems, write_template
from sanze.foundation.sheets.tests.workbooks import sheet_of
from sanze.foundation.sheets.write import Column, sheet_name, write_csv, write_table

HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("x","y")', "=cmd|'/c calc'!A0", "＝1+1"]


def workbook(columns, rows, **words):
    target = io.BytesIO()
    count = write_table(target, columns, rows, **words)
    return openpyxl.load_workbook(io.BytesIO(target.getvalue())), target.getvalue(), count


def test_no_text_becomes_a_formula():
    book, raw, _ = workbook(
        [Column("=A1"), Column("号", Kind.CODE)], [[text, text] for text in HOSTILE], title="=B1"
    )
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [row[0] for row in book.active.iter_rows(min_row=3, values_only=True)] == HOSTILE
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(raw)).read("xl/worksheets/sheet1.xml")


def test_no_text_becomes_a_formula_in_a_text_table():
    target = io.BytesIO()
    assert write_csv(target, [Column("甲"), Column("数")], [[text, -5] for text in HOSTILE]) == len(HOSTILE)
    lines = target.getvalue().decode("utf-8-sig").splitlines()
    assert lines[0] == "甲,数"
    assert all(line.startswith(("'", "\"'")) for line in lines[1:])
    assert lines[1] == "'=1+1,-5"
    assert target.getvalue().startswith(b"\xef\xbb\xbf")


def test_values_are_written_as_what_they_are():
    columns = [
        Column(kind.value, kind)
        for kind in (Kind.CODE, Kind.INTEGER, Kind.DECIMAL, Kind.DATE, Kind.TEXT, Kind.TEXT)
    ]
    moment = datetime(2026, 1, 3, 8, 30, tzinfo=UTC)
    book, _, count = workbook(
        columns,
        [["00123", 12, Decimal("1.5"), date(2026, 1, 3), moment, True], [None, "", None, None, "", False]],
    )
    sheet = book.active
    assert count == 2
    assert [cell.value for cell in sheet[2]] == [
        "00123",
        12,
        1.5,
        datetime(2026, 1, 3),
        datetime(2026, 1, 3, 16, 30),
        "是",
    ]
    assert sheet["A2"].number_format == "@"
    assert sheet["D2"].number_format == "yyyy-mm-dd"
    assert [cell.value for cell in sheet[3]] == [None, None, None, None, None, "否"]


def test_a_number_too_long_for_a_cell_stays_whole_as_text():
    book, _, _ = workbook([Column("号", Kind.CODE)], [[110105194912310021], [float("nan")], [float("inf")]])
    assert [row[0] for row in book.active.iter_rows(min_row=2, values_only=True)] == [
        "110105194912310021",
        "nan",
        "inf",
    ]


def test_characters_that_no_sheet_can_hold_are_left_out_and_long_texts_cut():
    book, _, _ = workbook([Column("文")], [["甲\x00\x0b乙\ud800"], ["长" * 40_000]])
    values = [row[0] for row in book.active.iter_rows(min_row=2, values_only=True)]
    assert values[0] == "甲乙"
    assert values[1] == "长" * 32_766 + "…"


def test_the_sheet_is_ready_to_print():
    book, _, _ = workbook(
        [Column("甲", width=30), Column("乙")], [["1", "2"]], title="企业台账", note="截至2026年1月3日"
    )
    sheet = book.active
    assert sheet.title == "企业台账"
    assert sheet["A1"].value == "企业台账"
    assert sheet["A2"].value == "截至2026年1月3日"
    assert sheet.freeze_panes == "A4"
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert {str(each) for each in sheet.merged_cells.ranges} == {"A1:B1", "A2:B2"}
    assert round(sheet.column_dimensions["A"].width) == 31


def test_more_rows_than_a_sheet_holds_go_on_on_the_next(monkeypatch):
    monkeypatch.setattr(write, "MAX_SHEET_ROWS", 3)
    book, _, count = workbook([Column("甲")], [[str(number)] for number in range(7)], title="台账")
    assert count == 7
    assert book.sheetnames == ["台账", "台账（2）", "台账（3）"]
    values = [row[0] for sheet in book for row in sheet.iter_rows(min_row=3, values_only=True)]
    assert values == [str(number) for number in range(7)]


def test_an_empty_table_has_its_headings():
    book, _, count = workbook([Column("甲")], [])
    assert count == 0
    assert book.active["A1"].value == "甲"


def test_a_row_of_another_width_is_a_mistake_of_the_programmer():
    with pytest.raises(ValueError, match="zip"):
        workbook([Column("甲")], [["1", "2"]])


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("东镇[企业]台账*?/\\:", "东镇企业台账"),
        ("'x'", "x"),
        ("", "数据"),
        ("长" * 50, "长" * 31),
        ("[]", "数据"),
    ],
)
def test_sheet_names_are_made_acceptable(title, name):
    assert sheet_name(title) == name


FIELDS = [
    Field("name", "名称", required=True, max_length=20),
    Field(
        "kind",
        "类别",
        kind=Kind.CHOICE,
        choices={f"第{number}类生产经营单位": number for number in range(60)},
    ),
    Field("code", "编码", kind=Kind.CODE, hint="18位"),
    Field("open", "营业", kind=Kind.BOOLEAN),
]


def test_a_template_offers_its_choices_and_can_be_read_back():
    target = io.BytesIO()
    write_template(
        target,
        FIELDS,
        title="企业导入模板",
        notes=["=不要改动表头"],
        rows=[["甲", "第3类生产经营单位", "0012", True]],
    )
    book = openpyxl.load_workbook(io.BytesIO(target.getvalue()))
    sheet = book["企业导入模板"]
    rules = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert rules == {"B3:B5002": "选项!$A$1:$A$60", "D3:D5002": "选项!$B$1:$B$2"}
    assert book["选项"].sheet_state == "hidden"
    assert book["选项"]["A60"].value == "第59类生产经营单位"
    assert sheet.column_dimensions["C"].number_format == "@"
    assert [cell.value for cell in book["填写说明"][3]] == ["名称", "是", "文字；最多20个字"]

    table = read_table(target.getvalue(), "x.xlsx", [field.label for field in FIELDS])
    result = parse(table, propose(table.headings, FIELDS), FIELDS)
    assert table.headings == ("名称*", "类别", "编码", "营业")
    assert [row.values for row in result.good] == [{"name": "甲", "kind": 3, "code": "0012", "open": True}]


def test_bad_rows_come_back_with_their_reasons_and_can_be_sent_in_again():
    content = sheet_of(
        [["名称", "类别", "编码"], ["甲", "第1类生产经营单位", "1"], ["", "第99类", "=1+1"], ["乙", "", "2"]]
    )
    table = read_table(content, "a.xlsx", ["名称"])
    mapping = propose(table.headings, FIELDS)
    target = io.BytesIO()
    assert write_problems(target, table, parse(table, mapping, FIELDS).problems) == 1

    again = read_table(target.getvalue(), "b.xlsx", [field.label for field in FIELDS])
    assert again.headings == ("原行号", "问题说明", "名称", "类别", "编码")
    cells = again.rows[0].cells
    assert cells[0] == 3
    assert "名称：必填，不能为空；类别：只能填" in cells[1]
    assert cells[2:4] == ["", "第99类"]
    assert propose(again.headings, FIELDS).columns == {"name": 2, "kind": 3, "code": 4}
