"""Official documents as PDF/A-2b, set by typst from one template kept warm."""

import json
import re
import threading
from collections.abc import Sequence
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import typst

from sanze.foundation.documents import layout
from sanze.foundation.documents.fonts import chosen, installed
from sanze.foundation.documents.paper import (
    RECEIPT_PAIRS,
    Block,
    Fields,
    Heading,
    Items,
    Paper,
    Para,
    Table,
    attachment_lines,
    chinese_date,
    form_rows,
    numbered,
    printable,
    printable_lines,
)
from sanze.foundation.documents.qr import qr_svg
from sanze.foundation.moment import SHANGHAI

STANDARD = "a-2b"
# Printers' mark for a character that no typeface has.
MISSING_CHARACTER = "〓"

_TEMPLATE = Path(__file__).with_name("paper.typ")
_MOST_MISSING = 40
_MISSING = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_OUTSIDE_EVERY_FONT = re.compile(
    "[^\n -~\u00a0-\u00ff\u0391-\u03c9\u200b\u2010-\u2027\u2103-\u217f\u2460-\u24ff\u3000-\u9fff\uff01-\uff5e]"
)
_LONG_WORD = re.compile(r"[!-~]{18}(?=[!-~])")
_one_at_a_time = threading.Lock()


def render_pdf(paper: Paper) -> bytes:
    """The document as PDF/A-2b; the same bytes for the same paper on the same server.

    A character that no typeface has is printed as 〓. Raises NoFont on a server without a Chinese typeface.
    """
    drawing = _drawing(paper)
    with _one_at_a_time:
        for _ in range(_MOST_MISSING):
            try:
                return _compiled(drawing, paper.signed_on)
            except typst.TypstError as error:
                if "could not be displayed" not in error.message:
                    raise
                drawing = _without_missing(drawing, error.message)
        return _compiled(_replaced(drawing, _OUTSIDE_EVERY_FONT), paper.signed_on)


def _compiled(drawing: dict[str, Any], day: date | None) -> bytes:
    moment = datetime.combine(day or date(2000, 1, 1), time(), SHANGHAI)
    return _compiler().compile(
        format="pdf",
        pdf_standards=STANDARD,
        timestamp=int(moment.timestamp()),
        sys_inputs={
            "paper": json.dumps(drawing),
            "layout": json.dumps(_figures(drawing["mark"])),
            "fonts": json.dumps(_fonts()),
        },
    )


@cache
def _compiler() -> typst.Compiler:
    # Given as bytes the template would be there for the first document only.
    return typst.Compiler(str(_TEMPLATE), font_paths=installed())


@cache
def _fonts() -> dict[str, list[str]]:
    return chosen(frozenset(installed().families()))


def _figures(mark: str) -> dict[str, Any]:
    figures = {name.lower(): value for name, value in vars(layout).items() if name.isupper()}
    return {**figures, "tracking": layout.tracking(), "mark_size": layout.mark_size(mark)}


def _without_missing(drawing: dict[str, Any], message: str) -> dict[str, Any]:
    found = _MISSING.search(message)
    if found is None:
        return _replaced(drawing, _OUTSIDE_EVERY_FONT)
    text = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), found[1])
    return _replaced(drawing, re.compile(re.escape(text)))


def _replaced(drawn: Any, pattern: re.Pattern) -> Any:
    """The drawing with the printers' mark in all its texts for what the pattern finds."""
    if isinstance(drawn, str):
        return pattern.sub(MISSING_CHARACTER, drawn)
    if isinstance(drawn, dict):
        return {key: _replaced(value, pattern) for key, value in drawn.items()}
    if isinstance(drawn, list):
        return [_replaced(value, pattern) for value in drawn]
    return drawn


def _drawing(paper: Paper) -> dict[str, Any]:
    """All that the template prints, as plain texts and lists of them."""
    return {
        "issuer": _line(paper.issuer),
        "mark": _line(paper.red_words),
        "title": _line(paper.title),
        "number": _line(paper.number),
        "recipient": _line(paper.recipient),
        "red_head": paper.red_head,
        "blocks": [_block(each) for each in paper.blocks],
        "closing": _lines(paper.closing) if paper.closing else [],
        "remedies": _lines(paper.remedies) if paper.remedies else [],
        "attachments": [list(map(_line, each)) for each in attachment_lines(paper.attachments)],
        "signed_by": _line(paper.signed_by),
        "signed_on": chinese_date(paper.signed_on) if paper.signed_on else "",
        "receipt": _form(RECEIPT_PAIRS) if paper.receipt else [],
        "copy_to": "，".join(map(_line, paper.copy_to)),
        "printed_by": _line(paper.printed_by),
        "printed_on": f"{chinese_date(paper.printed_on)}印发" if paper.printed_on else "",
        "has_imprint": paper.has_imprint,
        "check_code": _line(paper.check_code),
        "check_url": _line(paper.check_url),
        "qr": qr_svg(paper.check_url) if paper.check_url else "",
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            return {"block": "heading", "text": _line(block.text), "level": block.level}
        case Para():
            return {"block": "para", "lines": _lines(block.text)}
        case Items():
            return {"block": "items", "items": list(map(_lines, numbered(block.texts)))}
        case Table():
            headings, *rows = ([_lines(cell) for cell in row] for row in (block.headings, *block.rows))
            return {"block": "table", "headings": headings, "rows": rows, "widths": block.fitted()}
        case Fields():
            return {"block": "fields", "rows": _form(block.pairs)}
    return {"block": "signatures", "labels": list(map(_line, block.labels))}


def _form(pairs: Sequence[tuple[str, str]]) -> list[list[dict[str, list[str]]]]:
    return [
        [{"label": _lines(label), "value": _lines(value)} for label, value in row] for row in form_rows(pairs)
    ]


def _line(text: str) -> str:
    return _breakable(printable(text))


def _lines(text: str) -> list[str]:
    return list(map(_breakable, printable_lines(text)))


def _breakable(text: str) -> str:
    """The text with places to break inside words too long for a line."""
    return _LONG_WORD.sub("\\g<0>\u200b", text)
