"""Rows written by one plain INSERT or UPDATE: what the ORM does, for a third of its processor time."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connections, models
from psycopg.adapt import Transformer

# Values that psycopg takes as they are, whatever the field; anything else is prepared by its field.
READY = frozenset({str, int, float, bool, type(None), date})


def insert(rows: Sequence[models.Model], using: str) -> None:
    """Write new rows of one model and give them their keys. Values only: no expression, no inheritance of tables."""
    connection = connections[using]
    head, fields, tail = _order(type(rows[0]), using)
    cells = cells_of(fields, connection)
    with connection.cursor() as cursor:
        quoted = ", ".join(_quoted(cells(row), connection) for row in rows)
        cursor.execute(f"{head} VALUES {quoted} {tail}")
        for row, (pk,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = pk
            row._state.adding, row._state.db = False, using


def update(row: models.Model, changes: dict[str, Any], only_if: dict[str, Any], using: str) -> int:
    """Write changed values to a row if it still has those of `only_if`; how many rows that were. Values only."""
    connection, meta = connections[using], type(row)._meta
    quote = connection.ops.quote_name

    def told(values: dict[str, Any]) -> tuple[list[str], list[Any]]:
        fields = [(meta.get_field(name), value) for name, value in values.items()]
        prepared = [
            each.get_db_prep_save(value.pk if isinstance(value, models.Model) else value, connection)
            for each, value in fields
        ]
        return [quote(each.column) for each, _ in fields], prepared

    (columns, after), (guards, before) = told(changes), told({meta.pk.name: row.pk} | only_if)
    pairs = ", ".join(f"{each} = %s" for each in columns)
    where = " AND ".join(f"{each} IS NOT DISTINCT FROM %s" if each != guards[0] else f"{each} = %s" for each in guards)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {quote(meta.db_table)} SET {pairs} WHERE {where}", after + before)  # noqa: S608
        return cursor.rowcount


def _quoted(values: list[Any], connection) -> str:
    """A row of values as SQL writes them. psycopg would take a statement of many values apart at every call."""
    write = Transformer(connection.connection).as_literal
    return f"({b', '.join(map(write, values)).decode()})"


@lru_cache(maxsize=256)
def _order(model: type[models.Model], using: str) -> tuple[str, list[models.Field], str]:
    quote = connections[using].ops.quote_name
    fields = [each for each in model._meta.concrete_fields if not each.generated and not each.primary_key]
    columns = ", ".join(quote(each.column) for each in fields)
    table, key = quote(model._meta.db_table), quote(model._meta.pk.column)
    return f"INSERT INTO {table} ({columns})", fields, f"RETURNING {key}"


def cells_of(fields: Sequence[models.Field], connection) -> Callable[[models.Model], list[Any]]:
    """A function that gives the values of a row as the database takes them."""
    plans = [(each, each.attname, _takes_anything(each)) for each in fields]

    def cells(row: models.Model) -> list[Any]:
        told = []
        for field, name, ready in plans:
            value = field.pre_save(row, True) if not ready else getattr(row, name)
            told.append(value if ready and type(value) in READY else field.get_db_prep_save(value, connection))
        return told

    return cells


@lru_cache(maxsize=4096)
def _takes_anything(field: models.Field) -> bool:
    """Whether a plain value of the field is stored as it stands; not so for JSON, money, or what sets itself."""
    plain = models.CharField | models.TextField | models.IntegerField | models.FloatField | models.BooleanField
    if isinstance(field, models.ForeignKey):
        field = field.target_field
    own = type(field).pre_save is models.Field.pre_save
    return own and isinstance(field, plain | models.DateField) and not isinstance(field, models.DateTimeField)
