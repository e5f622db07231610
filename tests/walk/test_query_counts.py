"""How many statements each ledger and each record's page makes: no more than tests/query_counts.json knows.

An upper bound, so that a page which grows cheaper, goes or comes anew turns nobody's change red.
After a change that is meant to, write the file anew and look at its difference:
SANZE_WRITE_QUERY_COUNTS=1 .venv/bin/pytest tests/walk/test_query_counts.py
"""

import json
import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanze.foundation.ledgers.ledger import LEDGERS
from tests.walk.routes import Way, pages

pytestmark = pytest.mark.django_db
KEPT = Path(__file__).resolve().parents[1] / "query_counts.json"
REWRITE = "SANZE_WRITE_QUERY_COUNTS"
# Ledgers are declared where their routes are.
DECLARED = sorted({each.name for each in pages()} & {*LEDGERS})
NOT_COUNTED = ("SAVEPOINT", "RELEASE", "ROLLBACK")


def statements(walker, way: Way) -> int:
    """How many the page makes for its reader, when what processes keep in mind is known already."""
    walker.ask(way.reader, way.path)
    with CaptureQueriesContext(connection) as made:
        answer = walker.ask(way.reader, way.path)
    assert answer.status == 200, way.path
    return sum(not each["sql"].startswith(NOT_COUNTED) for each in made.captured_queries)


@pytest.fixture
def counted_ways(atlas) -> dict[str, Way]:
    """Route → the way by which it is counted: every ledger, and every page that a record calls its own."""
    own = {urlsplit(each).path for each in atlas.own}
    found = {}
    for name, ways in atlas.ways.items():
        for way in ways:
            if way.reader and way.answer.status == 200 and (name in LEDGERS or way.path in own):
                found.setdefault(name, way)
    return found


def test_no_page_makes_more_statements_than_it_is_known_to(counted_ways, powerful):
    counts = {name: statements(powerful, way) for name, way in sorted(counted_ways.items())}
    if os.environ.get(REWRITE):
        KEPT.write_text(json.dumps(counts, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")

    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    # A page that is not known yet may cost as much as the dearest that is.
    dearest = max(kept.values())
    known = {name: kept.get(name, dearest) for name in counts}
    grown = {name: (known[name], count) for name, count in counts.items() if count > known[name]}
    assert grown == {}, f"statements (known, now) grew; if that is meant, run once with {REWRITE}=1"


@pytest.mark.parametrize("name", DECLARED)
def test_a_ledger_asks_no_more_for_many_rows_than_for_one(name, counted_ways, powerful, monkeypatch):
    way = counted_ways[name]
    many = statements(powerful, way)
    monkeypatch.setattr(LEDGERS[name], "page_size", 1)
    assert statements(powerful, way) == many
