"""Find the heading row of a sheet below its titles, also where headings are merged over two or three rows."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sanze.foundation.sheets.cells import to_text
from sanze.foundation.sheets.headings import heading_key
from sanze.foundation.sheets.opening import Range

SEARCHED_ROWS = 10
MAX_HEADER_ROWS = 3


@dataclass(frozen=True)
class Header:
    """The headings and the index of the last row that they take up; known counts those recognised."""

    headings: tuple[str, ...]
    last_row: int
    known: int


def find_header(rows: Sequence[Sequence[Any]], merged: Collection[Range], known: Collection[str]) -> Header:
    """The heading row among the first rows: where most known names stand, otherwise most different texts.

    merged: ranges as ((top, left), (bottom, right)), counted from the first of the rows.
    known: names as heading_key gives them.
    """
    first = rows[: SEARCHED_ROWS + MAX_HEADER_ROWS]
    filled = _filled([[to_text(cell) for cell in row] for row in first], merged)
    scores = [_score(row, known) for row in filled[:SEARCHED_ROWS]]
    best = max(range(len(scores)), key=lambda index: (scores[index], -index))
    top, bottom = _extent(best, merged, len(filled))
    return Header(tuple(_joined(filled[top : bottom + 1])), bottom, scores[best][0])


def _score(row: list[str], known: Collection[str]) -> tuple[int, int]:
    texts = {heading_key(text) for text in row if text and not text.replace(".", "").isdigit()}
    return len(texts & set(known)), len(texts)


def _filled(rows: list[list[str]], merged: Collection[Range]) -> list[list[str]]:
    """The rows with the text of each merged range in all its cells."""
    for (top, left), (bottom, right) in merged:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        text = rows[top][left]
        for row in rows[top : bottom + 1]:
            row[left : right + 1] = [text] * len(row[left : right + 1])
    return rows


def _extent(best: int, merged: Collection[Range], height: int) -> tuple[int, int]:
    """The first and last row that merged cells tie to the best one."""
    tied = [
        (top, bottom)
        for (top, _), (bottom, _) in merged
        if top <= best <= bottom and bottom - top < MAX_HEADER_ROWS
    ]
    first = min((top for top, _ in tied), default=best)
    last = max((bottom for _, bottom in tied), default=best)
    return first, min(last, height - 1)


def _joined(rows: list[list[str]]) -> list[str]:
    """One heading for a column: its lowest text, with the one above where the lowest alone is not unique."""
    stacks = [list(dict.fromkeys(text for text in column if text)) for column in zip(*rows, strict=True)]
    leaves = Counter(stack[-1] for stack in stacks if stack)
    return ["" if not stack else stack[-1] if leaves[stack[-1]] == 1 else "".join(stack) for stack in stacks]
