"""Read a table out of any file that an office sends, or say in one sentence why not."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from os import PathLike
from pathlib import Path
from typing import Any, NamedTuple

from sanze.foundation.sheets.cells import is_blank
from sanze.foundation.sheets.delimited import rows_of_text
from sanze.foundation.sheets.fileform import MAX_FILE_BYTES, FileForm, recognise
from sanze.foundation.sheets.header import SEARCHED_ROWS, find_header
from sanze.foundation.sheets.headings import heading_key
from sanze.foundation.sheets.opening import MAX_COLUMNS, MAX_ROWS, Opening, Range
from sanze.foundation.sheets.refusals import UnreadableSheet
from sanze.foundation.sheets.workbook import read_workbook


class Row(NamedTuple):
    """A row and its number as the spreadsheet shows it."""

    number: int
    cells: Sequence[Any]


@dataclass(frozen=True)
class Table:
    """A sheet under its headings, blank rows left out.

    problems: sentences about the sheet as a whole that the user should know before going on.
    """

    filename: str
    sheet: str
    headings: tuple[str, ...]
    rows: list[Row]
    problems: tuple[str, ...] = ()


def read_table(source: bytes | str | PathLike, filename: str, known: Collection[str] = ()) -> Table:
    """The table in a file, given as its bytes or its path.

    known: headings to look for, by which the sheet and its heading row are found below titles.
    Raises UnreadableSheet with a sentence that says what to do.
    """
    content = _content(source)
    keys = {heading_key(name) for name in known}
    if recognise(content) is FileForm.TEXT:
        opening, rows = Opening("", 0, [], []), _rows_of_text(content)
    else:
        opening, rows = read_workbook(content, keys)
    header = find_header(rows, opening.merged, keys)
    below = _rows_below(rows, header.last_row, opening)
    if not below:
        raise UnreadableSheet("表格里只有表头，没有数据行，请填写后再上传")
    return Table(filename, opening.sheet, header.headings, below, tuple(_problems(opening, header.last_row)))


def _content(source: bytes | str | PathLike) -> bytes:
    if isinstance(source, bytes):
        return source
    # One byte over the limit is enough for the refusal; a whole huge file need not be read.
    with Path(source).open("rb") as file:
        return file.read(MAX_FILE_BYTES + 1)


def _rows_of_text(content: bytes) -> list[list[Any]]:
    rows = list(islice(rows_of_text(content), MAX_ROWS + SEARCHED_ROWS + 1))
    if len(rows) > MAX_ROWS + SEARCHED_ROWS:
        raise UnreadableSheet(f"文件超过 {MAX_ROWS} 行，请拆成几个文件分别上传")
    width = max((len(row) for row in rows), default=0)
    if width > MAX_COLUMNS:
        raise UnreadableSheet(f"文件有 {width} 列，最多 {MAX_COLUMNS} 列，请删去用不到的列")
    if not any(not is_blank(cell) for row in rows for cell in row):
        raise UnreadableSheet("这个表格里没有内容，请检查后重新选择")
    return [row + [""] * (width - len(row)) for row in rows]


def _rows_below(rows: list[list[Any]], last_heading_row: int, opening: Opening) -> list[Row]:
    first_number = opening.first_row + 1
    return [
        Row(first_number + index, cells)
        for index, cells in _spread(rows, opening.merged, last_heading_row + 1)
        if not all(map(is_blank, cells))
    ]


def _spread(rows: list[list[Any]], merged: list[Range], first: int) -> Iterator[tuple[int, list[Any]]]:
    """The rows from the first one on, what an upright merged cell holds repeated in each row it spans."""
    starting: dict[int, list[tuple[int, int]]] = {}
    for (top, left), (bottom, _) in merged:
        if bottom > top >= first:
            starting.setdefault(top, []).append((left, bottom))
    running: dict[int, tuple[int, Any]] = {}
    for index in range(first, len(rows)):
        cells = rows[index]
        for left, bottom in starting.get(index, ()):
            if left < len(cells):
                running[left] = (bottom, cells[left])
        for column, (bottom, value) in list(running.items()):
            cells[column] = value
            if bottom <= index:
                del running[column]
        yield index, cells


def _problems(opening: Opening, last_heading_row: int) -> Iterator[str]:
    if opening.others:
        yield f"只读取了工作表“{opening.sheet}”，没有读取：{'、'.join(opening.others)}"
    if any(bottom > top > last_heading_row for (top, _), (bottom, _) in opening.merged):
        yield "表中有上下合并的单元格，已按每行都填同样内容读取，请核对"
