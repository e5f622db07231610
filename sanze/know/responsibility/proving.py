"""The proof: every target of every responsibility on a day, and each way in which it fails, set by set.

Nothing is guessed from a sample: the whole county is looked at in one query for each responsibility.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction

from sanze.foundation.regime.schema import Regime
from sanze.know.responsibility.answering import answers
from sanze.know.responsibility.former import shadows
from sanze.know.responsibility.states import Flaw

FLAWS = """
    , held AS MATERIALIZED (
        SELECT holding.post_id, person.certificate_no <> '' AND person.certificate_until >= %(day)s AS certified
        FROM identity_holding holding JOIN identity_person person ON person.id = holding.person_id
        WHERE holding.state IN ('confirmed', 'ended') AND holding.span @> %(day)s::date),
    weighed AS MATERIALIZED (
        SELECT target.*, answer.post_id, answer.paper_id, answer.units, lapsed.lapsed_id,
               seat.closed_on IS NOT NULL AND seat.closed_on <= %(day)s AS closed,
               held.post_id IS NOT NULL AS manned, coalesce(held.certified, false) AS certified,
               count(answer.post_id) OVER (PARTITION BY target.label, target.hazard) AS holders
        FROM target
        LEFT JOIN answer ON answer.label = target.label AND answer.hazard = target.hazard
        LEFT JOIN lapsed ON lapsed.label = target.label AND lapsed.hazard = target.hazard
        LEFT JOIN identity_post seat ON seat.id = answer.post_id
        LEFT JOIN held ON held.post_id = answer.post_id),
    flaw AS (
        SELECT weighed.*, 'gap' AS flaw FROM weighed WHERE post_id IS NULL AND lapsed_id IS NULL
        UNION ALL SELECT weighed.*, 'expired' FROM weighed WHERE post_id IS NULL AND lapsed_id IS NOT NULL
        UNION ALL SELECT weighed.*, 'closed' FROM weighed WHERE closed
        UNION ALL SELECT weighed.*, 'vacancy' FROM weighed WHERE post_id IS NOT NULL AND NOT closed AND NOT manned
        UNION ALL SELECT weighed.*, 'uncertified' FROM weighed
                  WHERE %(certificate)s AND manned AND NOT closed AND NOT certified
        UNION ALL SELECT weighed.*, 'overlap' FROM weighed WHERE units > 1
        UNION ALL SELECT DISTINCT ON (label, hazard) weighed.*, 'omission' FROM weighed
                  WHERE holders BETWEEN 1 AND %(exactly)s - 1)
"""
FOUND = """
    SELECT counted.targets, counted.subjects, flaw, label, hazard, name, area_code, industry, asked, post_id,
           CASE WHEN post_id IS NULL THEN lapsed_id ELSE paper_id END
    FROM (SELECT count(*) AS targets, count(DISTINCT label) AS subjects FROM target) counted
    LEFT JOIN flaw ON true ORDER BY flaw, label, hazard, post_id"""


@dataclass(frozen=True, slots=True)
class Touched:
    """One target that fails in one way. asked: the industry whose office is asked for; paper_id: of the assignment."""

    kind: str
    flaw: Flaw
    label: str
    hazard: str
    name: str
    area_code: str
    industry: str
    asked: str
    post_id: int | None = None
    paper_id: int | None = None
    other: str = ""


@dataclass(frozen=True)
class Proof:
    """What was looked at, and every target that fails."""

    subjects: int
    targets: int
    touched: list[Touched]

    def digest(self) -> str:
        """Over everything found, in an order of its own."""
        keys = ((each.kind, each.flaw, each.label, each.hazard, each.post_id or "") for each in self.touched)
        lines = sorted("|".join(map(str, each)) for each in keys)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def audited(regime: Regime) -> list[str]:
    """The names of the responsibilities of which a proof asks."""
    return [name for name, each in regime.responsibilities.items() if each.exactly and not each.awaits]


def prove_kind(
    regime: Regime, name: str, on: date, under: str = "", was: tuple[list[str], dict] = ([], {})
) -> tuple[int, int, list[Touched]]:
    """(targets, subjects, what fails) of one responsibility. was: the `shadows` of a day gone by."""
    kind = regime.responsibilities[name]
    told = answers(regime, name, on, under=under)
    params = told.params | was[1] | {"day": on, "certificate": kind.certificate, "exactly": kind.exactly}
    with _by_sets() as cursor:
        cursor.execute(f"WITH {', '.join([*was[0], told.sql.strip()])} {FLAWS} {FOUND}", params)
        rows = cursor.fetchall()
    targets, subjects = rows[0][:2]
    return targets, subjects, [_touched(name, row[2:]) for row in rows if row[2]]


@contextmanager
def _by_sets() -> Iterator[Any]:
    """A cursor whose joins go through whole sets: the planner cannot know how many rows a table of the query will have,
    and comparing each with each would take hours for a county."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = off")
        yield cursor
        cursor.execute("SET LOCAL enable_nestloop = on")


def _touched(name: str, row: tuple) -> Touched:
    flaw, *rest = row
    return Touched(name, Flaw(flaw), *rest)


def prove_posts(regime: Regime, on: date, under: str = "") -> Proof:
    """Whether everybody who must answer does, for every responsibility that is asked for."""
    was, subjects, targets, touched = shadows(on), 0, 0, []
    for name in audited(regime):
        more, those, found = prove_kind(regime, name, on, under, was)
        targets, subjects, touched = targets + more, max(subjects, those), touched + found
    return Proof(subjects, targets, touched)
