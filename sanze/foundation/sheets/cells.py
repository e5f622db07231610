"""Cells as offices really fill them, brought to plain values.

Every function takes a raw cell (text, number, truth value, date) that is not blank, and raises BadCell with a
Chinese sentence for one that cannot be read.
"""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import Any

MAX_EXACT_DIGITS = 15

_NO_DATE = "看不懂这个日期，请写成 2026-01-03 的样子"
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_SERIALS = range(1, 109_574)
_CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_UNSEEN = re.compile(f"[{_CONTROLS}\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_SPACES = re.compile("[ \\t\u00a0\u2000-\u200a\u202f\u3000]+")
_ODD = re.compile(_UNSEEN.pattern + "|[\\t\\r\u00a0\u2000-\u200a\u202f\u3000]|  ")
_SCIENTIFIC = re.compile(r"[+-]?\d(\.\d+)?[eE]\+?\d{2,3}")
_DATE_TEXT = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(?:[T\s]+[\d:.]+)?")
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_CHINESE_DATE = re.compile(
    "([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]+)月([一二三四五六七八九十]+)日"
)
_CHINESE_DIGITS = {**{digit: value for value, digit in enumerate("〇一二三四五六七八九")}, "零": 0, "○": 0}
_TRUTH = {
    **dict.fromkeys(["是", "有", "√", "✓", "✔", "对", "y", "yes", "true", "1"], True),
    **dict.fromkeys(["否", "无", "×", "✗", "✘", "x", "没有", "不是", "n", "no", "false", "0"], False),
}


class BadCell(ValueError):
    """A cell that cannot be read as what its column holds; its text is a sentence for the user."""


def is_blank(value: Any) -> bool:
    """Whether a cell holds nothing to be seen."""
    if value is None or value == "":
        return True
    if type(value) is str and value[0].isalnum():
        return False
    return isinstance(value, str) and not _UNSEEN.sub("", value).strip(" \t\r\n\u00a0\u3000")


def to_text(value: Any) -> str:
    """The cell as one clean text: unseen characters gone, blanks trimmed, whole numbers without a point."""
    if isinstance(value, str):
        if not _ODD.search(value):
            return value.strip()
        return _SPACES.sub(" ", _UNSEEN.sub("", value).replace("\r\n", "\n")).strip()
    return _shown(value)


def to_code(value: Any) -> str:
    """The cell as a code or telephone number: half-width, without blanks or a leading apostrophe.

    Refuses digits that a spreadsheet has rounded off already.
    """
    if isinstance(value, float | int) and not isinstance(value, bool):
        if abs(value) >= 10**MAX_EXACT_DIGITS:
            raise BadCell("超过15位的数字被表格软件改掉了末尾几位，请把这一列设成“文本”格式后重新填写")
        return _shown(value)
    text = _SPACES.sub("", unicodedata.normalize("NFKC", to_text(value))).lstrip("'")
    if _SCIENTIFIC.fullmatch(text) and "+" in text:
        raise BadCell("号码被表格软件变成了科学计数法，请把这一列设成“文本”格式后重新填写")
    return text[:-2] if text.endswith(".0") and text[:-2].isdecimal() else text


def to_decimal(value: Any) -> Decimal:
    """The cell as an exact number; thousands separators are allowed."""
    if isinstance(value, bool | date | time | timedelta):
        raise BadCell("应填数字")
    if isinstance(value, int):
        return Decimal(value)
    text = f"{value:.15g}" if isinstance(value, float) else _half_width(value)
    try:
        number = Decimal(text.replace(",", "").replace(" ", ""))
    except InvalidOperation:
        raise BadCell("应填数字，不带单位和文字") from None
    if not number.is_finite():
        raise BadCell("应填数字")
    return number


def to_integer(value: Any) -> int:
    """The cell as a whole number."""
    if type(value) is float and value.is_integer() and abs(value) < 10**MAX_EXACT_DIGITS:
        return int(value)
    number = to_decimal(value)
    if number.adjusted() > MAX_EXACT_DIGITS or number != number.to_integral_value():
        raise BadCell("应填整数")
    return int(number)


def to_date(value: Any) -> date:
    """The cell as a day: a real date, a spreadsheet's serial number, or one of the usual written forms."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, float | int) and not isinstance(value, bool):
        return _date_of_number(value)
    text = _half_width(value)
    found = _DATE_TEXT.fullmatch(text) or _COMPACT_DATE.fullmatch(text)
    parts = tuple(map(int, found.groups())) if found else _chinese_parts(text)
    if parts is None:
        raise BadCell(_NO_DATE)
    try:
        return date(*parts)
    except ValueError:
        raise BadCell("没有这一天，请核对年月日") from None


def to_boolean(value: Any) -> bool:
    """The cell as yes or no."""
    if isinstance(value, bool):
        return value
    truth = _TRUTH.get(_half_width(value).lower())
    if truth is None:
        raise BadCell("应填“是”或“否”")
    return truth


def choice_key(text: str) -> str:
    """What two spellings of one choice have in common."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text)).lower()


def _half_width(value: Any) -> str:
    return unicodedata.normalize("NFKC", to_text(value)).strip()


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e21 else f"{value:.15g}"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time.min else f"{value:%Y-%m-%d %H:%M:%S}"
    return str(value)


def _date_of_number(value: float) -> date:
    if not isfinite(value):
        raise BadCell(_NO_DATE)
    whole = int(value)
    if whole in _SERIALS:
        return _EXCEL_DAY_ZERO + timedelta(days=whole)
    found = _COMPACT_DATE.fullmatch(str(whole))
    if not found or whole != value:
        raise BadCell(_NO_DATE)
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        raise BadCell("没有这一天，请核对年月日") from None


def _chinese_parts(text: str) -> tuple[int, int, int] | None:
    found = _CHINESE_DATE.fullmatch(text)
    if not found:
        return None
    year = int("".join(str(_CHINESE_DIGITS[each]) for each in found[1]))
    return year, _small_number(found[2]), _small_number(found[3])


def _small_number(text: str) -> int:
    """A Chinese number from 1 to 99."""
    tens, ten, ones = text.partition("十")
    if not ten:
        return _CHINESE_DIGITS.get(text, 0)
    return (_CHINESE_DIGITS.get(tens, 0) if tens else 1) * 10 + (_CHINESE_DIGITS.get(ones, 0) if ones else 0)
