"""Who answers for every subject of a responsibility on a day, as one SQL query: papers first, then the rule.

A paper is a row of `Assignment`. The nearest one wins: on the subject itself, then on the smallest area around it;
among equals the one narrower by industry or hazard. Without a paper the regime's rule finds a post, or nobody.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sanze.foundation.regime.entries.subject import Responsibility
from sanze.foundation.regime.schema import Regime
from sanze.foundation.regime.selecting import selected
from sanze.foundation.regime.telling import named, told_of
from sanze.know.jurisdictions.models import CODE_LENGTHS

SUBJECT = """
    SELECT pk, '{label}:' || pk AS label, left(name, 240) AS name, coalesce(area_code, '') AS area_code,
           coalesce(industry, '') AS industry, party_id::bigint AS party_id
    FROM ({rows}) told(pk, name, area_code, industry, party_id){only}"""
PLAIN = "SELECT subject.*, '' AS hazard, industry AS asked FROM subject"
EXPOSED = """
    SELECT subject.*, %({name})s AS hazard, coalesce(nullif(%({name}_industry)s, ''), industry) AS asked
    FROM subject WHERE pk IN (SELECT pk FROM ({rows}) exposed(pk, name, area_code, industry, party_id))"""

# claim: the posts that the rule finds for each target, `place` 1 for the best; several of them share it.
SPOTS = """
    spot AS MATERIALIZED (SELECT DISTINCT area_code, asked FROM target),
    claim AS MATERIALIZED (
        SELECT spot.area_code, spot.asked, post.id, post.unit,
               rank() OVER (PARTITION BY spot.area_code, spot.asked ORDER BY length(post.area_code) DESC,
                    (CASE WHEN spot.asked = '' THEN cardinality(post.industries) = 0
                          ELSE spot.asked = ANY(post.industries) END) DESC) AS place
        FROM spot CROSS JOIN (SELECT DISTINCT length(area_code) AS digits FROM post) reach
        JOIN post ON post.area_code = left(spot.area_code, reach.digits) AND post.party_id IS NULL
        WHERE ({digits} = 0 OR length(post.area_code) = {digits}) AND {fits}),
    best AS MATERIALIZED (
        SELECT area_code, asked, min(id) AS first_id, count(DISTINCT unit) AS units
        FROM claim WHERE place = 1 GROUP BY area_code, asked)"""
BY_INDUSTRY = """
    ruled AS (SELECT target.label, target.hazard, best.first_id AS post_id, best.units
              FROM target JOIN best USING (area_code, asked))"""
BY_AREA = """
    ruled AS (SELECT DISTINCT ON (target.pk, target.hazard) target.label, target.hazard, claim.id AS post_id, best.units
              FROM target JOIN best USING (area_code, asked) JOIN claim USING (area_code, asked)
              WHERE claim.place = 1
              ORDER BY target.pk, target.hazard, md5(claim.id || ':' || target.pk), claim.id)"""
BY_PARTY = """
    ruled AS (SELECT DISTINCT ON (target.pk) target.label, target.hazard, post.id AS post_id, 1 AS units
              FROM target JOIN post ON post.party_id = target.party_id
              ORDER BY target.pk, post.id)"""
BY_LICENCE = """
    issuer AS (
        SELECT target.label, coalesce(licence.unit, usual.value ->> 'unit') AS unit FROM target
        LEFT JOIN (SELECT DISTINCT ON (enterprise_id) enterprise_id, unit FROM responsibility_licence
                   WHERE issued_on <= %({n}day)s ORDER BY enterprise_id, issued_on, id) licence
             ON licence.enterprise_id = target.party_id
        LEFT JOIN jsonb_each(%({n}handlers)s::jsonb) usual ON usual.key = target.asked),
    ruled AS (SELECT DISTINCT ON (target.pk) target.label, target.hazard, post.id AS post_id, 1 AS units
              FROM target JOIN issuer USING (label)
              JOIN post ON post.unit = issuer.unit AND post.party_id IS NULL
                   AND post.area_code = left(target.area_code, {digits})
              ORDER BY target.pk, post.id)"""
NO_RULE = "ruled AS (SELECT NULL::text AS label, NULL::text AS hazard, NULL::bigint AS post_id, 1 AS units WHERE false)"

ANSWERS = """
    subject AS MATERIALIZED ({subject}),
    target AS MATERIALIZED ({target}),
    post AS MATERIALIZED (
        SELECT id, unit, area_code, industries, party_id FROM identity_post
        WHERE kind = ANY(%({n}kinds)s) AND opened_on <= %({n}day)s AND (closed_on IS NULL OR closed_on > %({n}day)s)),
    written AS MATERIALIZED (
        SELECT * FROM responsibility_assignment
        WHERE kind = %({n}kind)s AND role = 'main' AND first <= %({n}day)s AND (until IS NULL OR until > first)),
    met AS MATERIALIZED (
        SELECT target.label, target.hazard, target.asked, written.id FROM target JOIN written
            ON written.prefix = '' AND written.subject = target.label
        UNION ALL
        SELECT target.label, target.hazard, target.asked, written.id FROM target
        CROSS JOIN (SELECT DISTINCT length(prefix) AS digits FROM written WHERE prefix <> '') reach
        JOIN written ON written.prefix = left(target.area_code, reach.digits) AND written.prefix <> ''),
    fitting AS MATERIALIZED (
        SELECT met.label, met.hazard, paper.id, paper.post_id, paper.slot,
               rank() OVER (PARTITION BY met.label, met.hazard ORDER BY paper.prefix = '' DESC,
                    length(paper.prefix) DESC, paper.industry <> '' DESC, paper.hazard <> '' DESC) AS place
        FROM met JOIN written paper ON paper.id = met.id
        WHERE (paper.until IS NULL OR paper.until > %({n}day)s) AND paper.hazard IN ('', met.hazard)
              AND paper.industry IN ('', met.asked)),
    lapsed AS MATERIALIZED (
        SELECT DISTINCT ON (met.label, met.hazard) met.label, met.hazard, paper.id AS lapsed_id
        FROM met JOIN written paper ON paper.id = met.id
        WHERE paper.until <= %({n}day)s AND paper.hazard IN ('', met.hazard)
              AND paper.industry IN ('', met.asked)
        ORDER BY met.label, met.hazard, paper.until DESC, paper.id),
    {rule},
    answer AS (
        SELECT label, hazard, post_id, slot, id AS paper_id, 1::bigint AS units FROM fitting WHERE place = 1
        UNION ALL
        SELECT label, hazard, post_id, 1::smallint, NULL, units::bigint FROM ruled
        WHERE NOT EXISTS (SELECT FROM fitting WHERE fitting.label = ruled.label AND fitting.hazard = ruled.hazard))"""

OPEN_POST = "opened_on <= %({n}day)s AND (closed_on IS NULL OR closed_on > %({n}day)s)"


@dataclass(frozen=True)
class Answers:
    """The tables `target` (one row for each subject and hazard) and `answer`, to stand after WITH."""

    sql: str
    params: dict[str, Any]


def answers(
    regime: Regime, name: str, on: date, n: str = "", only: Collection[int] | None = None, under: str = ""
) -> Answers:
    """Who answers in the main for the subjects of one responsibility on a day.

    n: a prefix for the parameters, where several stand in one query. only: keys of the subjects looked at, all if
    None. under: code of the area that the subjects lie in.
    """
    kind = regime.responsibilities[name]
    rows = told_of(selected(regime, kind.subject))
    label = rows.model._meta.label_lower
    told, params = named(f"{n}subject", rows)
    params |= {f"{n}day": on, f"{n}kind": name, f"{n}kinds": list(kind.kinds)}
    limits = []
    if only is not None:
        limits.append(f"pk = ANY(%({n}only)s)")
        params[f"{n}only"] = list(only)
    if under:
        limits.append(f"starts_with(area_code, %({n}under)s)")
        params[f"{n}under"] = under
    subject = SUBJECT.format(label=label, rows=told, only=f" WHERE {' AND '.join(limits)}" if limits else "")
    target, more = _targets(regime, kind, n)
    rule, ways = _rule(regime, kind, n)
    sql = ANSWERS.format(subject=subject, target=target, rule=rule, n=n)
    return Answers(sql, params | more | ways)


def _targets(regime: Regime, kind: Responsibility, n: str) -> tuple[str, dict[str, Any]]:
    """One row for each subject, or for each hazard to which it is exposed."""
    if not kind.hazards:
        return PLAIN, {}
    parts, params = [], {}
    for hazard in kind.hazards:
        each, name = regime.hazards[hazard], f"{n}hazard_{hazard}"
        rows, values = named(name + "_", told_of(selected(regime, each.subject)))
        parts.append(EXPOSED.format(name=name, rows=rows))
        params |= values | {name: hazard, f"{name}_industry": each.industry}
    return " UNION ALL ".join(parts), params


def _rule(regime: Regime, kind: Responsibility, n: str) -> tuple[str, dict[str, Any]]:
    """How a post is found where no paper names one."""
    digits = CODE_LENGTHS[kind.level] if kind.level else 0
    any_industry = "(cardinality(post.industries) = 0 OR spot.asked = '' OR spot.asked = ANY(post.industries))"
    if kind.fill == "industry":
        return SPOTS.format(digits=digits, fits="spot.asked = ANY(post.industries)") + "," + BY_INDUSTRY, {}
    if kind.fill == "area":
        return SPOTS.format(digits=digits, fits=any_industry) + "," + BY_AREA, {}
    if kind.fill == "party":
        return BY_PARTY, {}
    if kind.fill == "first_licence":
        usual = {industry: each.model_dump() for industry, each in regime.first_handlers.items()}
        return BY_LICENCE.format(n=n, digits=digits or 6), {f"{n}handlers": json.dumps(usual)}
    return NO_RULE, {}
