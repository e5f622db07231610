import time
from datetime import date, datetime

import pytest

from sanze.foundation.sheets.read import read_table
from sanze.foundation.sheets.refusals import UnreadableSheet
from sanze.foundation.sheets.tests.workbooks import (
    archive,
    ods,
    ods_of,
    sheet_of,
    with_sheet_xml,
    xls,
    xlsx,
)

KNOWN = ("名称", "电话", "地址")


def sentence_of(content, filename="x.xlsx"):
    with pytest.raises(UnreadableSheet) as refusal:
        read_table(content, filename, KNOWN)
    return str(refusal.value)


def test_a_plain_sheet():
    table = read_table(sheet_of([["名称", "电话"], ["甲", 13800000000], [], ["乙", "0359"]]), "a.xlsx")
    assert table.headings == ("名称", "电话")
    assert [(row.number, list(row.cells)) for row in table.rows] == [
        (2, ["甲", 13800000000.0]),
        (4, ["乙", "0359"]),
    ]
    assert table.sheet == "Sheet1"
    assert table.problems == ()


def test_a_file_is_read_from_its_path(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(sheet_of([["名称"], ["甲"]]))
    assert read_table(path, "a.xlsx").rows[0].cells == ["甲"]


def test_titles_and_notes_above_the_headings_are_passed_over():
    rows = [
        ["东镇企业一览表", "", ""],
        ["填表日期：2026年1月3日"],
        ["名 称*", "电话（手机）", "地址"],
        ["甲", "1", "东街"],
    ]
    table = read_table(sheet_of(rows), "a.xlsx", KNOWN)
    assert table.headings == ("名 称*", "电话（手机）", "地址")
    assert [row.number for row in table.rows] == [4]


def test_headings_are_found_without_known_names_too():
    table = read_table(sheet_of([["一览表"], [], ["甲列", "乙列"], ["1", "2"]]), "a.xlsx")
    assert table.headings == ("甲列", "乙列")


def test_a_table_that_does_not_begin_in_the_corner_keeps_its_row_numbers():
    table = read_table(sheet_of([[], [], ["", "", "名称", "电话"], ["", "", "甲", "1"]]), "a.xlsx", KNOWN)
    assert table.headings == ("名称", "电话")
    assert table.rows[0] == (4, ["甲", "1"])


def test_headings_merged_over_two_rows_give_the_lowest_text():
    def fill(workbook):
        sheet = workbook.add_worksheet()
        sheet.merge_range("A1:E1", "一览表")
        sheet.merge_range("A2:A3", "名称")
        sheet.merge_range("B2:C2", "负责人")
        sheet.merge_range("D2:E2", "安全员")
        sheet.write_row("B3", ["姓名", "电话", "姓名", "电话"])
        sheet.write_row("A4", ["甲", "王", "1", "李", "2"])

    table = read_table(xlsx(fill), "a.xlsx", KNOWN)
    assert table.headings == ("名称", "负责人姓名", "负责人电话", "安全员姓名", "安全员电话")
    assert table.rows == [(4, ["甲", "王", "1", "李", "2"])]


def test_upright_merged_cells_fill_every_row_they_span():
    def fill(workbook):
        sheet = workbook.add_worksheet()
        sheet.write_row("A1", ["地址", "名称"])
        sheet.merge_range("A2:A4", "东镇")
        sheet.write_column("B2", ["甲", "乙", "丙", "丁"])

    table = read_table(xlsx(fill), "a.xlsx", KNOWN)
    assert [row.cells for row in table.rows] == [["东镇", "甲"], ["东镇", "乙"], ["东镇", "丙"], ["", "丁"]]
    assert "合并" in table.problems[0]


def test_dates_and_errors_of_formulas():
    def fill(workbook):
        sheet = workbook.add_worksheet()
        sheet.write_row("A1", ["名称", "日期", "时刻", "比例"])
        sheet.write_datetime("B2", datetime(2026, 1, 3), workbook.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_datetime(
            "C2", datetime(2026, 1, 3, 8, 30), workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        )
        sheet.write_formula("D2", "=1/0", None, "#DIV/0!")

    table = read_table(xlsx(fill), "a.xlsx", KNOWN)
    assert table.rows[0].cells == ["", date(2026, 1, 3), datetime(2026, 1, 3, 8, 30), ""]


def test_the_visible_sheet_that_knows_the_headings_is_chosen():
    def fill(workbook):
        workbook.add_worksheet("说明").write("A1", "请先看说明")
        sheet = workbook.add_worksheet("企业")
        sheet.write_row("A1", ["名称", "电话"])
        sheet.write_row("A2", ["甲", "1"])
        hidden = workbook.add_worksheet("选项")
        hidden.write_row("A1", ["名称", "电话", "地址"])
        hidden.hide()

    table = read_table(xlsx(fill), "a.xlsx", KNOWN)
    assert table.sheet == "企业"
    assert table.problems == ("只读取了工作表“企业”，没有读取：说明",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";", "，"])
def test_text_tables_in_every_usual_encoding_and_separator(encoding, mark):
    text = f"名称{mark}电话\r\n㐂记{mark}00123\r\n"
    table = read_table(text.encode(encoding), "a.csv", KNOWN)
    assert table.headings == ("名称", "电话")
    assert table.rows == [(2, ["㐂记", "00123"])]


def test_a_text_table_keeps_quoted_separators_and_codes_written_as_formulas():
    table = read_table('名称,电话\n"甲,乙","=""0123"""\n'.encode(), "a.csv")
    assert table.rows[0].cells == ["甲,乙", "0123"]


def test_old_excel_files():
    table = read_table(xls([["名称", "电话"], ["甲", 13800000000.0]]), "a.xls", KNOWN)
    assert table.headings == ("名称", "电话")
    assert table.rows == [(2, ["甲", 13800000000.0])]


def test_open_document_sheets():
    table = read_table(ods([["名称", "电话"], ["甲", "1"]]), "a.ods", KNOWN)
    assert table.rows == [(2, ["甲", "1"])]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "空的"),
        (b" \r\n\r\n", "空的"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "图片"),
        (b"%PDF-1.7", "PDF"),
        (b"MZ\x90\x00", "程序"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (archive({"a.xlsx": b"x"}), "压缩包"),
        (archive({"word/document.xml": b"<x/>", "[Content_Types].xml": b""}), "Word"),
        (archive({"xl/workbook.bin": b"x", "[Content_Types].xml": b""}), "xlsb"),
        (archive({"xl/workbook.xml": b"<x", "[Content_Types].xml": b"<"}), "已损坏"),
        (sheet_of([["名称"], ["甲"]])[:300], "已损坏"),
        ("<html><table><tr><td>名称</td></tr></table></html>".encode(), "网页"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "网页"),
        (b"\x00\x01\x02\x03" * 50, "无法识别"),
        ("名称\n".encode() + b"\xff\xff\xff", "编码"),
        ('名称,电话\n"'.encode() + b"a" * 200_000, "引号"),
        (sheet_of([[]]), "没有内容"),
        (b",,,\n,,,\n", "没有内容"),
        (sheet_of([["名称", "电话"]]), "没有数据行"),
        (sheet_of([["名称"] * 200, ["甲"] * 200]), "200 列"),
        ((",".join(["名称"] * 200) + "\n").encode(), "200 列"),
        (("名称\n" + "甲\n" * 200_020).encode(), "200000 行"),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do(content, word):
    assert word in sentence_of(content)


def test_too_many_sheets_are_refused():
    def fill(workbook):
        for _ in range(51):
            workbook.add_worksheet()

    assert "51 个工作表" in sentence_of(xlsx(fill))


def test_a_file_over_the_limit_is_refused(tmp_path):
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.write("名称\n".encode())
        file.truncate(60 * 2**20)
    assert "50 MB" in sentence_of(path)


def test_an_archive_packed_to_explode_is_not_opened():
    assert "庞大" in sentence_of(archive({"xl/workbook.xml": bytes(40 * 2**20), "[Content_Types].xml": b""}))


def test_an_archive_of_too_many_members_is_not_opened():
    assert "庞大" in sentence_of(archive({f"xl/{number}": b"" for number in range(2100)}))


def test_a_locked_archive_is_told_to_be_unlocked():
    content = bytearray(archive({"xl/workbook.xml": b"<x/>"}))
    directory = content.index(b"PK\x01\x02")
    content[directory + 8] |= 1
    assert "密码" in sentence_of(bytes(content))


def test_a_cell_in_the_last_corner_does_not_take_the_server_down():
    def fill(workbook):
        sheet = workbook.add_worksheet()
        sheet.write("A1", "名称")
        sheet.write("XFD1048576", "甲")

    started = time.monotonic()
    assert "范围异常大" in sentence_of(xlsx(fill))
    assert time.monotonic() - started < 20


def test_a_stray_cell_far_below_is_told():
    def fill(workbook):
        sheet = workbook.add_worksheet()
        sheet.write("A1", "名称")
        sheet.write("A1048576", "甲")

    assert "1048576 行" in sentence_of(xlsx(fill))


def test_repeated_cells_of_an_open_document_are_repeated():
    cell = (
        '<table:table-cell table:number-columns-repeated="2" office:value-type="string">'
        "<text:p>甲</text:p></table:table-cell>"
    )
    row = f'<table:table-row table:number-rows-repeated="3">{cell}</table:table-row>'
    table = read_table(ods_of(f'<table:table table:name="甲">{row}</table:table>'), "a.ods")
    assert [row.cells for row in table.rows] == [["甲", "甲"]] * 2


def test_repeated_cells_do_not_explode_in_an_open_document():
    cell = (
        '<table:table-cell table:number-columns-repeated="16384" office:value-type="string">'
        "<text:p>甲</text:p></table:table-cell>"
    )
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    assert sentence_of(ods_of(f'<table:table table:name="甲">{row}</table:table>'), "a.ods")


@pytest.mark.parametrize(
    "replace",
    [
        lambda xml: xml[:200],
        lambda xml: b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
        lambda xml: b"",
    ],
)
def test_a_tampered_sheet_is_refused(replace):
    assert sentence_of(with_sheet_xml(replace))


def test_an_external_entity_is_never_fetched(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("SECRET")
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>'.encode()

    def replace(xml):
        return xml.replace(b"<worksheet", entity + b"<worksheet", 1).replace(
            b'<c r="A2"', b'<c r="A2" t="inlineStr"><is><t>&e;</t></is></c><c r="B2"'
        )

    try:
        table = read_table(with_sheet_xml(replace), "a.xlsx")
    except UnreadableSheet:
        return
    assert "SECRET" not in str(table.rows)
