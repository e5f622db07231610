"""Pages of jurisdictions and cells: one of them, the acts on it, its boundaries for the map, the cell at a place."""

import gzip
from functools import lru_cache
from hashlib import blake2b

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from sanze.foundation.acts.entry import label
from sanze.foundation.geo.boundaries import area_in_words
from sanze.foundation.identity.queries import posts_open
from sanze.foundation.pages.act import ActPage, buttons
from sanze.foundation.pages.slots import panels_of
from sanze.foundation.pages.timeline import steps_of
from sanze.foundation.scope.access import signed_in
from sanze.foundation.scope.actor import Actor
from sanze.foundation.scope.models import sees, within
from sanze.know.jurisdictions import queries
from sanze.know.jurisdictions.checking import Findings, findings_below
from sanze.know.jurisdictions.forms import AddForm, DrawForm, MergeForm, RenameForm
from sanze.know.jurisdictions.intake import Fault
from sanze.know.jurisdictions.ledgers import with_cells
from sanze.know.jurisdictions.models import Area, Level

SHOWN_FAULTS = 300
LEVELS = {"重叠": "red", "超出上级": "orange", "空隙": "yellow", "空洞": "yellow"}

pages = [
    ActPage(
        "jurisdictions.draw",
        DrawForm,
        template="jurisdictions/draw.html",
        when=lambda area, actor: not area.closed_on and (area.parent_id is None or area.code not in actor.areas),
    ),
    ActPage("jurisdictions.add", AddForm, when=lambda area, actor: not area.closed_on and area.level_below()),
    ActPage("jurisdictions.rename", RenameForm, when=lambda area, actor: not area.closed_on, tone="outline-secondary"),
    ActPage(
        "jurisdictions.merge",
        MergeForm,
        template="jurisdictions/merge.html",
        when=lambda area, actor: not area.closed_on and area.parent_id is not None,
        tone="outline-secondary",
    ),
]


@require_safe
@signed_in
def area(request: HttpRequest, pk: int) -> HttpResponse:
    """One jurisdiction or cell: what it is, what it is divided into, what happened to it."""
    actor = request.actor
    record = get_object_or_404(Area.objects.visible_to(actor).select_related("parent", "successor"), pk=pk)
    parts = with_cells(Area.objects.filter(parent=record).defer("boundary").order_by("closed_on", "code"))
    context = {
        "record": record,
        "above": [each for each in _above(record) if sees(actor, each)],
        "facts": _facts(record, actor),
        "buttons": buttons(record, actor),
        "tools": _tools(record, actor),
        "parts": list(parts),
        "level_below": record.level_below(),
        "orphans": list(posts_open().filter(within("area_code", record.code))) if record.closed_on else [],
        "map": _map_of(record),
        "panels": panels_of(request, record),
        "steps": _steps(record),
    }
    return render(request, "jurisdictions/area.html", context)


@require_safe
@signed_in
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Every gap, overlap and excess below one jurisdiction, with its place."""
    record = get_object_or_404(Area.objects.visible_to(request.actor), pk=pk)
    found = _findings(record.pk, queries.edition())
    context = {
        "record": record,
        "found": found,
        "faults": found.faults[:SHOWN_FAULTS],
        "map": _map_of(record, fault_points(reverse("areas.check-map", args=[record.pk]))),
    }
    return render(request, "jurisdictions/check.html", context)


@require_safe
@signed_in
def check_map(request: HttpRequest, pk: int) -> JsonResponse:
    """The places of those faults as a layer of the map."""
    record = get_object_or_404(Area.objects.visible_to(request.actor), pk=pk)
    return JsonResponse(fault_layer(_findings(record.pk, queries.edition()).faults))


@lru_cache(maxsize=16)
def _findings(pk: int, edition: queries.Edition) -> Findings:
    """What `findings_below` gave for this state of the tree: the page and its map ask one after the other."""
    return findings_below(Area.objects.get(pk=pk))


@require_safe
@signed_in
def at(request: HttpRequest) -> JsonResponse:
    """The smallest area at a place (?lon=&lat= in degrees), if it is under the actor's eyes."""
    try:
        lon, lat = float(request.GET["lon"]), float(request.GET["lat"])
        if not (abs(lon) <= 180 and abs(lat) <= 90):
            raise ValueError
    except (KeyError, ValueError):
        return JsonResponse({"code": "Invalid", "message": "请给出经度 lon 和纬度 lat（度）"}, status=422)
    found = queries.locate(lon, lat)
    if found is None or not sees(request.actor, found):
        return JsonResponse({"area": None, "message": "该位置不在本岗位辖区内已划定的网格、村或乡镇中"})
    told = {"id": found.pk, "code": found.code, "name": found.name, "level": found.level}
    return JsonResponse({"area": told | {"path": queries.path_of(found.code), "label": found.get_level_display()}})


@require_safe
@signed_in
def boundaries(request: HttpRequest) -> HttpResponse:
    """The drawn boundaries of one level (?level=, &under= a code, &but= one code) as GeoJSON.

    Answered from this process's memory; the browser asks again each time and is told where nothing changed.
    """
    level = request.GET.get("level", Level.TOWNSHIP)
    if level not in Level.values:
        raise Http404
    edition = queries.edition()
    codes = queries.on_map(request.actor, level, request.GET.get("under", ""))
    but = request.GET.get("but", "")
    party = request.actor.party_id is not None
    named = repr((edition, level, party, but)) + ",".join(codes)
    tag = f'"{blake2b(named.encode(), digest_size=16).hexdigest()}"'
    if request.headers.get("If-None-Match", "").removeprefix("W/") == tag:
        answer: HttpResponse = HttpResponseNotModified()
    else:
        kept = tuple(code for code in codes if code != but)
        body = _packed(edition, level, kept, party)
        zipped = "gzip" in request.headers.get("Accept-Encoding", "")
        answer = HttpResponse(body if zipped else gzip.decompress(body), content_type="application/geo+json")
        if zipped:
            answer["Content-Encoding"] = "gzip"
    answer["ETag"], answer["Cache-Control"], answer["Vary"] = tag, "private, no-cache", "Accept-Encoding, Cookie"
    return answer


@lru_cache(maxsize=24)
def _packed(edition: queries.Edition, level: str, codes: tuple[str, ...], party: bool) -> bytes:
    """The collection of those features, zipped; the fastest level already makes a quarter of it."""
    known = queries.features_of(level, edition)
    features = [known[code] for code in codes if code in known]
    if party:
        features = [queries.without_page(each) for each in features]
    whole = b'{"type":"FeatureCollection","features":[' + b",".join(features) + b"]}"
    return gzip.compress(whole, compresslevel=1, mtime=0)


def fault_layer(faults: list[Fault]) -> dict:
    """Faults as points of the map."""
    features = [
        {
            "type": "Feature",
            "id": number,
            "geometry": {"type": "Point", "coordinates": each.place},
            "properties": {
                "name": each.word,
                "level": LEVELS.get(each.word, "red"),
                "facts": [["说明", each.sentence]],
            },
        }
        for number, each in enumerate(faults)
        if each.place
    ]
    return {"type": "FeatureCollection", "features": features}


def fault_points(url: str) -> dict:
    """The layer of the map that shows such a collection."""
    return {"key": "faults", "label": "问题位置", "url": url, "kind": "point", "cluster": False, "marker": "diamond"}


def _map_of(record: Area, *more: dict) -> dict | None:
    """The map of one area with its parts; nothing where nothing is drawn."""
    place = reverse("boundaries")
    own = {"key": "own", "label": record.name, "url": f"{place}?level={record.level}&under={record.code}"}
    below = record.level_below()
    if below and queries.drawn(below).filter(parent=record).exists():
        url = f"{place}?level={below}&under={record.code}"
        parts = {"key": "parts", "label": below.label, "url": url, "kind": "area", "names_from": 10}
        layers = [own | {"kind": "border", "names_from": None}, parts]
    elif record.boundary:
        layers = [own | {"kind": "area", "names_from": 3}]
    else:
        return None
    return {"title": record.name, "layers": [*layers, *more], "levels": []}


def _above(record: Area) -> list[Area]:
    found = []
    while record.parent:
        record = record.parent
        found.insert(0, record)
    return found


def _facts(record: Area, actor: Actor) -> list[tuple]:
    before = Area.objects.filter(successor=record).defer("boundary").order_by("code")
    facts = [
        ("编码", record.code),
        ("层级", record.get_level_display()),
        ("上级", record.parent.name if record.parent else ""),
        ("面积", record.surface()),
        ("边界", record.drawn),
        ("设立日期", record.opened_on.isoformat() if record.opened_on else ""),
    ]
    if record.exclusive:
        facts.append(("专属网格", "是"))
    if record.closed_on:
        heir = f"{record.successor}（{record.successor.code}）"
        facts += [("撤并日期", record.closed_on.isoformat()), ("并入", heir)]
    if merged := "、".join(f"{each.name}（{each.code}）" for each in before if sees(actor, each)):
        facts.append(("由以下辖区并入", merged, "full"))
    return [*facts, ("依据或来源", record.source, "full")]


def _tools(record: Area, actor: Actor) -> list[dict]:
    tools = []
    if record.level_below() and not record.closed_on:
        if actor.may("jurisdictions.import_cells"):
            tools.append({"label": "导入边界", "url": reverse("areas.import", args=[record.pk]), "icon": "file-import"})
        tools.append({"label": "检查空隙和重叠", "url": reverse("areas.check", args=[record.pk]), "icon": "checkbox"})
    return tools


def _steps(record: Area) -> list[dict]:
    """The timeline, each step with the surface as drawn and the day on which it takes effect."""
    steps = steps_of(record, app="jurisdictions")
    for each in steps:
        act = each["act"]
        _, surface = act.changes.get(label(record), {}).get("surface_m2", (None, None))
        drawn = f"面积：{area_in_words(surface)}" if surface is not None else ""
        on = f"生效日期：{act.facts['on']}" if act.facts.get("on") else ""
        each["note"] = "\n".join(filter(None, [each["note"], drawn, on]))
    return steps
