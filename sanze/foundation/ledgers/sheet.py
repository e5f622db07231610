"""A ledger's rows as a workbook, exactly as the screen shows them."""

from collections.abc import Iterable
from datetime import date, datetime
from tempfile import TemporaryFile
from typing import IO

import xlsxwriter
from django.db import models

from sanze.foundation.ledgers.column import Column
from sanze.foundation.moment import SHANGHAI, now
from sanze.foundation.scope.actor import Actor

HEAD_ROW = 2


def sheet_of(title: str, columns: list[Column], rows: Iterable[models.Model], actor: Actor) -> tuple[IO[bytes], int]:
    """The workbook as an open file, and how many rows it holds."""
    file = TemporaryFile()  # noqa: SIM115 (the response that streams it closes it)
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(title[:31])
    plain = book.add_format({"border": 1, "valign": "vcenter", "text_wrap": True})
    day = book.add_format({"border": 1, "valign": "vcenter", "num_format": "yyyy-mm-dd"})
    moment = book.add_format({"border": 1, "valign": "vcenter", "num_format": "yyyy-mm-dd hh:mm"})
    head = book.add_format({"border": 1, "bold": True, "bg_color": "#E8F0FB", "align": "center", "valign": "vcenter"})
    big = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
    sheet.freeze_panes(HEAD_ROW + 1, 0)
    sheet.set_column(0, 0, 6)
    for number, each in enumerate(columns, start=1):
        sheet.set_column(number, number, 40 if each.wide else each.width)
    sheet.merge_range(0, 0, 0, len(columns), title, big)
    taken = f"导出人：{actor.post} {actor.name}    导出时间：{now().astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    sheet.write_string(1, 0, taken)
    for number, label in enumerate(["序号", *(each.label for each in columns)]):
        sheet.write_string(HEAD_ROW, number, label, head)
    count = 0
    for count, record in enumerate(rows, start=1):
        sheet.write_number(HEAD_ROW + count, 0, count, plain)
        for number, each in enumerate(columns, start=1):
            _write(sheet, HEAD_ROW + count, number, each.value(record), plain, day, moment)
    book.close()
    file.seek(0)
    return file, count


def _write(sheet, row: int, column: int, value, plain, day, moment) -> None:
    """Text stays text whatever it begins with: a name like '=1+1' must not become a formula."""
    if isinstance(value, datetime):
        sheet.write_datetime(row, column, value, moment)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, day)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, column, value, plain)
    else:
        sheet.write_string(row, column, str(value), plain)
