"""Many rows like one, made by SQL: for work of which only the next step is measured."""

from django.db import connection, models
from psycopg import sql


def copies_of(pattern: models.Model, count: int) -> list[int]:
    """Keys of `count` new rows like the pattern; texts that must be unique get a number of their own."""
    fields = [each for each in type(pattern)._meta.concrete_fields if not each.primary_key]
    table = sql.Identifier(type(pattern)._meta.db_table)
    names = sql.SQL(", ").join(sql.Identifier(each.column) for each in fields)
    fresh = sql.SQL("'B' || left(md5(random()::text), 18)")
    told = sql.SQL(", ").join(fresh if each.unique else sql.Identifier(each.column) for each in fields)
    order = sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {}, generate_series(1, %s) WHERE id = %s RETURNING id")
    with connection.cursor() as cursor:
        cursor.execute(order.format(table, names, told, table), [count, pattern.pk])
        return [pk for (pk,) in cursor.fetchall()]
