"""A ledger (台账): one declaration gives the page, its table, the sheet, the print, the map layer and the operation."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import urlencode

import django_filters
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q, QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path, reverse

from sanze.foundation.capabilities import Capability
from sanze.foundation.ledgers.column import Column, row_of
from sanze.foundation.ledgers.commands import export as export_command
from sanze.foundation.ledgers.counting import capped
from sanze.foundation.ledgers.filters import AreaFilter, areas_of
from sanze.foundation.ledgers.keyset import Order, Slice, place_of, seek, slice_of
from sanze.foundation.ledgers.sheet import sheet_of
from sanze.foundation.moment import today
from sanze.foundation.scope.access import signed_in
from sanze.foundation.scope.actor import Actor

COUNT_UP_TO = 10_000
PRINT_UP_TO = 1_000


@dataclass(frozen=True)
class Tally:
    """One figure of the strip above the table: how many rows the filters `query` would leave."""

    label: str
    query: dict[str, str] = field(default_factory=dict)
    tone: str = ""


@dataclass(frozen=True)
class MapLayer:
    """Where a row lies and what is said of it, as ORM paths.

    level: gives red, orange, yellow, blue or grey for a value of `level_path`. facts: (label, path).
    url_name: the route of the row's page.
    """

    longitude: str
    latitude: str
    label: str
    url_name: str
    facts: tuple[tuple[str, str], ...] = ()
    level_path: str = "pk"
    level: Callable[[Any], str] = lambda value: "blue"


@dataclass(frozen=True)
class Action:
    """A button above the table: what the actor may begin here."""

    label: str
    url_name: str
    grant: str
    icon: str = "plus"


LEDGERS: dict[str, type["Ledger"]] = {}


class Ledger:
    """The declaration; subclasses fill it in. `base()` may be overridden to join or narrow, never to widen.

    quiet: filters that only the counts above the table set, so that the filter bar stays one line.
    reads: the stored fields that the cells need, where the model has many more of them; all by default.
    opens_with: what the page asks where its reader asked nothing yet, such as only what is open, the next day first.
    """

    name: str
    title: str
    capability: Capability
    model: type[models.Model]
    columns: list[Column]
    filters: dict[str, django_filters.Filter] = {}
    quiet: frozenset[str] = frozenset()
    reads: tuple[str, ...] = ()
    search: list[str] = []
    search_hint = "关键词"
    order = "-pk"
    opens_with: dict[str, str] = {}
    tallies: list[Tally] = []
    actions: list[Action] = []
    map: MapLayer | None = None
    grant: str | None = None
    page_size = 20
    empty = "没有符合条件的记录"
    filterset: type[django_filters.FilterSet]

    def __init_subclass__(cls):
        LEDGERS[cls.name] = cls
        meta = type("Meta", (), {"model": cls.model, "fields": []})
        cls.filterset = type(f"{cls.__name__}Filters", (django_filters.FilterSet,), {**cls.filters, "Meta": meta})

    def base(self, actor: Actor) -> QuerySet:
        """The rows that the actor may see: the beginning of every format."""
        related = {each.field.rsplit("__", 1)[0] for each in self.columns if "." in each.path}
        rows = self.model._default_manager.visible_to(actor).select_related(*related)
        return rows.only(*self.reads) if self.reads else rows

    def rows(self, actor: Actor, query: dict[str, Any]) -> QuerySet:
        """The visible rows that match the filters and the search words: the only query of every format."""
        return self.matching(self.chosen(actor, query), query)

    def matching(
        self, filters: django_filters.FilterSet, query: dict[str, Any], instead: dict[str, str] | None = None
    ) -> QuerySet:
        """The rows of bound filters. instead: values that some of them have in place of those asked for."""
        form, instead = filters.form, instead or {}
        if set(form.errors) - set(instead):
            return self.model._default_manager.none()
        told = form.cleaned_data | {name: form.fields[name].clean(value) for name, value in instead.items()}
        rows = filters.queryset.all()
        for name, value in told.items():
            rows = filters.filters[name].filter(rows, value)
        for word in str(query.get("q", "")).split():
            match = Q()
            for key in self.search:
                match |= Q(**{f"{key}__icontains": word})
            rows = rows.filter(match)
        return rows

    def chosen(self, actor: Actor, query: dict[str, Any]) -> django_filters.FilterSet:
        """The filters as bound to a request; a value that fits no filter leaves no row."""
        filters = self.filterset(query, queryset=self.base(actor))
        for each in filters.filters.values():
            if isinstance(each, AreaFilter):
                # A function, since a form copies its fields with every choice that stands in them.
                each.extra["choices"] = partial(areas_of, actor)
        filters.is_valid()
        return filters

    def sorted_by(self, query: dict[str, Any]) -> Order:
        """The sort asked for, if its column may be sorted, else the ledger's own."""
        asked = Order.parse(str(query.get("sort") or self.order))
        allowed = {each.field for each in self.columns if each.sort} | {Order.parse(self.order).path}
        return asked if asked.path in allowed else Order.parse(self.order)

    def slice(self, actor: Actor, query: dict[str, Any], size: int | None = None) -> Slice:
        """One page of rows, found by key."""
        return self._slice(self.rows(actor, query), query, size)

    def _slice(self, rows: QuerySet, query: dict[str, Any], size: int | None = None) -> Slice:
        order = self.sorted_by(query)
        place = place_of(query["at"]) if query.get("at") else None
        if place is None and query.get("from"):
            place = seek(self.model, order, query["from"])
        return slice_of(rows, order, place, size or self.page_size)

    def in_order(self, actor: Actor, query: dict[str, Any]) -> Iterator[models.Model]:
        """Every matching row in the order of the screen, read in parts."""
        order = self.sorted_by(query)
        start = f"-{order.path}" if order.descending else order.path
        nulls = models.F(order.path).desc(nulls_last=True) if order.descending else start
        return self.rows(actor, query).order_by(nulls, "-pk" if order.descending else "pk").iterator(2000)

    def page(self, request: HttpRequest) -> HttpResponse:
        """The page; for htmx the table alone."""
        query, actor = request.GET.dict() or dict(self.opens_with), request.actor
        self._check(actor)
        alone = bool(request.headers.get("HX-Request"))
        filters = self.chosen(actor, query)
        rows = self.matching(filters, query)
        found = self._slice(rows, query)
        tallies = [] if alone else self.tallies
        counts = capped([rows, *(self._tallied(each, filters, query) for each in tallies)], COUNT_UP_TO)
        context = {
            "ledger": self,
            "export_url": reverse(f"{self.name}-export"),
            "print_url": reverse(f"{self.name}-print"),
            "map_url": reverse(f"{self.name}-map") if self.map else "",
            "headings": self._headings(query),
            "table": [(record, row_of(self.columns, record)) for record in found.rows],
            "pager": self._pager(query, found, counts[0]),
            "query": self._kept(query),
            "words": urlencode(self._kept(query)),
        }
        if alone:
            return render(request, "ledgers/table.html", context)
        context |= {
            "filters": [field for field in filters.form if field.name not in self.quiet],
            "tallies": self._strip(query, counts[1:]),
            "actions": [each for each in self.actions if actor.may(each.grant)],
        }
        return render(request, "ledgers/page.html", context)

    def export(self, request: HttpRequest) -> FileResponse:
        """The same rows as a sheet; that it was taken, by whom and with which filters, stays on record."""
        query, actor = request.GET.dict(), request.actor
        self._check(actor)
        file, count = sheet_of(self.title, self.columns, self.in_order(actor, query), actor)
        export_command(actor, None, ledger=self.name, filters=self._kept(query), rows=count)
        return FileResponse(file, as_attachment=True, filename=f"{self.title}{today():%Y%m%d}.xlsx")

    def print(self, request: HttpRequest) -> HttpResponse:
        """The same rows on paper, as many as a person would print."""
        query, actor = request.GET.dict(), request.actor
        self._check(actor)
        rows = [record for record, _ in zip(self.in_order(actor, query), range(PRINT_UP_TO), strict=False)]
        table = [[each.text(record) for each in self.columns] for record in rows]
        context = {"ledger": self, "table": table, "cut": len(rows) == PRINT_UP_TO, "most": PRINT_UP_TO}
        return render(request, "ledgers/print.html", context)

    def geojson(self, request: HttpRequest) -> JsonResponse:
        """The same rows as a layer of points."""
        self._check(request.actor)
        layer, own = self.map, self.map.facts
        paths = [layer.longitude, layer.latitude, layer.label, layer.level_path, *(each for _, each in own)]
        rows = self.rows(request.actor, request.GET.dict()).filter(**{f"{layer.longitude}__isnull": False})
        stem = reverse(layer.url_name, args=[0]).rpartition("0")
        features = [_feature(row, layer, stem) for row in rows.values_list("pk", *paths)]
        return JsonResponse({"type": "FeatureCollection", "features": features})

    def _check(self, actor: Actor) -> None:
        if self.grant and not actor.may(self.grant):
            raise PermissionDenied

    def _headings(self, query: dict) -> list[dict]:
        order = self.sorted_by(query)
        headings = []
        for each in self.columns:
            current = each.sort and order.path == each.field
            turned = f"-{each.field}" if current and not order.descending else each.field
            url = "?" + urlencode({**self._kept(query), "sort": turned}) if each.sort else ""
            aria = ("descending" if order.descending else "ascending") if current else ""
            headings.append({"column": each, "url": url, "aria": aria})
        return headings

    def _pager(self, query: dict, found: Slice, count: int) -> dict:
        kept = self._kept(query)
        order = self.sorted_by(query)
        jump = next((each.label for each in self.columns if each.sort and each.field == order.path), "")
        return {
            "total": _counted(count),
            "size": self.page_size,
            "first_url": "?" + urlencode(kept) if found.previous else "",
            "previous_url": _at(kept, found.previous),
            "next_url": _at(kept, found.following),
            "jump": jump,
            "jump_is_day": jump and isinstance(order.field(self.model), models.DateField),
        }

    def _tallied(self, tally: Tally, filters: django_filters.FilterSet, query: dict) -> QuerySet:
        """The rows that a tally counts: under the filters and words asked for, but those that tallies set."""
        return self.matching(filters, query, dict.fromkeys(self._set_by_tallies(), "") | tally.query)

    def _set_by_tallies(self) -> set[str]:
        return {name for each in self.tallies for name in each.query}

    def _strip(self, query: dict, counts: list[int]) -> list[dict]:
        kept, own = self._kept(query), self._set_by_tallies()
        others = {name: value for name, value in kept.items() if name not in own}
        return [
            {
                "label": each.label,
                "value": _counted(count),
                "tone": each.tone,
                "url": "?" + urlencode(self._kept({**others, **each.query})),
                "current": {name: kept[name] for name in own if kept.get(name)} == each.query,
            }
            for each, count in zip(self.tallies, counts, strict=True)
        ]

    def _kept(self, query: dict) -> dict:
        """The filters, search words and sort that links carry on; never nothing where nothing means `opens_with`."""
        kept = {name: value for name, value in query.items() if value and name not in ("at", "from")}
        return kept or dict.fromkeys(list(self.opens_with)[:1], "")

    @classmethod
    def urls(cls) -> list:
        """The routes of every format: page, sheet, print and, where rows lie somewhere, the map layer."""
        ledger = cls()
        urls = [
            path("", signed_in(ledger.page), name=cls.name),
            path("export/", signed_in(ledger.export), name=f"{cls.name}-export"),
            path("print/", signed_in(ledger.print), name=f"{cls.name}-print"),
        ]
        return urls + ([path("map/", signed_in(ledger.geojson), name=f"{cls.name}-map")] if cls.map else [])


def _counted(count: int) -> int | str:
    return f"{COUNT_UP_TO}+" if count > COUNT_UP_TO else count


def _at(kept: dict, place) -> str:
    return "?" + urlencode({**kept, "at": place.token()}) if place else ""


def _feature(row: tuple, layer: MapLayer, stem: tuple[str, str, str]) -> dict:
    pk, longitude, latitude, name, level, *facts = row
    told = [
        [label, str(value)] for (label, _), value in zip(layer.facts, facts, strict=True) if value not in (None, "")
    ]
    return {
        "type": "Feature",
        "id": pk,
        "properties": {"name": name, "level": layer.level(level), "facts": told, "url": f"{stem[0]}{pk}{stem[2]}"},
        "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
    }
