"""Who owes a duty: the regime's selection and its way of finding holders, as one SQL query."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import models
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce, Concat

from sanze.foundation.identity.models import Post
from sanze.foundation.regime.entries.duty import Duty
from sanze.foundation.regime.schema import Regime
from sanze.foundation.regime.selecting import selected

# How a kind of record is named in lists, where not by its field `name`.
FACES: dict[type[models.Model], Any] = {Post: Concat("unit", "title")}

# Slot: the rows (label of the subject, id of the post) that carry a responsibility of that name on a day, as a query
# of those two values; None for a name that it does not keep.
CARRIED: list[Callable[[str, date], QuerySet | None]] = []

NOTHING = "SELECT NULL::bigint, '', '', '', NULL::bigint WHERE false"
NOBODY = "SELECT NULL::bigint AS pk, NULL::bigint AS post_id WHERE false"

# Of several posts the nearest, then the one for this industry in particular; what is left is dealt out by a hash, so
# that each subject stays with its post when others come and go.
BY_AREA = """
    SELECT DISTINCT ON (subject.pk) subject.pk, post.id AS post_id
    FROM subject CROSS JOIN (SELECT DISTINCT length(area_code) AS digits FROM post) reach
    JOIN post ON post.area_code = left(subject.area_code, reach.digits) AND post.party_id IS NULL
    WHERE cardinality(post.industries) = 0 OR subject.industry = '' OR subject.industry = ANY(post.industries)
    ORDER BY subject.pk, length(post.area_code) DESC,
             (CASE WHEN subject.industry = '' THEN cardinality(post.industries) = 0
                   ELSE subject.industry = ANY(post.industries) END) DESC,
             md5(post.id || ':' || subject.pk), post.id"""
BY_PARTY = """
    SELECT DISTINCT ON (subject.pk) subject.pk, post.id AS post_id
    FROM subject JOIN post ON post.party_id = subject.party_id
    ORDER BY subject.pk, md5(post.id || ':' || subject.pk), post.id"""
BY_SELF = "SELECT subject.pk, post.id AS post_id FROM subject JOIN post ON post.id = subject.pk"
BY_RESPONSIBILITY = """
    SELECT DISTINCT ON (subject.pk) subject.pk, post.id AS post_id
    FROM subject JOIN ({carried}) carried(label, post_id) ON carried.label = subject.label
    JOIN post ON post.id = carried.post_id
    ORDER BY subject.pk, md5(post.id || ':' || subject.pk), post.id"""

WAYS = {"area": BY_AREA, "party": BY_PARTY}

WANTED = """
    subject AS MATERIALIZED (
        SELECT pk, '{label}:' || pk AS label, left(name, 240) AS name, coalesce(area_code, '') AS area_code,
               coalesce(industry, '') AS industry, party_id::bigint AS party_id
        FROM ({rows}) told(pk, name, area_code, industry, party_id)),
    post AS MATERIALIZED (
        SELECT id, area_code, industries, party_id FROM identity_post
        WHERE kind = %(kind)s AND opened_on <= %(day)s AND (closed_on IS NULL OR closed_on > %(day)s)),
    holder AS ({holders}),
    wanted AS MATERIALIZED (
        SELECT subject.*, holder.post_id AS holder_id, post.party_id AS owing_party_id
        FROM subject LEFT JOIN holder USING (pk) LEFT JOIN post ON post.id = holder.post_id)"""


@dataclass(frozen=True)
class Wanted:
    """The tables `subject`, `post`, `holder` and `wanted` (one row for each subject), to stand after WITH."""

    sql: str
    params: dict[str, Any]


def wanted(regime: Regime, duty: Duty, on: date) -> Wanted:
    """Every subject of the duty as it is now, with the post that holds it on a day, or none. Uses `day` and `kind`."""
    rows = selected(regime, duty.subject)
    label = rows.model._meta.label_lower
    told, values = _named("subject", _told(rows))
    holders, more = _holders(duty, on, label)
    sql = WANTED.format(label=label, rows=told, holders=holders)
    return Wanted(sql, {**values, **more, "kind": duty.holder.kind, "day": on})


def _told(rows: QuerySet) -> QuerySet:
    """What is copied of each subject: key, name, and its place in the scope."""
    model, paths = rows.model, rows.model.SCOPE
    name = F("name") if any(each.name == "name" for each in model._meta.get_fields()) else Value("")
    return rows.order_by().values_list(
        "pk",
        Coalesce(FACES.get(model, name), Value("")),
        F(paths.area) if paths.area else Value(""),
        F(paths.industry) if paths.industry else Value(""),
        F(paths.party) if paths.party else Value(None, output_field=models.BigIntegerField()),
    )


def _named(prefix: str, rows: QuerySet) -> tuple[str, dict[str, Any]]:
    """A query's SQL with its parameters under names; one that can find nothing becomes one that finds nothing."""
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return NOTHING, {}
    parts = sql.split("%s")
    names = [f"{prefix}{number}" for number in range(len(params))]
    said = "".join(f"{part}%({name})s" for part, name in zip(parts, names, strict=False)) + parts[-1]
    return said, dict(zip(names, params, strict=True))


def _holders(duty: Duty, on: date, label: str) -> tuple[str, dict[str, Any]]:
    """How the holder of each subject is found."""
    way = duty.holder.by
    if way in WAYS:
        return WAYS[way], {}
    if way == "self":
        return (BY_SELF if label == Post._meta.label_lower else NOBODY), {}
    for carried in CARRIED:
        if (rows := carried(way, on)) is not None:
            sql, values = _named("carried", rows)
            return BY_RESPONSIBILITY.format(carried=sql), values
    return NOBODY, {}
