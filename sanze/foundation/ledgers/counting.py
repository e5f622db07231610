"""Counting the rows of several lists at once, none of them further than anybody wants to know."""

from collections.abc import Sequence

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet


def capped(lists: Sequence[QuerySet], most: int) -> list[int]:
    """How many rows each list has, `most` + 1 for more than `most`; one statement for all of them."""
    parts, told = [], []
    for rows in lists:
        try:
            statement, values = rows.order_by().values("pk")[: most + 1].query.sql_with_params()
        except EmptyResultSet:
            parts.append("0")
            continue
        parts.append(f"(SELECT count(*) FROM ({statement}) AS rows)")  # noqa: S608 (the ORM's own statements)
        told += values
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(parts), told)
        return list(cursor.fetchone())
