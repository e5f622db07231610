import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.hmac import HMAC

from sanze.foundation.documents.numbering import (
    BadTemplate,
    check_code,
    code_is_right,
    document_number,
    typed_code,
)

KEY = b"k" * 32


def test_a_number_follows_the_offices_template():
    number = document_number("（{region}）应急责改〔{year}〕{number}号", region="东", year=2026, number=15)
    assert number == "（东）应急责改〔2026〕15号"


@pytest.mark.parametrize(
    ("template", "word"),
    [
        ("应急〔{year}〕号", "{number}"),
        ("应急{number}号", "{year}"),
        ("{colour}〔{year}〕{number}号", "colour"),
        ("〔{year}〕{number号", "大括号"),
        ("〔{year}〕{number}号{region.__class__}", "只能写一个名称"),
        ("〔{year!r}〕{number}号", "只能写一个名称"),
        ("〔{year}〕{number:>04}号", "只能写一个名称"),
        ("〔{year}〕{number}号{}", "只能写一个名称"),
    ],
)
def test_a_template_that_cannot_make_numbers_is_refused(template, word):
    with pytest.raises(BadTemplate, match=word):
        document_number(template, region="东", year=2026, number=1)


def test_numbers_begin_with_one():
    with pytest.raises(ValueError, match="begin with 1"):
        document_number("〔{year}〕{number}号", year=2026, number=0)


def test_a_check_code_is_the_start_of_the_keyed_sm3_of_the_content():
    mac = HMAC(KEY, hashes.SM3())
    mac.update(b"content")
    bits = bin(int.from_bytes(mac.finalize(), "big"))[2:].zfill(256)
    letters = "".join("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[int(bits[at : at + 5], 2)] for at in range(0, 60, 5))
    assert check_code(KEY, b"content") == f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def test_a_check_code_changes_with_key_and_content():
    codes = {check_code(key, content) for key in (KEY, b"x" * 32) for content in (b"a", b"b")}
    assert len(codes) == 4


def test_a_code_is_recognised_as_people_type_it():
    code = check_code(KEY, b"content")
    sloppy = code.lower().replace("-", " ").replace("o", "0").replace("i", "1").replace("b", "8")
    assert code_is_right(KEY, b"content", code)
    assert code_is_right(KEY, b"content", sloppy)
    assert typed_code("ａｂｃｄ－ｅｆｇｈ－２３４５") == "ABCD-EFGH-2345"


@pytest.mark.parametrize("typed", ["", "AAAA-AAAA-AAAA", "校验码", "\ud800"])
def test_a_wrong_code_is_wrong(typed):
    assert not code_is_right(KEY, b"content", typed)
