"""What an official document says, apart from how it looks.

A paper is a value: it is sealed as its JSON and can be drawn again at any time, as docx or PDF.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from sanze.foundation.documents import layout

JSON_FORM = 1
CELL_INSET = 20  # points, both sides of a cell together

_CONTROLS = r"\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
_UNSEEN = r"\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufe00-\ufe0f\ufeff"
_UNPRINTABLE = re.compile(f"[{_CONTROLS}{_UNSEEN}]")
_SHORT_VALUE = 12
_SHORT_LABEL = 8


@dataclass(frozen=True)
class Heading:
    """A heading in the text, with its own numbering written out; level 1 (一、) to 4 ((1))."""

    text: str
    level: int = 1

    def __post_init__(self):
        if not 1 <= self.level <= 4:
            raise ValueError("a heading has a level from 1 to 4")


@dataclass(frozen=True)
class Para:
    """A paragraph; line breaks begin further ones."""

    text: str


@dataclass(frozen=True)
class Items:
    """Items numbered from 1 on."""

    texts: tuple[str, ...]

    def __post_init__(self):
        object.__setattr__(self, "texts", tuple(self.texts))


# A word without a place to break, as far as it is printed in one line; its letters are half as wide as high.
_WORD = re.compile(r"[!-~]{1,18}")


def _unbroken(cells: tuple[str, ...]) -> float:
    """The part of the type area that the longest word of a column takes."""
    longest = max((len(word) for each in cells for word in _WORD.findall(each)), default=0)
    return (longest * layout.SIZE_4 / 2 + CELL_INSET) / layout.BLOCK_POINTS


@dataclass(frozen=True)
class Table:
    """A ruled table; widths are parts of the whole, equal where none are given."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()

    def __post_init__(self):
        object.__setattr__(self, "headings", tuple(self.headings))
        object.__setattr__(self, "rows", tuple(map(tuple, self.rows)))
        object.__setattr__(self, "widths", tuple(self.widths) or (1,) * len(self.headings))
        if not self.headings or {len(self.widths), *map(len, self.rows)} != {len(self.headings)}:
            raise ValueError("all rows of a table are as wide as its headings")

    def fitted(self) -> list[float]:
        """The widths as parts of one, each column wide enough for the dates and numbers in it, which do not break."""
        needed = [_unbroken(each) for each in zip(self.headings, *self.rows, strict=True)]
        fixed: dict[int, float] = {}
        while True:
            room = 1 - sum(fixed.values())
            rest = sum(each for at, each in enumerate(self.widths) if at not in fixed)
            parts = [fixed.get(at, room * each / rest if rest else 0) for at, each in enumerate(self.widths)]
            tight = {at: needed[at] for at, each in enumerate(parts) if at not in fixed and each < needed[at]}
            if not tight or sum({**fixed, **tight}.values()) >= 1:
                return parts
            fixed |= tight


@dataclass(frozen=True)
class Fields:
    """Labels and their values, as on a form."""

    pairs: tuple[tuple[str, str], ...]

    def __post_init__(self):
        object.__setattr__(self, "pairs", tuple((label, value) for label, value in self.pairs))


@dataclass(frozen=True)
class Signatures:
    """Lines on which people sign by hand, each with its date."""

    labels: tuple[str, ...]

    def __post_init__(self):
        object.__setattr__(self, "labels", tuple(self.labels))


Block = Heading | Para | Items | Table | Fields | Signatures
_BLOCKS = {each.__name__.lower(): each for each in (Heading, Para, Items, Table, Fields, Signatures)}


@dataclass(frozen=True)
class Paper:
    """One official document.

    issuer: the body that issues it; mark: the words of the red head, the issuer's name and 文件 if empty.
    signatory: who signs, the issuer if empty. remedies: how to object, printed before the signature.
    receipt: whether a form for its delivery (送达签收) follows. red_head: the head of an official letter;
    without it the head of a form. check_code, check_url: for whoever checks a print.
    """

    kind: str
    issuer: str
    title: str
    number: str = ""
    recipient: str = ""
    blocks: tuple[Block, ...] = ()
    closing: str = ""
    signatory: str = ""
    signed_on: date | None = None
    attachments: tuple[str, ...] = ()
    remedies: str = ""
    receipt: bool = False
    copy_to: tuple[str, ...] = ()
    printed_by: str = ""
    printed_on: date | None = None
    red_head: bool = False
    mark: str = ""
    check_code: str = ""
    check_url: str = ""

    def __post_init__(self):
        for name in ("blocks", "attachments", "copy_to"):
            object.__setattr__(self, name, tuple(getattr(self, name)))

    @property
    def signed_by(self) -> str:
        """The name under the text."""
        return self.signatory or self.issuer

    @property
    def red_words(self) -> str:
        """The words of the red head."""
        return self.mark or f"{self.issuer}文件"

    @property
    def has_imprint(self) -> bool:
        """Whether there is anything to say in the imprint (版记) at the foot of the last page."""
        return bool(self.copy_to or self.printed_by)

    def to_json(self) -> str:
        """The same text for the same paper, always: keys sorted, no blanks."""
        content = {field.name: getattr(self, field.name) for field in fields(self)}
        content["blocks"] = [{"block": type(each).__name__.lower(), **asdict(each)} for each in self.blocks]
        content["form"] = JSON_FORM
        return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)

    @classmethod
    def from_json(cls, text: str) -> "Paper":
        """The paper that to_json() wrote down. Raises ValueError for anything else."""
        content = json.loads(text)
        if not isinstance(content, dict) or content.pop("form", None) != JSON_FORM:
            raise ValueError("not a paper of a known form")
        try:
            content["blocks"] = tuple(map(_block, content["blocks"]))
            for name in ("signed_on", "printed_on"):
                content[name] = date.fromisoformat(content[name]) if content[name] else None
            return cls(**content)
        except (KeyError, TypeError) as error:
            raise ValueError(f"not a paper: {error}") from error


def _block(content: dict[str, Any]) -> Block:
    content = dict(content)
    return _BLOCKS[content.pop("block")](**content)


def chinese_date(day: date) -> str:
    """A day as it stands under a document: 2026年3月2日."""
    return f"{day.year}年{day.month}月{day.day}日"


def printable_lines(text: str) -> list[str]:
    """The text line by line without anything that cannot be printed; always at least one line."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\v", "\n")
    lines = [line.strip(" \u00a0") for line in _UNPRINTABLE.sub("", plain).split("\n")]
    return [line for line in lines if line] or [""]


def printable(text: str) -> str:
    """The text on one line."""
    return " ".join(printable_lines(text))


def numbered(texts: Sequence[str]) -> list[str]:
    """Items with their numbers before them."""
    return [f"{number}. {text}" for number, text in enumerate(texts, start=1)]


def attachment_lines(attachments: Sequence[str]) -> list[tuple[str, str]]:
    """Label and name of each attachment; a single one bears no number."""
    names = list(attachments) if len(attachments) == 1 else numbered(attachments)
    return [("附件：" if index == 0 else "", name) for index, name in enumerate(names)]


def form_rows(pairs: Sequence[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """The pairs of a form row by row: two short ones share a row."""
    waiting: tuple[str, str] | None = None
    for pair in pairs:
        if len(pair[0]) > _SHORT_LABEL or len(pair[1]) > _SHORT_VALUE or "\n" in pair[1]:
            if waiting:
                yield [waiting]
            waiting = None
            yield [pair]
        elif waiting:
            yield [waiting, pair]
            waiting = None
        else:
            waiting = pair
    if waiting:
        yield [waiting]


RECEIPT_PAIRS = (
    ("受送达人", ""),
    ("送达方式", ""),
    ("送达地点", ""),
    ("送达人签名", ""),
    ("送达时间", "　　　　年　　　月　　　日　　　时　　　分"),
    ("受送达人签名或者盖章", ""),
    ("代收人签名及与受送达人关系", ""),
    ("备注", ""),
)
