"""An office's list of 100,000 enterprises from Excel, against calamine reading the same file and COPY."""

from collections.abc import Iterator
from io import BytesIO

import xlsxwriter
from django.db import connection
from python_calamine import CalamineWorkbook

from sanze.foundation.moment import today
from sanze.foundation.scope.actor import INSTALLER
from sanze.know.parties import commands
from sanze.know.parties.credit_code import check_character
from tests import cast
from tests.bench.line import Line, wall

HEAD = "序号 企业名称 社会信用代码 行业类别 所属乡镇 所属村 详细地址 法人 联系电话 职工人数".split()
_COLUMNS = (
    "name, uscc, industry, area_code, address, size, standing, listed, principal, principal_phone, "
    "safety_manager, safety_phone, employees, registered_on"
)


def sheets(city: cast.City, scale) -> Iterator[Line]:
    """The whole import through the door: reading, weighing, writing, sealing."""
    content = _book(scale.rows)
    bare = wall(lambda: _bare(content))
    sheet = commands.receive_sheet(INSTALLER, BytesIO(content), "名册.xlsx")
    spent = wall(
        lambda: commands.import_sheet(INSTALLER, sheet, columns=sheet.columns, only_good=False, on=today())
    )
    sheet.refresh_from_db()
    note = f"{sheet.made:,} made, {sheet.left_out} left out"
    yield Line(f"import {scale.rows:,} enterprises from xlsx", spent, "s", bare, most=3, note=note)


def _book(rows: int) -> bytes:
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("名册")
        sheet.write_row(0, 0, ["云河市企业底册"])
        sheet.write_row(1, 0, HEAD)
        for number in range(1, rows + 1):
            sheet.write_row(number + 1, 0, _row(number))
    return file.getvalue()


def _row(number: int) -> list:
    town, village = [("东镇", "桥头村"), ("西镇", "柳林村"), ("西镇", "桥头村")][number % 3]
    first = f"91149981MA{number:07d}"
    code = first + check_character(first + "0")
    industry = ["煤炭", "加油站", "工贸"][number % 3]
    name, address = f"云河第{number}号实业有限公司", f"{town}{village}工业路{number}号"
    return [number, name, code, industry, town, village, address, "张三", 13800000000 + number, number % 400]


def _bare(content: bytes) -> None:
    """Read the sheet and COPY its cells into the register as they are; then take them out again."""
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()[2:]
    day = today()
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        with cursor.copy(f"COPY parties_enterprise ({_COLUMNS}) FROM STDIN") as copy:
            for _, name, code, _, _, _, address, principal, phone, employees in rows:
                told = (name, code, "coal", cast.EAST_VILLAGE, address, "small", "operating", False, principal)
                copy.write_row((*told, str(int(phone)), "", "", int(employees), day))
        cursor.execute("COMMIT")
        cursor.execute("DELETE FROM parties_enterprise WHERE uscc LIKE '91149981MA%%'")
        cursor.execute("VACUUM parties_enterprise")
