"""Turn the rows of a table into plain values, and tell of every cell that will not do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sanze.foundation.sheets import cells
from sanze.foundation.sheets.cells import BadCell
from sanze.foundation.sheets.fields import Field, Kind
from sanze.foundation.sheets.headings import Mapping
from sanze.foundation.sheets.read import Table

SHOWN_CHARACTERS = 60


class GoodRow(NamedTuple):
    """A row without a problem: its number in the sheet, and a value for every field."""

    number: int
    values: dict[str, Any]


class RowProblem(NamedTuple):
    """One cell that will not do: row number, column label, the cell as text, and a sentence."""

    number: int
    column: str
    value: str
    sentence: str


class Parsed(NamedTuple):
    """All rows of a table, sorted into good ones and the problems of the others."""

    good: list[GoodRow]
    problems: list[RowProblem]


@dataclass(frozen=True)
class _Reader:
    """How one field is read from its column; the column is None where the file has none."""

    field: Field
    column: int | None
    convert: Callable[[Any], Any]
    empty: Any
    seen: dict[Any, int]

    def read(self, number: int, row: Sequence[Any]) -> Any:
        raw = row[self.column] if self.column is not None and self.column < len(row) else None
        if raw is None or raw == "" or (type(raw) is str and cells.is_blank(raw)):
            if self.field.required:
                raise BadCell("必填，不能为空")
            return self.empty
        value = self.convert(raw)
        if self.field.unique and self.seen.setdefault(value, number) != number:
            raise BadCell(f"与第 {self.seen[value]} 行重复")
        return value


def parse(table: Table, mapping: Mapping, fields: Sequence[Field]) -> Parsed:
    """Every row of the table as values by field name; a row with any problem is not among the good ones.

    A field without a column counts as empty. Empty texts and codes become "", anything else None.
    """
    every = [_reader(field, mapping.columns.get(field.name)) for field in fields]
    absent = {each.field.name: each.empty for each in every if each.column is None and not each.field.required}
    readers = [each for each in every if each.field.name not in absent]
    good: list[GoodRow] = []
    problems: list[RowProblem] = []
    for number, row in table.rows:
        values: dict[str, Any] = {}
        for reader in readers:
            try:
                values[reader.field.name] = reader.read(number, row)
            except BadCell as reason:
                problems.append(RowProblem(number, reader.field.label, _shown(reader, row), str(reason)))
        if len(values) == len(readers):
            good.append(GoodRow(number, absent | values))
    return Parsed(good, problems)


def _reader(field: Field, column: int | None) -> _Reader:
    empty = "" if field.kind in (Kind.TEXT, Kind.CODE) else None
    return _Reader(field, column, _checked(field, _converter(field)), empty, {})


def _converter(field: Field) -> Callable[[Any], Any]:
    if field.kind is Kind.CHOICE:
        return _choice(field)
    return {
        Kind.TEXT: cells.to_text,
        Kind.CODE: cells.to_code,
        Kind.INTEGER: cells.to_integer,
        Kind.DECIMAL: cells.to_decimal,
        Kind.DATE: cells.to_date,
        Kind.BOOLEAN: cells.to_boolean,
    }[field.kind]


def _choice(field: Field) -> Callable[[Any], Any]:
    values = {cells.choice_key(label): value for label, value in field.choices.items()}
    labels = "、".join(list(field.choices)[:12]) + ("等" if len(field.choices) > 12 else "")

    def convert(raw: Any) -> Any:
        try:
            return values[cells.choice_key(cells.to_text(raw))]
        except KeyError:
            raise BadCell(f"只能填：{labels}") from None

    return convert


def _checked(field: Field, convert: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The conversion followed by the field's own limits, where it has any."""
    if field.max_length is None and field.minimum is None and field.maximum is None and field.check is None:
        return convert

    def read(raw: Any) -> Any:
        value = convert(raw)
        if field.max_length is not None and len(value) > field.max_length:
            raise BadCell(f"最多 {field.max_length} 个字，现有 {len(value)} 个")
        if field.minimum is not None and value < field.minimum:
            raise BadCell(f"不能小于 {field.minimum}")
        if field.maximum is not None and value > field.maximum:
            raise BadCell(f"不能大于 {field.maximum}")
        if field.check is not None and (sentence := field.check(value)):
            raise BadCell(sentence)
        return value

    return read


def _shown(reader: _Reader, row: Sequence[Any]) -> str:
    if reader.column is None or reader.column >= len(row):
        return ""
    text = cells.to_text(row[reader.column])
    return text if len(text) <= SHOWN_CHARACTERS else text[:SHOWN_CHARACTERS] + "…"
