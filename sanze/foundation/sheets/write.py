"""Write tables for people: workbooks ready to print, and text tables, neither of which can carry a formula."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import chain, count, islice
from os import PathLike
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from sanze.foundation.moment import SHANGHAI
from sanze.foundation.sheets.fields import Kind

Target = str | PathLike | BinaryIO

MAX_SHEET_ROWS = 1_000_000
MAX_CELL_CHARACTERS = 32_767
DEFAULT_WIDTHS = {
    Kind.TEXT: 20,
    Kind.CODE: 22,
    Kind.INTEGER: 10,
    Kind.DECIMAL: 12,
    Kind.DATE: 13,
    Kind.BOOLEAN: 8,
    Kind.CHOICE: 14,
}

_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
_UNWRITABLE = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\ud800-\udfff\ufffe\uffff]")
_SHEET_NAME_MARKS = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True)
class Column:
    """A column to write: its heading, what its cells hold, and its width in characters."""

    label: str
    kind: Kind = Kind.TEXT
    width: int | None = None


def write_table(
    target: Target,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    *,
    title: str = "",
    note: str = "",
) -> int:
    """Write rows as a workbook and return their number; past a million they go on on further sheets.

    title heads the sheet and its print; note is a smaller line under it. Rows are taken one by one, so a
    million of them need no memory.
    """
    source = iter(rows)
    written = 0
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as workbook:
        styles = Styles(workbook)
        for number in count(1):
            part = list(islice(source, 1))
            if number > 1 and not part:
                break
            name = sheet_name(title or "数据", number)
            sheet = workbook.add_worksheet(name)
            first = head_sheet(sheet, styles, columns, title, note)
            written += _fill(sheet, styles, columns, chain(part, islice(source, MAX_SHEET_ROWS - 1)), first)
    return written


def write_csv(target: BinaryIO, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> int:
    """Write rows as UTF-8 text with a mark that Excel understands, and return their number."""
    text = io.TextIOWrapper(target, "utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow([harmless(column.label) for column in columns])
    written = 0
    for row in rows:
        writer.writerow([_plain(value) for value in row])
        written += 1
    text.detach()
    return written


def harmless(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula."""
    clean = writable(text)
    return "'" + clean if clean.startswith(_FORMULA_STARTS) else clean


def writable(text: str) -> str:
    """The text without characters that no sheet can hold, cut to what one cell can."""
    clean = _UNWRITABLE.sub("", text)
    return clean if len(clean) <= MAX_CELL_CHARACTERS else clean[: MAX_CELL_CHARACTERS - 1] + "…"


def sheet_name(title: str, number: int = 1) -> str:
    """A name that Excel accepts for a sheet; numbers above 1 are appended."""
    suffix = "" if number == 1 else f"（{number}）"
    bare = _SHEET_NAME_MARKS.sub("", writable(title)).strip("' \n\t") or "数据"
    return bare[: 31 - len(suffix)] + suffix


class Styles:
    """The formats of one workbook."""

    def __init__(self, workbook: xlsxwriter.Workbook):
        body = {"border": 1, "valign": "vcenter", "font_name": "宋体", "font_size": 10, "text_wrap": True}
        self.title = workbook.add_format(
            {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter", "font_name": "黑体"}
        )
        self.note = workbook.add_format({"font_size": 10, "font_color": "#555555", "font_name": "宋体"})
        self.heading = workbook.add_format(
            {**body, "bold": True, "align": "center", "bg_color": "#E8EEF4", "font_name": "黑体"}
        )
        self.required = workbook.add_format(
            {**body, "bold": True, "align": "center", "bg_color": "#FBE9D0", "font_name": "黑体"}
        )
        self.bad = workbook.add_format({**body, "bg_color": "#FBD5D5"})
        number_formats = {
            Kind.CODE: "@",
            Kind.INTEGER: "0",
            Kind.DECIMAL: "General",
            Kind.DATE: "yyyy-mm-dd",
        }
        self.kinds = {
            kind: workbook.add_format({**body, "num_format": number_formats.get(kind, "General")})
            for kind in Kind
        }
        self.moment = workbook.add_format({**body, "num_format": "yyyy-mm-dd hh:mm"})


def head_sheet(
    sheet: Worksheet,
    styles: Styles,
    columns: Sequence[Column],
    title: str,
    note: str,
    required: Sequence[bool] = (),
) -> int:
    """Set up widths, titles, headings, frozen rows and print; returns the index of the first row below."""
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width or DEFAULT_WIDTHS[column.kind], styles.kinds[column.kind])
    row = 0
    for text, style, height in ((title, styles.title, 30), (note, styles.note, 18)):
        if text:
            sheet.set_row(row, height)
            _across(sheet, row, len(columns), writable(text), style)
            row += 1
    sheet.set_row(row, 24)
    for index, column in enumerate(columns):
        style = styles.required if index < len(required) and required[index] else styles.heading
        sheet.write_string(row, index, writable(column.label), style)
    sheet.freeze_panes(row + 1, 0)
    sheet.autofilter(row, 0, row, max(len(columns) - 1, 0))
    _set_up_print(sheet, row)
    return row + 1


def write_cell(sheet: Worksheet, row: int, column: int, value: Any, kind: Kind, styles: Styles) -> None:
    """Write one value as what it is; a text is always a text."""
    style = styles.kinds[kind]
    if value is None or value == "":
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, bool):
        sheet.write_string(row, column, "是" if value else "否", style)
    elif isinstance(value, int | float | Decimal) and _fits(value):
        sheet.write_number(row, column, value, style)
    elif isinstance(value, datetime):
        naive = _local(value)
        sheet.write_datetime(
            row, column, naive, styles.moment if naive.time() != time.min else styles.kinds[Kind.DATE]
        )
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, styles.kinds[Kind.DATE])
    else:
        sheet.write_string(row, column, writable(str(value)), style)


def _fill(
    sheet: Worksheet, styles: Styles, columns: Sequence[Column], rows: Iterator[Sequence[Any]], first: int
) -> int:
    kinds = [column.kind for column in columns]
    line = first
    for line, row in enumerate(rows, start=first + 1):
        for index, (value, kind) in enumerate(zip(row, kinds, strict=True)):
            write_cell(sheet, line - 1, index, value, kind, styles)
    return line - first


def _local(moment: datetime) -> datetime:
    """The moment as clocks in China show it."""
    return moment.astimezone(SHANGHAI).replace(tzinfo=None) if moment.tzinfo else moment


def _fits(value: int | float | Decimal) -> bool:
    """Whether a number stands in a cell without losing digits."""
    return value == value and abs(value) < 10**15


def _across(sheet: Worksheet, row: int, width: int, text: str, style: Format) -> None:
    if width > 1:
        sheet.merge_range(row, 0, row, width - 1, "", style)
    sheet.write_string(row, 0, text, style)


def _set_up_print(sheet: Worksheet, heading_row: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(heading_row)
    sheet.set_footer("&C第 &P 页 共 &N 页")


def _plain(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return f"{_local(value):%Y-%m-%d %H:%M}"
    return harmless(value) if isinstance(value, str) else value
