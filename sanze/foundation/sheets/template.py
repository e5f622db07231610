"""Sheets to be filled in: empty templates with drop-down lists, and rows handed back with what is wrong."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from sanze.foundation.sheets.fields import Field, Kind
from sanze.foundation.sheets.read import Table
from sanze.foundation.sheets.rows import RowProblem
from sanze.foundation.sheets.write import (
    DEFAULT_WIDTHS,
    Column,
    Styles,
    Target,
    head_sheet,
    sheet_name,
    writable,
    write_cell,
)

TEMPLATE_ROWS = 5000
ROW_HEADING = "原行号"
REASON_HEADING = "问题说明"

_KIND_NOTES = {
    Kind.TEXT: "文字",
    Kind.CODE: "号码，按文本填写，开头的0要保留",
    Kind.INTEGER: "整数，不带单位",
    Kind.DECIMAL: "数字，不带单位",
    Kind.DATE: "日期，如 2026-01-03",
    Kind.BOOLEAN: "填“是”或“否”",
    Kind.CHOICE: "从下拉列表中选",
}


def write_template(
    target: Target,
    fields: Sequence[Field],
    *,
    title: str,
    notes: Sequence[str] = (),
    rows: Iterable[Sequence[Any]] = (),
) -> None:
    """Write a template: headings (required ones coloured and starred), drop-down lists, and a sheet of notes.

    rows: rows filled in beforehand, in the order of the fields.
    """
    columns = [
        Column(field.label + ("*" if field.required else ""), field.kind, _width(field)) for field in fields
    ]
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        styles = Styles(workbook)
        sheet = workbook.add_worksheet(sheet_name(title))
        first = head_sheet(sheet, styles, columns, title, "", [field.required for field in fields])
        for index, row in enumerate(rows):
            for column, (value, field) in enumerate(zip(row, fields, strict=True)):
                write_cell(sheet, first + index, column, value, field.kind, styles)
        _write_notes(workbook.add_worksheet("填写说明"), styles, fields, notes)
        _offer_choices(workbook, sheet, fields, first)


def write_problems(target: Target, table: Table, problems: Iterable[RowProblem]) -> int:
    """Write the bad rows as they came, with their row number and what is wrong; returns their number.

    The headings stay as they were, so the corrected workbook can be sent in again as it is.
    """
    by_row: dict[int, list[RowProblem]] = defaultdict(list)
    for problem in problems:
        by_row[problem.number].append(problem)
    columns = [
        Column(ROW_HEADING, Kind.INTEGER, 8),
        Column(REASON_HEADING, Kind.TEXT, 48),
        *(Column(heading, Kind.TEXT) for heading in table.headings),
    ]
    bad_rows = [row for row in table.rows if row.number in by_row]
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as workbook:
        styles = Styles(workbook)
        sheet = workbook.add_worksheet("问题行")
        first = head_sheet(sheet, styles, columns, "", "")
        for line, row in enumerate(bad_rows, start=first):
            reasons = "；".join(f"{each.column}：{each.sentence}" for each in by_row[row.number])
            sheet.write_number(line, 0, row.number, styles.kinds[Kind.INTEGER])
            sheet.write_string(line, 1, writable(reasons), styles.bad)
            for column, value in enumerate(row.cells[: len(table.headings)], start=2):
                write_cell(sheet, line, column, value, Kind.TEXT, styles)
    return len(bad_rows)


def _width(field: Field) -> int:
    return max(DEFAULT_WIDTHS[field.kind], 2 * len(field.label) + 4)


def _write_notes(sheet: Worksheet, styles: Styles, fields: Sequence[Field], notes: Sequence[str]) -> None:
    columns = [Column("栏目", width=24), Column("必填", width=8), Column("怎样填", width=70)]
    line = head_sheet(sheet, styles, columns, "填写说明", "")
    for field in fields:
        told = [_KIND_NOTES[field.kind], field.hint]
        if field.max_length:
            told.append(f"最多{field.max_length}个字")
        for column, text in enumerate(
            (field.label, "是" if field.required else "", "；".join(filter(None, told)))
        ):
            write_cell(sheet, line, column, text, Kind.TEXT, styles)
        line += 1
    for note in notes:
        line += 1
        sheet.write_string(line, 0, writable(note), styles.note)


def _offer_choices(
    workbook: xlsxwriter.Workbook, sheet: Worksheet, fields: Sequence[Field], first: int
) -> None:
    """Drop-down lists from a hidden sheet, since a list inside the rule itself may hold 255 characters only."""
    lists = {index: _labels(field) for index, field in enumerate(fields) if _labels(field)}
    if not lists:
        return
    hidden = workbook.add_worksheet("选项")
    hidden.hide()
    for place, (column, labels) in enumerate(lists.items()):
        for line, label in enumerate(labels):
            hidden.write_string(line, place, writable(label))
        letter = xlsxwriter.utility.xl_col_to_name(place, col_abs=True)
        sheet.data_validation(
            first,
            column,
            first + TEMPLATE_ROWS - 1,
            column,
            {
                "validate": "list",
                "source": f"=选项!{letter}$1:{letter}${len(labels)}",
                "error_title": "请从列表中选",
                "error_message": "这一栏只能填下拉列表里的内容",
            },
        )


def _labels(field: Field) -> list[str]:
    return ["是", "否"] if field.kind is Kind.BOOLEAN else list(field.choices)
