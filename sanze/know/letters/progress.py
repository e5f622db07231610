"""The progress of every level as a table: units down, levels across, each figure with where it leads."""

from collections.abc import Iterator
from dataclasses import dataclass

from sanze.foundation.regime.entries.letter import Letter as Template
from sanze.foundation.scope.actor import Actor
from sanze.know.jurisdictions.models import Level
from sanze.know.jurisdictions.queries import path_of
from sanze.know.letters.facts import ledger_url
from sanze.know.letters.queries import Cell, progress

COUNTY_DIGITS = 6


@dataclass(frozen=True)
class Figures:
    """One cell with the addresses of the letters behind it."""

    level: str
    cell: Cell
    issued_url: str
    signed_url: str
    unsigned_url: str
    again_url: str

    def values(self) -> list[int]:
        return [self.cell.due, self.cell.issued, self.cell.signed, self.cell.unsigned, self.cell.again]

    @property
    def rate(self) -> int | None:
        """Percent signed of what should be."""
        return round(100 * self.cell.signed / self.cell.due) if self.cell.due else None

    @property
    def tone(self) -> str:
        if self.cell.missing or self.cell.unsigned or self.cell.again:
            return "late" if self.cell.missing or self.cell.again else "wait"
        return "done"


@dataclass(frozen=True)
class Row:
    """One unit: a township, or the county for what lies above them."""

    name: str
    figures: list[Figures | None]


@dataclass(frozen=True)
class Matrix:
    """The table of one year. total: the sums of each level."""

    year: int
    levels: list[Template]
    rows: list[Row]
    total: Row

    def sheet_rows(self) -> Iterator[list]:
        """The rows as the sheet holds them, the sums last."""
        for row in [*self.rows, self.total]:
            cells = [each.values() if each else [0] * 5 for each in row.figures]
            yield [row.name, *(value for values in cells for value in values)]


def matrix_of(actor: Actor, year: int) -> Matrix:
    """The table as the actor sees it."""
    found = progress(actor, year)
    rows = [
        Row(_face(code), [_figures(each, year, code, cells.get(each.id)) for each in found.templates])
        for code, cells in found.units.items()
    ]
    total = Row("合计", [_figures(each, year, "", found.totals.get(each.id)) for each in found.templates])
    return Matrix(year, found.templates, rows, total)


def _face(code: str) -> str:
    return path_of(code, [Level.COUNTY if len(code) == COUNTY_DIGITS else Level.TOWNSHIP]) or "本级"


def _figures(template: Template, year: int, code: str, cell: Cell | None) -> Figures | None:
    if cell is None:
        return None
    own = {"template": template.id, "year": year, "area": code if len(code) > COUNTY_DIGITS else ""}
    return Figures(
        template.level,
        cell,
        ledger_url(**own, issued=1),
        ledger_url(**own, state="signed"),
        ledger_url(**own, unsigned=1),
        ledger_url(**own, again=1),
    )
