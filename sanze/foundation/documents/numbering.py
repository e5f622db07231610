"""Numbers of official documents (文号) and the codes by which their prints are checked (校验码)."""

import base64
import hmac
import string
import unicodedata

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.hmac import HMAC

CODE_CHARACTERS = 12
GROUP_CHARACTERS = 4

# Base32 has none of 0, 1, 8; who reads a code off paper may take its letters for them.
_MISREAD = str.maketrans("018", "OIB")


class BadTemplate(ValueError):
    """A template from which no number can be made; its text is a Chinese sentence."""


def document_number(template: str, *, year: int, number: int, **words: str) -> str:
    """The number by the office's own template, such as "（{region}）应急责改〔{year}〕{number}号".

    words: what else the template names. Raises BadTemplate for a template that lacks {year} or {number},
    names an unknown word or is no template, ValueError for a number below 1.
    """
    if number < 1:
        raise ValueError("numbers of documents begin with 1")
    known = {**words, "year": str(year), "number": str(number)}
    used = _names(template)
    if not {"year", "number"} <= used:
        raise BadTemplate("文号模板里要有 {year} 和 {number}")
    if unknown := used - known.keys():
        raise BadTemplate(f"文号模板里有不认识的内容：{'、'.join(sorted(unknown))}")
    return template.format_map(known)


def check_code(secret_key: bytes, payload: bytes) -> str:
    """The code printed on a document, XXXX-XXXX-XXXX: the first 60 bits of the HMAC-SM3 of its content."""
    code = HMAC(secret_key, hashes.SM3())
    code.update(payload)
    letters = base64.b32encode(code.finalize())[:CODE_CHARACTERS].decode("ascii")
    return _grouped(letters)


def typed_code(text: str) -> str:
    """A code as somebody typed it off paper, in its printed form; whether it is right is another question."""
    plain = unicodedata.normalize("NFKC", text).upper().translate(_MISREAD)
    return _grouped("".join(letter for letter in plain if letter.isascii() and letter.isalnum()))


def code_is_right(secret_key: bytes, payload: bytes, typed: str) -> bool:
    """Whether a typed code belongs to the content; takes the same time for every wrong one."""
    expected = check_code(secret_key, payload)
    return hmac.compare_digest(expected.encode(), typed_code(typed).encode())


def _grouped(letters: str) -> str:
    starts = range(0, len(letters), GROUP_CHARACTERS)
    return "-".join(letters[start : start + GROUP_CHARACTERS] for start in starts)


def _names(template: str) -> set[str]:
    """The names in braces. Anything but a bare name, such as an attribute or a format, is refused."""
    try:
        parts = list(string.Formatter().parse(template))
    except ValueError:
        raise BadTemplate("文号模板的大括号不成对") from None
    for _, name, form, conversion in parts:
        if name is not None and (not name.isidentifier() or form or conversion):
            raise BadTemplate("文号模板的大括号里只能写一个名称，如 {year}")
    return {name for _, name, _, _ in parts if name is not None}
