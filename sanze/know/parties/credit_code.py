"""Unified social credit codes (统一社会信用代码). Pure."""

from operator import mul

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
VALUES = {character: value for value, character in enumerate(ALPHABET)}


def uscc_problem(code: str) -> str:
    """What is wrong with a unified social credit code, as a sentence; empty if nothing is.

    Source: GB 32100-2015, 18 characters without I O S V Z, the last one a check over the others modulo 31.
    """
    if len(code) != 18:
        return f"统一社会信用代码应为18位，现为{len(code)}位"
    if strange := sorted(set(code) - VALUES.keys()):
        return f"统一社会信用代码不应含有 {'、'.join(strange)}"
    expected = check_character(code)
    return "" if code[17] == expected else f"统一社会信用代码校验位不符，末位应为 {expected}，请核对是否抄错"


def check_character(code: str) -> str:
    """The 18th character that the first 17 ask for."""
    total = sum(map(mul, map(VALUES.__getitem__, code[:17]), WEIGHTS))
    return ALPHABET[(31 - total % 31) % 31]
