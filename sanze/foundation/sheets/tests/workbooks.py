"""Workbooks made for the tests, good ones and hostile ones."""

import io
import struct
import zipfile
from collections.abc import Callable

import xlsxwriter


def xlsx(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    """A workbook filled by the given function."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        fill(workbook)
    return target.getvalue()


def sheet_of(rows: list[list]) -> bytes:
    """A workbook of one sheet with plain rows."""

    def fill(workbook):
        sheet = workbook.add_worksheet()
        for index, row in enumerate(rows):
            sheet.write_row(index, 0, row)

    return xlsx(fill)


def with_sheet_xml(replace: Callable[[bytes], bytes]) -> bytes:
    """A workbook whose sheet has been tampered with."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(sheet_of([["名称"], ["甲"]]))) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in source.namelist():
            content = source.read(name)
            made.writestr(name, replace(content) if "sheet1" in name else content)
    return target.getvalue()


def archive(members: dict[str, bytes]) -> bytes:
    """A zip archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return target.getvalue()


def xls(rows: list[list]) -> bytes:
    """A workbook in the binary form of Excel 97: texts and numbers on one sheet."""
    globals_end = _record(0x0A)
    name = "甲".encode("utf-16-le")
    start = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 1997, 0, 0))
    offset = len(start) + 4 + 8 + len(name) + len(globals_end)
    boundsheet = _record(0x85, struct.pack("<IBBBB", offset, 0, 0, 1, 1) + name)
    cells = b"".join(
        _xls_cell(row, column, value) for row, line in enumerate(rows) for column, value in enumerate(line)
    )
    sheet = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 1997, 0, 0)) + cells + _record(0x0A)
    return _compound_file("Workbook", start + boundsheet + globals_end + sheet)


def ods(rows: list[list[str]]) -> bytes:
    """A workbook of LibreOffice with texts only."""
    lines = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    return ods_of(f'<table:table table:name="甲">{lines}</table:table>')


def ods_of(tables: str) -> bytes:
    """A workbook of LibreOffice with the given tables."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    return archive(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": b'<m xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
            "content.xml": f"<office:document-content {spaces}>{body}</office:document-content>".encode(),
        }
    )


def _xls_cell(row: int, column: int, value: str | float) -> bytes:
    where = struct.pack("<HHH", row, column, 0)
    if isinstance(value, str):
        text = value.encode("utf-16-le")
        return _record(0x204, where + struct.pack("<HB", len(value), 1) + text)
    return _record(0x203, where + struct.pack("<d", value))


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _compound_file(name: str, stream: bytes) -> bytes:
    """An OLE compound file with one stream, long enough to need no short sectors."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    sectors = len(stream) // 512
    end, free, fat = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    chain = [fat, end, *range(3, sectors + 2), end]
    table = struct.pack("<128I", *chain, *[free] * (128 - len(chain)))
    entries = _directory_entry("Root Entry", 5, 1, end, 0) + _directory_entry(name, 2, free, 2, len(stream))
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", 0, *[free] * 108)
    return header + table + entries.ljust(512, b"\0") + stream


def _directory_entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    free = 0xFFFFFFFF
    encoded = (name + "\0").encode("utf-16-le")
    entry = encoded.ljust(64, b"\0") + struct.pack("<HBBIII", len(encoded), kind, 1, free, free, child)
    return entry + bytes(36) + struct.pack("<IQ", start, size)
