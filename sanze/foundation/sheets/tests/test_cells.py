from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanze.foundation.sheets.cells import (
    BadCell,
    is_blank,
    to_boolean,
    to_code,
    to_date,
    to_decimal,
    to_integer,
    to_text,
)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("  东镇\u00a0化工 厂 ", "东镇 化工 厂"),
        ("\u3000东镇\u3000", "东镇"),
        ("东\u200b镇\x07\ufeff", "东镇"),
        ("a  b", "a b"),
        ("第一行\r\n第二行", "第一行\n第二行"),
        (13800000000.0, "13800000000"),
        (0.1, "0.1"),
        (0.1 + 0.2, "0.3"),
        (True, "是"),
        (datetime(2026, 1, 3), "2026-01-03"),
        (datetime(2026, 1, 3, 8, 30), "2026-01-03 08:30:00"),
        ("公司（东镇）", "公司（东镇）"),
    ],
)
def test_a_text_loses_only_what_nobody_sees(raw, text):
    assert to_text(raw) == text


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (13800000000.0, "13800000000"),
        ("13800000000.0", "13800000000"),
        ("１３８００００００００", "13800000000"),
        ("９１５１２０８１ＭＡ６２Ｋ０２６０Ｅ", "91512081MA62K0260E"),
        (" 9151 2081 ", "91512081"),
        ("'00123", "00123"),
        ("00123", "00123"),
        (140581, "140581"),
        ("1E05", "1E05"),
    ],
)
def test_a_code_is_half_width_and_keeps_its_zeros(raw, code):
    assert to_code(raw) == code


@pytest.mark.parametrize("raw", [1.10105194912310e17, 110105194912310021, "1.10105E+17"])
def test_a_code_that_the_spreadsheet_has_rounded_is_refused(raw):
    with pytest.raises(BadCell, match="文本"):
        to_code(raw)


@pytest.mark.parametrize(
    "raw",
    [
        date(2026, 1, 3),
        datetime(2026, 1, 3, 9, 30),
        46025.0,
        46025,
        20260103.0,
        "2026年1月3日",
        "2026 年 01 月 03 日",
        "2026.1.3",
        "2026-01-03",
        "2026/1/3",
        "２０２６－１－３",
        "20260103",
        "2026-01-03 00:00:00",
        "2026-01-03T08:00:00",
        "二〇二六年一月三日",
    ],
)
def test_a_day_is_read_from_every_usual_form(raw):
    assert to_date(raw) == date(2026, 1, 3)


def test_chinese_numerals_reach_the_end_of_the_year():
    assert to_date("二〇二六年十二月三十一日") == date(2026, 12, 31)
    assert to_date("二○二六年十月二十日") == date(2026, 10, 20)


@pytest.mark.parametrize("raw", ["2026-02-30", 20261301.0, "2026年13月1日", "二〇二六年二月三十日"])
def test_a_day_that_does_not_exist_is_refused(raw):
    with pytest.raises(BadCell, match="没有这一天"):
        to_date(raw)


@pytest.mark.parametrize("raw", ["去年", "2026年1月", "3/1/26", True, 123456789.0, 20260103.5, time(8)])
def test_what_is_no_day_is_refused(raw):
    with pytest.raises(BadCell, match="看不懂"):
        to_date(raw)


@pytest.mark.parametrize(
    ("raw", "number"),
    [("１，２３４.５", Decimal("1234.5")), (0.1, Decimal("0.1")), (3, Decimal(3)), ("-2", Decimal(-2))],
)
def test_numbers_are_exact(raw, number):
    assert to_decimal(raw) == number


@pytest.mark.parametrize("raw", ["50人", "约50", "NaN", "Infinity", True, date(2026, 1, 1), "--"])
def test_what_is_no_number_is_refused(raw):
    with pytest.raises(BadCell, match="应填数字"):
        to_decimal(raw)


def test_whole_numbers():
    assert to_integer(12.0) == to_integer("１２") == to_integer("12.0") == 12
    for raw in (12.5, "12.5", "1e999999", 1e300):
        with pytest.raises(BadCell):
            to_integer(raw)


@pytest.mark.parametrize(
    ("raw", "truth"), [("√", True), ("是", True), (1.0, True), ("Ｎ", False), ("无", False)]
)
def test_yes_and_no(raw, truth):
    assert to_boolean(raw) is truth


def test_maybe_is_neither_yes_nor_no():
    with pytest.raises(BadCell, match="“是”或“否”"):
        to_boolean("大概")


@pytest.mark.parametrize("raw", [None, "", "  ", "\u3000", "\u00a0\n", "\u200b"])
def test_blank_cells(raw):
    assert is_blank(raw)


@given(st.text() | st.floats() | st.integers() | st.booleans() | st.datetimes())
def test_no_cell_breaks_a_reader(raw):
    if is_blank(raw):
        return
    for read in (to_text, to_code, to_decimal, to_integer, to_date, to_boolean):
        with suppress(BadCell):
            read(raw)
