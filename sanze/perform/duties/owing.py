"""Who owes a duty: the regime's selection and its way of finding holders, as one SQL query."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sanze.foundation.identity.models import Post
from sanze.foundation.regime.entries.duty import Duty
from sanze.foundation.regime.schema import Regime
from sanze.foundation.regime.selecting import selected
from sanze.foundation.regime.telling import named, told_of

# Slot: the SQL of rows (label of the subject, id of the post) that carry a responsibility of that name on a day, with
# its parameters by name; None for a name that it does not keep.
CARRIED: list[Callable[[Regime, str, date], tuple[str, dict[str, Any]] | None]] = []

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
    told, values = named("subject", told_of(rows))
    holders, more = _holders(regime, duty, on, label)
    sql = WANTED.format(label=label, rows=told, holders=holders)
    return Wanted(sql, {**values, **more, "kind": duty.holder.kind, "day": on})


def _holders(regime: Regime, duty: Duty, on: date, label: str) -> tuple[str, dict[str, Any]]:
    """How the holder of each subject is found."""
    way = duty.holder.by
    if way in WAYS:
        return WAYS[way], {}
    if way == "self":
        return (BY_SELF if label == Post._meta.label_lower else NOBODY), {}
    for carried in CARRIED:
        if (rows := carried(regime, way, on)) is not None:
            sql, values = rows
            return BY_RESPONSIBILITY.format(carried=sql), values
    return NOBODY, {}
