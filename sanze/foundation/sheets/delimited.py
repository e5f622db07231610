"""Text tables (csv and the like) in the encodings that offices use."""

import csv
import io
import re
from collections.abc import Iterator

from sanze.foundation.sheets.refusals import UnreadableSheet

_DELIMITERS = ",\t;|，"
_QUOTED_FORMULA = re.compile(r'="([^"]*)"')


def rows_of_text(content: bytes) -> Iterator[list[str]]:
    """The rows of a text table. Raises UnreadableSheet where its encoding or its quoting cannot be read."""
    text = _decoded(content)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        for row in reader:
            yield [_unwrapped(cell) for cell in row]
    except csv.Error:
        raise UnreadableSheet(
            f"文本表格在第 {reader.line_num} 行附近无法读取（引号不成对或一格过长），请改存为 xlsx 再上传"
        ) from None


def _decoded(content: bytes) -> str:
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableSheet("无法识别文件的文字编码，请用 Excel 或 WPS 打开后另存为 xlsx 再上传")


def _delimiter(text: str) -> str:
    """The separator that cuts the first lines into most cells."""
    first_lines = text[:20_000].splitlines()[:10]
    return max(_DELIMITERS, key=lambda mark: max((line.count(mark) for line in first_lines), default=0))


def _unwrapped(cell: str) -> str:
    """A cell written as ="00123" to keep its zeros is the text itself."""
    found = _QUOTED_FORMULA.fullmatch(cell)
    return found[1] if found else cell
