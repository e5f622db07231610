"""psycopg writing the rows of one submit again and again: what the database alone asks for the work."""

import os
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


class Recorded:
    """The rows that the newest submit wrote, as the tables hold them."""

    def __init__(self):
        with connect() as raw, raw.cursor(row_factory=dict_row) as cursor:
            act = cursor.execute(_newest(Act, 1)).fetchone()
            number = int(act["subject"].split(":")[1])
            select = sql.SQL("SELECT * FROM {} WHERE id = %s").format(_table(Visit))
            visit = cursor.execute(select, [number]).fetchone()
            dangers = cursor.execute(_newest(Danger, 3)).fetchall()
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
        self.raw.commit()


def connect() -> psycopg.Connection:
    return psycopg.connect(os.environ["SANZE_DATABASE_URL"])


def elsewhere(since: int) -> dict[str, int]:
    """Table → rows written since a transaction number, in tables that the replay does not write."""
    known = {each._meta.db_table for each in REPLAYED}
    found = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            count = sql.SQL("SELECT count(*) FROM {} WHERE xmin::text::bigint >= %s").format(sql.Identifier(table))
            cursor.execute(count, [since])
            if (rows := cursor.fetchone()[0]) and table not in known:
                found[table] = rows
    return found


def next_transaction() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        return cursor.fetchone()[0]


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
