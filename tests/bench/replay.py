"""psycopg writing the rows of one submit again and again: what the database alone asks for the work."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import uuid4

import psycopg
from django.db import connection
from psycopg import sql
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from sanze.foundation.acts.models import Act, Lane
from sanze.perform.dangers.models import Danger
from sanze.perform.inspections.models import Visit, VisitFinding
from tests.bench.crew import Writer

REPLAYED = (Visit, Danger, VisitFinding, Act, Lane)


@dataclass
class Extra:
    """Rows that a submit wrote beside those that the replay knows: new ones, or one that it changed.

    varied: texts that must be unique, so that each replay tells others.
    """

    table: str
    rows: list[dict]
    fresh: bool
    varied: set[str]

    def statements(self) -> Iterator[tuple[sql.Composed, list]]:
        """What writes them, with the values; the texts that must be unique made anew at each call."""
        names = [each for each in self.rows[0] if each != "id"]
        told = [row | {name: uuid4().hex[:20] for name in self.varied} for row in self.rows]
        table, columns = sql.Identifier(self.table), sql.SQL(", ").join(map(sql.Identifier, names))
        if self.fresh:
            row = sql.SQL("({})").format(sql.SQL(", ").join([sql.Placeholder()] * len(names)))
            values = sql.SQL(", ").join([row] * len(told))
            order = sql.SQL("INSERT INTO {} ({}) VALUES {}").format(table, columns, values)
            yield order, [each[name] for each in told for name in names]
            return
        pairs = sql.SQL(", ").join(sql.SQL("{} = %s").format(sql.Identifier(each)) for each in names)
        for each in told:
            yield (
                sql.SQL("UPDATE {} SET {} WHERE id = %s").format(table, pairs),
                [*(each[name] for name in names), each["id"]],
            )


class Recorded:
    """The rows that one submit wrote, as the tables hold them."""

    def __init__(self, submit: Callable[[], None]):
        since, before = next_transaction(), _last_keys()
        submit()
        with connect() as raw, raw.cursor(row_factory=dict_row) as cursor:
            act = cursor.execute(_newest(Act, 1)).fetchone()
            number = int(act["subject"].split(":")[1])
            select = sql.SQL("SELECT * FROM {} WHERE id = %s").format(_table(Visit))
            visit = cursor.execute(select, [number]).fetchone()
            dangers = cursor.execute(_newest(Danger, 3)).fetchall()
            self.extras = [_extra(cursor, table, since, last) for table, last in before.items()]
        self.extras = [each for each in self.extras if each]
        self.act, self.visit, self.dangers = _told(act), _told(visit), [_told(each) for each in dangers]


class Replayer(Writer):
    """Writes the recorded rows with new keys, one transaction a visit, in one post's lane."""

    def __init__(self, recorded: Recorded, lane: int, visits: list[int]):
        self.recorded, self.lane, self.visits = recorded, lane, visits

    def ready(self) -> None:
        self.raw = connect()
        self.update = _update(Visit, list(self.recorded.visit))
        self.dangers = _insert(Danger, list(self.recorded.dangers[0]), len(self.recorded.dangers))
        self.links = _insert(VisitFinding, ["visit_id", "danger_id"], len(self.recorded.dangers))
        self.lanes = sql.SQL("UPDATE {} SET number = number + 1, seal = %s WHERE post_id = %s RETURNING number").format(
            _table(Lane)
        )
        self.act = _insert(Act, list(self.recorded.act), 1)
        for _ in range(6):  # psycopg prepares a statement at its sixth use
            self.write(self.visits.pop())

    def go(self) -> None:
        for each in self.visits:
            self.write(each)

    def write(self, visit: int) -> None:
        run = self.raw.execute
        run(self.update, [*self.recorded.visit.values(), visit])
        rows = [each | {"number": uuid4().hex[:20]} for each in self.recorded.dangers]
        made = run(self.dangers, [value for each in rows for value in each.values()]).fetchall()
        run(self.links, [value for (danger,) in made for value in (visit, danger)])
        ((number,),) = run(self.lanes, [self.recorded.act["seal"], self.lane]).fetchall()
        run(self.act, list((self.recorded.act | {"lane": self.lane, "number": number}).values()))
        for extra in self.recorded.extras:
            for statement, values in extra.statements():
                run(statement, values)
        self.raw.commit()


def connect() -> psycopg.Connection:
    return psycopg.connect(os.environ["SANZE_DATABASE_URL"])


def next_transaction() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        return cursor.fetchone()[0]


_ROOTS = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND EXISTS (
    SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'id')"""
_UNIQUE = """
SELECT a.attname FROM pg_index i
JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
WHERE i.indrelid = %s::regclass AND i.indisunique AND a.atttypid IN ('text'::regtype, 'varchar'::regtype)"""


def _last_keys() -> dict[str, int]:
    """Table → its highest key, for each table that the replay does not know."""
    known = {each._meta.db_table for each in REPLAYED}
    with connect() as raw:
        tables = [table for (table,) in raw.execute(_ROOTS) if table not in known]
        last = sql.SQL("SELECT coalesce(max(id), 0) FROM {}")
        types = sql.SQL("SELECT pg_typeof(max(id)) IN ('integer', 'bigint') FROM {}")
        numbered = [each for each in tables if raw.execute(types.format(sql.Identifier(each))).fetchone()[0]]
        return {each: raw.execute(last.format(sql.Identifier(each))).fetchone()[0] for each in numbered}


def _extra(cursor, table: str, since: int, last: int) -> Extra | None:
    select = sql.SQL("SELECT * FROM {} WHERE xmin::text::bigint >= %s").format(sql.Identifier(table))
    rows = cursor.execute(select, [since]).fetchall()
    if not rows:
        return None
    fresh = min(each["id"] for each in rows) > last
    varied = {each["attname"] for each in cursor.execute(_UNIQUE, [table])} if fresh else set()
    return Extra(table, rows, fresh, varied)


def _table(model) -> sql.Identifier:
    return sql.Identifier(model._meta.db_table)


def _newest(model, count: int) -> sql.Composed:
    return sql.SQL("SELECT * FROM {} ORDER BY id DESC LIMIT {}").format(_table(model), sql.Literal(count))


def _told(row: dict) -> dict:
    """A row's values as psycopg takes them, without the key."""
    as_json = {name: Jsonb(value) if name in JSON_COLUMNS else value for name, value in row.items()}
    return {name: value for name, value in as_json.items() if name != "id"}


def _columns(model) -> set[str]:
    return {each.column for each in model._meta.concrete_fields if each.get_internal_type() == "JSONField"}


JSON_COLUMNS = set().union(*(_columns(each) for each in REPLAYED))


def _update(model, columns: list[str]) -> sql.Composed:
    pairs = sql.SQL(", ").join(sql.SQL("{} = %s").format(sql.Identifier(each)) for each in columns)
    return sql.SQL("UPDATE {} SET {} WHERE id = %s").format(_table(model), pairs)


def _insert(model, columns: list[str], rows: int) -> sql.Composed:
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    row = sql.SQL("({})").format(sql.SQL(", ").join([sql.Placeholder()] * len(columns)))
    values = sql.SQL(", ").join([row] * rows)
    return sql.SQL("INSERT INTO {} ({}) VALUES {} RETURNING id").format(_table(model), names, values)
