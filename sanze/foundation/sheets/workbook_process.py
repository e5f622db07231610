"""The process in which workbooks are parsed, so that a hostile one can take down nothing but itself.

A few kilobytes of xlsx can name a cell in the last row and column, and the parser would then ask for hundreds
of gigabytes and abort. Here memory and processor time are limited, and the caller sees no more than an early
end. Reads the file from standard input; writes pickles: a Refusal, or an Opening, batches of rows and None.
"""

import io
import json
import pickle
import resource
import sys
from collections.abc import Collection
from itertools import islice
from typing import Any, BinaryIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from sanze.foundation.sheets.header import SEARCHED_ROWS, find_header
from sanze.foundation.sheets.opening import MAX_COLUMNS, MAX_ROWS, Opening, Range, Refusal

MAX_SHEETS = 50
MEMORY_BYTES = 3 * 2**30
PROCESSOR_SECONDS = 60
BATCH_ROWS = 2000


def main(source: BinaryIO, target: BinaryIO, known: Collection[str]) -> None:
    """Parse the workbook in source and write its rows to target."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(source.read()))
        answer = _chosen(workbook, known)
    except PasswordError:
        answer = Refusal("这个表格设了打开密码，请在 Excel 或 WPS 中取消密码后再上传")
    except CalamineError:
        answer = Refusal("文件已损坏，请用 Excel 或 WPS 打开确认后另存为 xlsx 再上传")
    if isinstance(answer, Refusal):
        pickle.dump(answer, target)
        return
    sheet, opening = answer
    pickle.dump(opening, target)
    batch: list[list[Any]] = []
    # The rows above the first cell come as blanks; row numbers count from the first cell.
    for row in islice(sheet.iter_rows(), opening.first_row, None):
        batch.append(row)
        if len(batch) == BATCH_ROWS:
            pickle.dump(batch, target, pickle.HIGHEST_PROTOCOL)
            batch = []
    pickle.dump(batch, target, pickle.HIGHEST_PROTOCOL)
    pickle.dump(None, target)


def _chosen(workbook: CalamineWorkbook, known: Collection[str]) -> tuple[CalamineSheet, Opening] | Refusal:
    """The visible sheet that knows most of the headings, the first of equals."""
    names = [
        each.name
        for each in workbook.sheets_metadata
        if each.typ is SheetTypeEnum.WorkSheet and each.visible is SheetVisibleEnum.Visible
    ]
    if len(names) > MAX_SHEETS:
        return Refusal(f"工作簿里有 {len(names)} 个工作表，请只留下要上传的那一个")
    best, best_known, filled = None, -1, []
    for name in names:
        sheet = workbook.get_sheet_by_name(name)
        if sheet.start is None:
            continue
        filled.append(name)
        if sheet.height > MAX_ROWS + SEARCHED_ROWS or sheet.width > MAX_COLUMNS:
            return Refusal(_too_large(sheet))
        found = find_header(sheet.to_python(nrows=SEARCHED_ROWS + 3), _merged(sheet), known).known
        if found > best_known:
            best, best_known = sheet, found
        if known and found == len(known):
            break
    if best is None:
        return Refusal("这个表格里没有内容，请检查后重新选择")
    others = [name for name in filled if name != best.name]
    return best, Opening(best.name, best.start[0], _merged(best), others)


def _merged(sheet: CalamineSheet) -> list[Range]:
    row, column = sheet.start
    return [
        ((top - row, left - column), (bottom - row, right - column))
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or []
        if top >= row and left >= column
    ]


def _too_large(sheet: CalamineSheet) -> str:
    if sheet.width > MAX_COLUMNS:
        count = f"{sheet.width} 列，最多 {MAX_COLUMNS} 列"
        return f"工作表“{sheet.name}”有 {count}；请删去用不到的列，包括右边很远处的零星内容"
    count = f"{sheet.height} 行，最多 {MAX_ROWS} 行"
    return f"工作表“{sheet.name}”有 {count}；请拆成几个文件，并删去下面很远处的零星内容"


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main(sys.stdin.buffer, sys.stdout.buffer, json.loads(sys.argv[1]))
