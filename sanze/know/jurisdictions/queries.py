"""Named reads of the tree of jurisdictions."""

import json
from collections.abc import Callable, Iterable
from secrets import token_hex
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.db.models import QuerySet
from shapely.geometry import shape

from sanze.foundation.geo.index import CellIndex
from sanze.foundation.scope.actor import Actor
from sanze.foundation.scope.models import within
from sanze.know.jurisdictions.models import CODE_LENGTHS, Area, Level

NAMES = "area-names"
NAMES_KEPT_SECONDS = 60
SMALLEST_FIRST = (Level.CELL, Level.VILLAGE, Level.TOWNSHIP)

# Slot: gives the code of the area in which a party lies, from the party's id. The register of parties fills it.
PARTY_PLACE: list[Callable[[int], str]] = []

Edition = tuple[int, int]

_made: dict[tuple, tuple[Edition, Any]] = {}
_names: dict[str, dict[str, str]] = {}
# Code → names on the way to it, as long as those names hold.
_paths: dict[str, str] = {}
# What the filters of lists offer, by how far an actor's eyes reach, as long as those names hold.
_choices: dict[tuple, list[tuple[str, str]]] = {}


def names() -> dict[str, str]:
    """Every area's code and name; kept a minute in each process, since pages name areas in every row.

    Only a mark of the minute goes through the cache, which would copy the whole table for each row.
    """
    mark = cache.get(NAMES)
    known = _names.get(mark)
    if known is None:
        known = dict(Area.objects.values_list("code", "name"))
        mark = token_hex(8)
        _names.clear()
        _paths.clear()
        _choices.clear()
        _names[mark] = known
        cache.set(NAMES, mark, NAMES_KEPT_SECONDS)
    return known


def path_of(code: str, levels: Iterable[Level] = (Level.TOWNSHIP, Level.VILLAGE)) -> str:
    """The names on the way to a code, e.g. '青石镇桥头村'."""
    return _path(code, names(), [CODE_LENGTHS[each] for each in levels])


def _path(code: str, known: dict[str, str], lengths: list[int]) -> str:
    return "".join(known.get(code[:length], "") for length in lengths if len(code) >= length)


def at_level(*levels: Level) -> Callable[[Area, Actor], bool]:
    """The condition of an act page that only areas of these levels offer, while they are."""
    return lambda area, actor: area.closed_on is None and area.level in levels


def choices(actor: Actor, levels: Iterable[Level] = (Level.TOWNSHIP, Level.VILLAGE)) -> list[tuple[str, str]]:
    """(code, name) of the areas under the actor's eyes at those levels, villages under their township's name."""
    rows = Area.objects.visible_to(actor).filter(level__in=list(levels), closed_on__isnull=True)
    known, lengths = names(), [CODE_LENGTHS[Level.TOWNSHIP], CODE_LENGTHS[Level.VILLAGE]]
    codes = list(rows.order_by("code").values_list("code", flat=True))
    for code in codes:
        if code not in _paths:
            _paths[code] = _path(code, known, lengths)
    return [(code, _paths[code]) for code in codes]


def choices_of_filters(actor: Actor) -> list[tuple[str, str]]:
    """The same as long as the names are kept, for the filters of every list; forms ask for what stands now."""
    names()
    key = (actor.areas, actor.party_id)
    if key not in _choices:
        _choices[key] = choices(actor)
    return _choices[key]


def edition() -> Edition:
    """What changes with every committed change of any area, in whatever process it was made.

    The number of rows and the sum of the transactions that last wrote them: a millisecond for 4,000 areas.
    """
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*), coalesce(sum(xmin::text::bigint), 0) FROM "{Area._meta.db_table}"')  # noqa: S608
        return tuple(int(each) for each in cursor.fetchone())


def cell_at(lon: float, lat: float, level: str = Level.CELL) -> str | None:
    """Code of the area of that level at a place (degrees), the lowest where lines meet; None if there is none."""
    return index_of(level).find(lon, lat)


def locate(lon: float, lat: float) -> Area | None:
    """The smallest drawn area at a place: the cell, else the village, else the township."""
    codes = (cell_at(lon, lat, level) for level in SMALLEST_FIRST)
    code = next((each for each in codes if each), None)
    return Area.objects.filter(code=code).first() if code else None


def index_of(level: str) -> CellIndex:
    """The drawn areas of a level by place; made anew in each process after a change. For many points ask it once."""

    def make() -> CellIndex:
        rows = drawn(level).values_list("code", "boundary")
        return CellIndex((code, shape(boundary)) for code, boundary in rows)

    return _kept(("index", level), edition(), make)


def drawn(level: str, among: QuerySet[Area] | None = None) -> QuerySet[Area]:
    """The areas of a level that exist and have a boundary, in the order of their codes."""
    rows = Area.objects.all() if among is None else among
    return rows.filter(level=level, surface_m2__isnull=False, closed_on__isnull=True).order_by("code")


def on_map(actor: Actor, level: str, under: str = "") -> list[str]:
    """Codes of the drawn areas of a level that the actor may see on the map, below a code.

    A party sees the outline of its own township and nothing else.
    """
    if actor.party_id is not None:
        place = next((find(actor.party_id) for find in PARTY_PLACE), "")
        rows = drawn(level).filter(code=place[: CODE_LENGTHS[Level.TOWNSHIP]], level=Level.TOWNSHIP)
    else:
        rows = drawn(level, Area.objects.visible_to(actor))
    return list(rows.filter(within("code", under)).values_list("code", flat=True))


def features_of(level: str, asked: Edition) -> dict[str, bytes]:
    """Code → GeoJSON feature of every drawn area of a level, as text; kept in each process until a change."""

    def make() -> dict[str, bytes]:
        return {each.code: encoded(feature(each)) for each in drawn(level)}

    return _kept(("features", level), asked, make)


def feature(area: Area) -> dict:
    """A drawn area as the map shows it."""
    facts = [["层级", area.get_level_display()], ["编码", area.code], ["面积", area.surface()]]
    if area.level in (Level.VILLAGE, Level.CELL):
        facts.insert(1, ["所属", path_of(area.code[:-3])])
    if area.exclusive:
        facts.append(["专属网格", "是"])
    properties = {"name": area.name, "code": area.code, "level": "grey", "facts": facts, "url": area.get_absolute_url()}
    properties["key"] = area.pk
    return {"type": "Feature", "id": area.code, "properties": properties, "geometry": area.boundary}


def without_page(told: bytes) -> bytes:
    """A feature as somebody sees it who may not open the area's page."""
    document = json.loads(told)
    del document["properties"]["url"], document["properties"]["key"]
    return encoded(document)


def encoded(document: dict) -> bytes:
    """A document as compact JSON."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _kept(key: tuple, current: Edition, make: Callable[[], Any]) -> Any:
    """What `make` gave for the current edition; of each key only the latest is kept."""
    known = _made.get(key)
    if known is None or known[0] != current:
        _made[key] = known = (current, make())
    return known[1]
