"""No route tells the neighbour, a foreign enterprise or a stranger anything of the east; none of them breaks."""

import json
import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sanze.foundation.acts.models import Act
from sanze.foundation.ledgers.ledger import LEDGERS
from sanze.foundation.pages.act import PAGES
from sanze.foundation.scope.access import OPEN_ROUTES
from tests.walk.east import SECRET, give_the_real_powers
from tests.walk.routes import Answer, Route, Way, pages, routes

pytestmark = pytest.mark.django_db
ROUTES = pages()
KEPT = Path(__file__).resolve().parents[1] / "query_counts.json"
REWRITE = "SANZE_WRITE_QUERY_COUNTS"
# Ledgers are declared where their routes are.
DECLARED = sorted({each.name for each in ROUTES} & {*LEDGERS})
NOT_COUNTED = ("SAVEPOINT", "RELEASE", "ROLLBACK")
NEIGHBOURS = ("west", "west_manager")
# One of each kind of post.
EVERYBODY = ("officer", "manager", "village", "department", "committee", "expert",
             "admin_system", "admin_security", "admin_audit")  # fmt: skip


@pytest.fixture(params=ROUTES, ids=lambda route: route.name)
def route(request) -> Route:
    return request.param


@pytest.fixture
def ways(route, atlas) -> list[Way]:
    found = atlas.ways[route.name]
    assert found, (
        f"no argument is known for {route.name} ({route.pattern}): make a record for it in tests/walk/east.py, "
        "or link to it from a page that the east's people open"
    )
    return found


def unbroken(role: str | None, way: Way, answer: Answer) -> None:
    broken = answer.fault or answer.status == 500
    assert not broken, f"{role or 'a stranger'} at {way.path}: {answer.fault or answer.status}"


def silent(role: str | None, way: Way, answer: Answer) -> None:
    unbroken(role, way, answer)
    at = answer.text.find(SECRET)
    assert at < 0, f"{role or 'a stranger'} reads at {way.path}: …{answer.text[max(at - 80, 0) : at + 80]}…"


def test_every_route_has_a_name():
    assert [each.pattern for each in ROUTES if not each.name] == []


def test_every_open_route_exists_and_has_a_reason():
    names = {each.name for each in routes()}
    assert [name for name, reason in OPEN_ROUTES.items() if name not in names or not reason.strip()] == []


def test_the_neighbour_gets_nothing(route, ways, atlas, powerful):
    for way in ways:
        through = way.reader in ("officer", "manager", "chief")
        for role in NEIGHBOURS:
            answer = powerful.ask(role, way.path)
            silent(role, way, answer)
            if way.owned(atlas.values) and route.name not in OPEN_ROUTES:
                allowed = {404, 405} if through else {403, 404, 405}
                assert answer.status in allowed, f"{role} at {way.path}: {answer.status}"
            for query in way.queries if way is ways[0] else ():
                silent(role, way, powerful.ask(role, f"{way.path}?{query}"))
            if route.name in LEDGERS:
                silent(role, way, powerful.ask(role, way.path, **{"HX-Request": "true"}))


def test_the_neighbour_does_nothing(route, ways, atlas, powerful):
    for way in ways:
        for role in NEIGHBOURS:
            for body in way.forms or [{}]:
                acts = Act.objects.count()
                answer = powerful.ask(role, way.path, body)
                silent(role, way, answer)
                if way.owned(atlas.values):
                    assert answer.status in (403, 404, 405), f"{role} posts to {way.path}: {answer.status}"
                    assert Act.objects.count() == acts


def test_a_stranger_is_sent_to_the_entrance(route, ways, powerful):
    for body in (None, *(ways[0].forms or [{}])):
        answer = powerful.ask(None, ways[0].path, body)
        silent(None, ways[0], answer)
        if route.name not in OPEN_ROUTES:
            sent = answer.status == 302 and answer.location.startswith(reverse("sign_in"))
            assert sent or answer.status in (401, 405), f"a stranger at {ways[0].path}: {answer.status}"


def test_the_east_gets_through_unbroken(route, ways, powerful):
    for way in ways:
        unbroken(way.reader, way, way.answer)
        for body in ({}, *way.forms):
            unbroken(way.reader, way, powerful.ask(way.reader or "officer", way.path, body))


def test_nobody_breaks_a_route_or_acts_without_the_power(route, atlas, walker, city):
    ways = atlas.ways[route.name]
    page = next((each for each in PAGES if each is route.view), None)
    with transaction.atomic():
        give_the_real_powers()
        for way in ways[:1]:
            for role in EVERYBODY:
                answer = walker.ask(role, way.path)
                unbroken(role, way, answer)
                if page and not city.roles[role].actor.may(page.command.grant):
                    assert answer.status in (403, 404), f"{role} at {way.path}: {answer.status}"


def test_every_record_that_names_its_page_has_one(atlas):
    assert sorted(set(atlas.lost)) == []


def test_the_east_reads_its_own_records(atlas):
    """The positive half: whatever has a page, a ledger or an act page shows its word to somebody of the east."""
    told = "\n".join(way.answer.text for ways in atlas.ways.values() for way in ways)
    words = {
        "jurisdictions.area": "area",
        "parties.enterprise": "enterprise",
        "parties.import": "import",
        "delegation.delegation": "delegation",
        "places.place": "house",
        "stations.station": "station",
        "teams.enforcementteam": "team",
        "teams.patrolteam": "patrol",
        "teams.teammember": "member",
        "villages.villagegroup": "head",
        "villages.creation": "assessment",
        "identity.post": "post",
        "identity.apitoken": "token",
        "standards.ownitem": "item",
        "standards.owncriterion": "criterion",
        "standards.setaside": "aside",
        "dangers.danger": "danger",
        "dangers.extension": "extension",
        "documents.officialdocument": "danger",
        "inspections.visit": "visit",
        "evidence.evidence": "evidence",
        "notices.notice": "notice",
    }
    faced = {each.model for each in LEDGERS.values()} | {each.subject for each in PAGES if each.subject}
    unread = [
        label for label, word in words.items() if apps.get_model(label) in faced and f"{SECRET}{word}" not in told
    ]
    assert unread == []


def test_everything_with_a_page_has_a_record_of_the_east(atlas, city):
    faced = {each.model for each in LEDGERS.values()} | {each.subject for each in PAGES if each.subject}
    unmade = {each._meta.label for each in faced if each not in city.keys and not each._meta.abstract}
    # Lines of the journal are written at the entrance, of which the walk has no need.
    missing = sorted(unmade - {"identity.SignIn"})
    assert missing == [], f"make one of each in tests/walk/east.py: {missing}"


# How many statements each ledger and each record's page makes: no more than tests/query_counts.json knows. An upper
# bound, so that a page which grows cheaper, goes or comes anew turns nobody's change red. After a change that is meant
# to, write the file anew and look at its difference:
# SANZE_WRITE_QUERY_COUNTS=1 .venv/bin/pytest tests/walk/test_routes.py -k statements


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
