"""Queries that the ORM writes once and that are told other values ever after.

Of a small query's processor time most is the writing of its SQL. Only for what nearly every request asks.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.query import ModelIterable, get_related_populators


@dataclass(frozen=True)
class Blank:
    """Where in the parameters a value told later goes."""

    name: str


def blank(name: str, sql: str = "%s") -> RawSQL:
    """Stands in a query for a value that each call tells."""
    return RawSQL(sql, [Blank(name)])


class Compiled:
    """A query with blanks, written at its first use; it gives the records, or the tuples of a `values_list`."""

    def __init__(self, write: Callable[[], QuerySet]):
        self._write = write
        self._plan: _Plan | None = None

    def rows(self, **told: Any) -> list:
        """What the query finds with the blanks filled."""
        plan = self._plan or _Plan(self._write())
        self._plan = plan
        if plan.nothing:
            return []
        connection = connections[DEFAULT_DB_ALIAS]
        with connection.cursor() as cursor:
            cursor.execute(plan.sql, [told[each.name] if type(each) is Blank else each for each in plan.params])
            found = cursor.fetchall()
        return list(plan.read(found, connection))

    def first(self, **told: Any) -> Any:
        """The first that it finds, or None."""
        return next(iter(self.rows(**told)), None)


class _Plan:
    """The SQL of a query, and how its rows become records. nothing: that it can find none, such as `none()`."""

    def __init__(self, rows: QuerySet):
        compiler = rows.query.get_compiler(using=DEFAULT_DB_ALIAS)
        self.nothing = False
        try:
            self.sql, self.params = compiler.as_sql()
        except EmptyResultSet:
            self.nothing = True
            return
        select = compiler.select
        self.converters = compiler.get_converters([each[0] for each in select])
        self.model = None
        if rows._iterable_class is ModelIterable:
            told = compiler.klass_info
            self.model, columns = told["model"], told["select_fields"]
            self.first, self.end = columns[0], columns[-1] + 1
            self.names = [each[0].target.attname for each in select[self.first : self.end]]
            self.related = get_related_populators(told, select, DEFAULT_DB_ALIAS)

    def read(self, found: list[tuple], connection) -> Iterator:
        for row in map(list, found):
            for position, (converters, expression) in self.converters.items():
                for convert in converters:
                    row[position] = convert(row[position], expression, connection)
            yield self._record(row) if self.model else tuple(row)

    def _record(self, row: list):
        record = self.model.from_db(DEFAULT_DB_ALIAS, self.names, row[self.first : self.end])
        for each in self.related:
            each.populate(row, record)
        return record
