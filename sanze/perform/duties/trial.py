# ruff: noqa: S608 (put together from constants; every value is a parameter)
"""A ledger for trying a rule out: tables of the same names stand before the real ones and vanish with the block.

Inside the block the clock's own statements make rows that nobody ever sees, and acts on record are held against them.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.apps import apps
from django.db import connection, transaction
from django.db.models import F, Model, Value

from sanze.foundation.acts.models import Act
from sanze.foundation.identity.models import Post
from sanze.foundation.moment import SHANGHAI
from sanze.foundation.regime.entries.duty import Discharge, Duty
from sanze.foundation.regime.owed_periods import OwedPeriod
from sanze.foundation.regime.schema import Regime
from sanze.know.parties.models import Enterprise
from sanze.perform.duties import rules
from sanze.perform.duties.commands import making
from sanze.perform.duties.models import Obligation, Tally

POST, PARTY = Post._meta.label_lower, Enterprise._meta.label_lower

# What the statement that makes rows relies on, and what acts are held against rows by.
ONCE = """
    CREATE UNIQUE INDEX ON pg_temp.duties_obligation (due_on, duty, subject, period_first, ordinal)
    WHERE run_id IS NOT NULL AND voided_on IS NULL"""
BY_AREA = "CREATE INDEX ON pg_temp.duties_obligation (area_code)"

# Which obligations an act could end. A place's own codes are spelt out, so that they are compared by equality.
PAIRS = f"""
    WITH act AS (
        SELECT * FROM jsonb_to_recordset(%(acts)s::jsonb)
        told(n int, day date, post bigint, hand text, same bool, about text[], party bigint, areas text[])),
    mate AS (
        SELECT own.id AS post, each.id FROM identity_post each JOIN identity_post own
        ON each.area_code = own.area_code AND each.unit = own.unit AND each.party_id IS NOT DISTINCT FROM own.party_id
        WHERE own.id IN (SELECT post FROM act WHERE hand = 'unit')),
    place AS (SELECT act.*, area FROM act CROSS JOIN unnest(areas) area)
    SELECT act.n, o.id, o.due_on, o.late_until
    FROM place act JOIN duties_obligation o ON o.area_code = act.area
    WHERE o.period_first <= act.day
      AND (act.hand = 'anyone' OR o.holder_id = act.post
           OR (act.hand = 'unit' AND o.holder_id IN (SELECT id FROM mate WHERE mate.post = act.post)))
      AND (o.subject = ANY(act.about)
           OR (NOT act.same AND (o.subject = '{POST}:' || act.post
               OR (act.hand = 'unit'
                   AND o.subject IN (SELECT '{POST}:' || id FROM mate WHERE mate.post = act.post))
               OR (o.subject NOT LIKE '{POST}:%%' AND (o.party_id IS NULL OR o.party_id = act.party)))))
    ORDER BY act.day, act.n, o.due_on, o.id"""


@contextmanager
def tables() -> Iterator[None]:
    """Inside, the tables of obligations and their sums are empty ones of this block's own; nothing of it remains."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            for model in (Obligation, Tally):
                name = model._meta.db_table
                cursor.execute(f"CREATE TEMP TABLE {name} (LIKE {name} INCLUDING DEFAULTS)")
                cursor.execute(f"CREATE TEMP SEQUENCE {name}_trial OWNED BY pg_temp.{name}.id")
                cursor.execute(f"ALTER TABLE pg_temp.{name} ALTER id SET DEFAULT nextval('pg_temp.{name}_trial')")
            cursor.execute(ONCE)
            cursor.execute(BY_AREA)
        yield
        transaction.set_rollback(True)


@dataclass(frozen=True)
class Outcome:
    """What became of the obligations of a duty by the acts on record: in time, late, not at all, not due yet."""

    done: int = 0
    late: int = 0
    missed: int = 0
    open: int = 0


def outcome(regime: Regime, duty: Duty, spans: list[OwedPeriod], day: date) -> Outcome:
    """Make what the duty asks for in these periods of the subjects of a day, and hold the acts on record against it.

    For use inside `tables`.
    """
    if not spans:
        return Outcome()
    _empty()
    with making.joins(by_loops=False):
        making.Batch(0, regime, duty, day, day).make(spans, [], None)
    ends = _ended(duty, min(each.first for each in spans), max(each.late_until for each in spans))
    counts = dict.fromkeys(("done", "late", "missed", "open"), 0)
    for pk, due_on, late_until in Obligation.objects.values_list("pk", "due_on", "late_until"):
        on = ends.get(pk)
        if on is not None and on <= late_until:
            counts["done" if on <= due_on else "late"] += 1
        else:
            counts["missed" if late_until < day else "open"] += 1
    return Outcome(**counts)


def _empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE pg_temp.duties_obligation, pg_temp.duties_tally")


def _ended(duty: Duty, first: date, last: date) -> dict[int, date]:
    """Obligation → the day on which an act ended it: each act one of each subject, that of whose time it is first."""
    acts = _acts(duty, first, last)
    if not acts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE pg_temp.duties_obligation")
        cursor.execute(PAIRS, {"acts": json.dumps(acts, ensure_ascii=False)})
        pairs = cursor.fetchall()
    subjects = dict(Obligation.objects.values_list("pk", "subject"))
    ended: dict[int, date] = {}
    by_act: dict[int, list[tuple]] = defaultdict(list)
    for number, *rest in pairs:
        by_act[number].append(tuple(rest))
    days = {each["n"]: date.fromisoformat(each["day"]) for each in acts}
    for number in sorted(by_act, key=lambda each: (days[each], each)):
        day, taken = days[number], set()
        fitting = [each for each in by_act[number] if each[0] not in ended]
        for pk, _, _ in sorted(fitting, key=lambda each: (day > each[1], day > each[2], each[1], each[0])):
            if subjects[pk] not in taken:
                taken.add(subjects[pk])
                ended[pk] = day
    return ended


def _acts(duty: Duty, first: date, last: date) -> list[dict]:
    """The acts on record of these days that are what the duty asks for, with where they lie."""
    ways: dict[str, list[Discharge]] = defaultdict(list)
    for way in duty.discharged_by:
        ways[way.command].append(way)
    begin = datetime.combine(first, time.min, SHANGHAI)
    end = datetime.combine(last + timedelta(days=1), time.min, SHANGHAI) + rules.FURTHEST_BACK
    rows = Act.objects.filter(at__gte=begin, at__lt=end, command__in=list(ways)).order_by("at", "pk")
    found = []
    for act in rows.defer("made", "changes", "records"):
        for way in ways[act.command]:
            if rules.meets(act.facts, len(act.evidence), asked=way.facts, pieces=way.evidence):
                found.append((act, way))
                break
    places = _places({_label(act) for act, _ in found})
    return [_told(number, act, way, places.get(_label(act))) for number, (act, way) in enumerate(found)]


def _label(act: Act) -> str:
    return act.subject or act.result


def _told(number: int, act: Act, way: Discharge, place: tuple | None) -> dict:
    area, party = place or ("", None)
    about = [each for each in (act.subject, act.result) if each] + ([f"{PARTY}:{party}"] if party else [])
    return {
        "n": number,
        "day": rules.day_done(act.facts, act.at, SHANGHAI).isoformat(),
        "post": act.lane,
        "hand": way.by,
        "same": way.same_subject,
        "about": about,
        "party": party,
        "areas": rules.prefixes(area),
    }


def _places(labels: set[str]) -> dict[str, tuple]:
    """Label → area and party of the record, one query for each kind of record."""
    keys: dict[str, list[int]] = defaultdict(list)
    for label in labels - {""}:
        name, pk = label.split(":")
        keys[name].append(int(pk))
    found = {}
    for name, pks in keys.items():
        for pk, area, party in _coordinates(apps.get_model(name), pks):
            found[f"{name}:{pk}"] = (area or "", party)
    return found


def _coordinates(model: type[Model], pks: list[int]):
    if not hasattr(model, "SCOPE"):
        return []
    paths = model.SCOPE
    area = F(paths.area) if paths.area else Value("")
    party = F(paths.party) if paths.party else Value(None)
    return model._base_manager.filter(pk__in=pks).values_list("pk", area, party)
