"""What is copied of the subjects that a regime selects, as SQL: key, name, and their place in the scope."""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import models
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce

# Slot: how a kind of record is named in lists, where not by its field `name`.
FACES: dict[type[models.Model], Any] = {}

NOTHING = "SELECT NULL::bigint, '', '', '', NULL::bigint WHERE false"


def told_of(rows: QuerySet) -> QuerySet:
    """Of each subject (key, name, area code, industry, party)."""
    model, paths = rows.model, rows.model.SCOPE
    name = F("name") if any(each.name == "name" for each in model._meta.get_fields()) else Value("")
    return rows.order_by().values_list(
        "pk",
        Coalesce(FACES.get(model, name), Value("")),
        F(paths.area) if paths.area else Value(""),
        F(paths.industry) if paths.industry else Value(""),
        F(paths.party) if paths.party else Value(None, output_field=models.BigIntegerField()),
    )


def named(prefix: str, rows: QuerySet) -> tuple[str, dict[str, Any]]:
    """A query's SQL with its parameters under names; one that can find nothing becomes one that finds nothing."""
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return NOTHING, {}
    parts = sql.split("%s")
    names = [f"{prefix}{number}" for number in range(len(params))]
    said = "".join(f"{part}%({name})s" for part, name in zip(parts, names, strict=False)) + parts[-1]
    return said, dict(zip(names, params, strict=True))
