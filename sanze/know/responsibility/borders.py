"""Enterprises whose place is in doubt: other coordinates than the area they are kept in, on a line, in two villages."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date

import numpy as np
from django.db import connection

from sanze.foundation.regime.schema import Regime
from sanze.know.jurisdictions.models import CODE_LENGTHS, Level
from sanze.know.jurisdictions.queries import drawn, index_of
from sanze.know.parties.models import Enterprise
from sanze.know.parties.queries import gazetteer
from sanze.know.responsibility.former import shadows
from sanze.know.responsibility.proving import Touched
from sanze.know.responsibility.states import Flaw

VILLAGE = CODE_LENGTHS[Level.VILLAGE]

# Slot: further sites of enterprises on a day, such as shafts: (enterprise id, longitude, latitude).
SITES: list[Callable[[date], Iterable[tuple[int, float, float]]]] = []

FIRMS = """
    SELECT id, name, area_code, industry, address, longitude, latitude FROM parties_enterprise firm
    WHERE standing <> 'closed' AND starts_with(area_code, %(under)s) AND NOT EXISTS (
        SELECT FROM responsibility_assignment paper
        WHERE paper.subject = 'parties.enterprise:' || firm.id AND paper.kind = ANY(%(settling)s) AND role = 'main'
              AND paper.first <= %(day)s AND (paper.until IS NULL OR paper.until > %(day)s))
    ORDER BY id"""

Firm = tuple[int, str, str, str, str, float | None, float | None]


def prove_places(rules: Regime, on: date, under: str = "") -> tuple[int, list[Touched]]:
    """(enterprises looked at, those whose place is in doubt). A paper naming who answers for one settles it."""
    parts, params = shadows(on)
    settling = [name for name, each in rules.responsibilities.items() if each.fill == "area"]
    begun = f"WITH {', '.join(parts)} " if parts else ""
    with connection.cursor() as cursor:
        cursor.execute(begun + FIRMS, params | {"under": under, "settling": settling, "day": on})
        firms: list[Firm] = cursor.fetchall()
    placed = [each for each in firms if each[5] is not None and each[6] is not None]
    metres = rules.limits["responsibility.boundary"].value if "responsibility.boundary" in rules.limits else 0
    found = [*_by_coordinates(placed, metres), *_by_address(firms), *_by_sites(placed, on)]
    return len(firms), found


def _by_coordinates(firms: list[Firm], metres: int) -> Iterable[Touched]:
    level = Level.CELL if drawn(Level.CELL).exists() else Level.VILLAGE
    index = index_of(level)
    if not len(index) or not firms:
        return
    places = np.array([each[5:7] for each in firms])
    around = defaultdict(set)
    for number, code in index.near_many(places, metres):
        around[number].add(code)
    for number, (firm, code) in enumerate(zip(firms, index.find_many(places), strict=True)):
        if len(around[number]) > 1:
            others = sorted(each for each in around[number] if not each.startswith(firm[2]))
            yield _touched(firm, Flaw.BORDERLINE, others[0] if others else firm[2])
        elif code is None or not (code.startswith(firm[2]) or firm[2].startswith(code)):
            yield _touched(firm, Flaw.MISPLACED, code or "")


def _by_address(firms: list[Firm]) -> Iterable[Touched]:
    known = {}
    for firm in firms:
        county = firm[2][: CODE_LENGTHS[Level.COUNTY]]
        if county not in known:
            known[county] = gazetteer(county)
        named = known[county].locate(firm[4]) if firm[4] else None
        if named and named.sure and not (named.code.startswith(firm[2]) or firm[2].startswith(named.code)):
            yield _touched(firm, Flaw.ADDRESS, named.code)


def _by_sites(firms: list[Firm], on: date) -> Iterable[Touched]:
    """An enterprise with a site in another village than its own."""
    by_id = {each[0]: each for each in firms}
    sites = [each for find in SITES for each in find(on) if each[0] in by_id]
    index = index_of(Level.VILLAGE)
    if not sites or not len(index):
        return
    told = set()
    codes = index.find_many(np.array([each[1:] for each in sites]))
    for (pk, _, _), code in zip(sites, codes, strict=True):
        if code and not code.startswith(by_id[pk][2][:VILLAGE]) and pk not in told:
            told.add(pk)
            yield _touched(by_id[pk], Flaw.SPANNING, code)


def _touched(firm: Firm, flaw: Flaw, other: str) -> Touched:
    pk, name, area_code, industry, *_ = firm
    label = f"{Enterprise._meta.label_lower}:{pk}"
    return Touched("", flaw, label, "", name, area_code, industry, industry, other=other)
