"""What a file really is, by its content and not by its name; hostile archives are turned away unopened."""

import io
import zipfile
from enum import StrEnum

from sanze.foundation.sheets.refusals import UnreadableSheet

MAX_FILE_BYTES = 50 * 2**20
MAX_UNPACKED_BYTES = 1000 * 2**20
MAX_UNPACK_RATIO = 200
MAX_MEMBERS = 2000
# Below this size an archive may be packed as tightly as it likes.
SMALL_UNPACKED_BYTES = 20 * 2**20

_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = {
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"GIF8": "图片",
    b"BM": "图片",
    b"%PDF": "PDF 文件",
    b"Rar!": "压缩包",
    b"7z\xbc\xaf": "压缩包",
    b"\x1f\x8b": "压缩包",
    b"MZ": "程序",
    b"\x7fELF": "程序",
}


class FileForm(StrEnum):
    """The forms that can be read."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    TEXT = "text"


def recognise(content: bytes) -> FileForm:
    """The form of a file by its content.

    Raises UnreadableSheet for anything that is no table, is locked, too large, or packed to explode.
    """
    if not content.strip(b"\x00 \t\r\n"):
        raise UnreadableSheet("这个文件是空的，请检查后重新选择")
    if len(content) > MAX_FILE_BYTES:
        raise UnreadableSheet(f"文件超过 {MAX_FILE_BYTES // 2**20} MB，请拆成几个文件分别上传")
    for magic, what in _FOREIGN.items():
        if content.startswith(magic) and not (magic == b"BM" and b"\x00" not in content[:64]):
            raise UnreadableSheet(f"这是{what}，不是表格，请上传 xlsx、xls、ods 或 csv 文件")
    if content.startswith(_OLE_MAGIC):
        return _recognise_ole(content)
    if content.startswith(b"PK"):
        return _recognise_archive(content)
    return _recognise_text(content)


def _recognise_ole(content: bytes) -> FileForm:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise UnreadableSheet("这个表格设了打开密码，请在 Excel 或 WPS 中取消密码后再上传")
    if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        return FileForm.XLS
    raise UnreadableSheet("这不是 Excel 表格（可能是 Word 等其他文档），请上传 xlsx、xls、ods 或 csv 文件")


def _recognise_archive(content: bytes) -> FileForm:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise UnreadableSheet("文件已损坏或没有传完，请用 Excel 或 WPS 打开，另存为 xlsx 再上传") from None
    _refuse_bomb(members, len(content))
    names = {member.filename for member in members}
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableSheet("这个文件设了密码，请取消密码后再上传")
    if "xl/workbook.xml" in names:
        return FileForm.XLSX
    if "xl/workbook.bin" in names:
        raise UnreadableSheet("不支持 xlsb 格式，请在 Excel 中另存为 xlsx 再上传")
    if "[Content_Types].xml" not in names and "content.xml" in names:
        return FileForm.ODS
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise UnreadableSheet("这是 Word 或演示文档，不是表格，请上传 xlsx、xls、ods 或 csv 文件")
    raise UnreadableSheet("这是压缩包，请解压后逐个上传里面的表格")


def _refuse_bomb(members: list[zipfile.ZipInfo], packed: int) -> None:
    """Judge by what the archive says of itself; that a lie is harmless is seen to by the reader's limits."""
    unpacked = sum(member.file_size for member in members)
    too_tight = unpacked > SMALL_UNPACKED_BYTES and unpacked > MAX_UNPACK_RATIO * packed
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED_BYTES or too_tight:
        raise UnreadableSheet("文件展开后异常庞大，为安全起见没有打开；请把需要的行复制到新表格后再上传")


def _recognise_text(content: bytes) -> FileForm:
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(
        (b"<html", b"<table", b"<!doctype", b"<?xml", b"<meta", b"<head", b"<div", b"<style")
    ):
        raise UnreadableSheet("这个文件里面是网页而不是表格，请用 Excel 或 WPS 打开，另存为 xlsx 再上传")
    if b"\x00" in content[:65536] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableSheet("无法识别这个文件，请上传 xlsx、xls、ods 或 csv 文件")
    return FileForm.TEXT
