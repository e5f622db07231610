"""The partitioned table is what the model says, whatever the day."""

from django.db import connection

from sanze.perform.duties.models import Obligation


def test_the_table_made_by_hand_has_the_columns_and_indexes_of_the_model(db):
    with connection.cursor() as cursor:
        columns = {
            each.name: each.null_ok
            for each in connection.introspection.get_table_description(cursor, "duties_obligation")
        }
        cursor.execute("SELECT indexname FROM pg_indexes WHERE tablename = 'duties_obligation'")
        indexes = {name for (name,) in cursor.fetchall()}
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE conrelid = 'duties_obligation'::regclass AND contype = 'c'"
        )
        checks = {name for (name,) in cursor.fetchall()}

    assert columns == {each.column: each.null for each in Obligation._meta.concrete_fields}
    unique, *others = Obligation._meta.constraints
    assert indexes == {each.name for each in Obligation._meta.indexes} | {unique.name, "duties_obligation_pkey"}
    assert checks >= {each.name for each in others}
