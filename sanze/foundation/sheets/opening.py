"""What is told of a sheet before its rows, and how large it may be."""

from typing import NamedTuple

MAX_ROWS = 200_000
MAX_COLUMNS = 100

Range = tuple[tuple[int, int], tuple[int, int]]


class Opening(NamedTuple):
    """A chosen sheet. first_row: index of the row its cells begin in; others: sheets that were not chosen.

    merged: ranges as ((top, left), (bottom, right)), counted from the first cell.
    """

    sheet: str
    first_row: int
    merged: list[Range]
    others: list[str]


class Refusal(NamedTuple):
    """A sentence for the user instead of rows."""

    sentence: str
