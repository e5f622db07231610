"""The quarters of the table of obligations: made before rows of those days come."""

from datetime import date, timedelta

from django.db import connection, transaction

TABLE = "duties_obligation"
REST = f"{TABLE}_other"
FURTHEST = timedelta(days=6 * 366)


def make_partitions(first: date, last: date) -> int:
    """Make the partitions of the quarters from the one of `first` to the one of `last`; returns how many were new.

    Rows of those days that came before their partition lie in the one for the rest, and move over. More than six
    years ahead none is made: such rows stay there.
    """
    quarters = list(_quarters(first, min(last, date.today() + FURTHEST)))
    if not quarters or not (missing := _missing(quarters)):
        return 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [TABLE])
        missing = _missing(quarters)
        for each in missing:
            _make(cursor, each)
    return len(missing)


def _make(cursor, first: date) -> None:
    name, end = _name(first), _following(first)
    cursor.execute(f"CREATE TABLE {name} (LIKE {TABLE} INCLUDING ALL)")
    cursor.execute(
        f"WITH moved AS (DELETE FROM {REST} WHERE due_on >= %s AND due_on < %s RETURNING *) "  # noqa: S608
        f"INSERT INTO {name} SELECT * FROM moved",
        [first, end],
    )
    cursor.execute(f"ALTER TABLE {TABLE} ATTACH PARTITION {name} FOR VALUES FROM ('{first}') TO ('{end}')")


def _missing(quarters: list[date]) -> list[date]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT child.relname FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid "
            "WHERE inhparent = to_regclass(%s)",
            [TABLE],
        )
        there = {name for (name,) in cursor.fetchall()}
    return [each for each in quarters if _name(each) not in there]


def _quarters(first: date, last: date):
    each = date(first.year, (first.month - 1) // 3 * 3 + 1, 1)
    while each <= last:
        yield each
        each = _following(each)


def _following(first: date) -> date:
    return date(first.year + first.month // 10, (first.month + 2) % 12 + 1, 1)


def _name(first: date) -> str:
    return f"{TABLE}_{first.year}q{(first.month + 2) // 3}"
