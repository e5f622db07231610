"""Slots that apps above fill: what waits for a post, and panels on other apps' pages."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from django.db import models
from django.http import HttpRequest

from sanze.foundation.scope.actor import Actor


@dataclass(frozen=True)
class Task:
    """One thing that waits for the actor. due_on: a date or None."""

    title: str
    about: str
    url: str
    due_on: object = None
    level: str = ""
    place: str = ""


@dataclass(frozen=True)
class Waiting:
    """One list of things waiting: how many in all, how many of them late, the first few, and where the rest is.

    kind: 'owed', what the actor's post owes by a day; 'decide', what waits for the actor's decision or receipt;
    'watch', what others owe under the actor's eyes.
    """

    title: str
    url: str
    count: int
    late: int = 0
    tasks: list[Task] = field(default_factory=list)
    kind: Literal["owed", "decide", "watch"] = "decide"


@dataclass(frozen=True)
class Panel:
    """A block on a record's page, given by an app above the record's."""

    title: str
    template: str
    context: dict
    order: int = 100


@dataclass(frozen=True)
class Figure:
    """One figure of the actor's own area, which opens the records behind it."""

    label: str
    value: object
    url: str
    unit: str = ""


@dataclass(frozen=True)
class Banner:
    """One line across the top of every workbench that it concerns, and where it leads."""

    words: str
    url: str
    icon: str


@dataclass(frozen=True)
class Mark:
    """So many things on one day of the actor's calendar; they open at `url`. tone: of the look's states."""

    on: date
    label: str
    count: int
    url: str
    tone: str = "wait"


@dataclass(frozen=True)
class Quick:
    """An act that people begin from their workbench."""

    label: str
    icon: str
    url_name: str
    grant: str


@dataclass(frozen=True)
class Layer:
    """One layer of the map, read as GeoJSON from a route; kind: 'border', 'area' or 'point'.

    of: label of the model whose keys its features bear, 'app.model', as their id or as a property `key`; what BESIDE
    tells of a record is then read when one of them is chosen.
    """

    key: str
    label: str
    url_name: str
    kind: str
    query: str = ""
    shown: bool = True
    cluster: bool = True
    names_from: int = 12
    marker: str = "dot"
    order: int = 100
    of: str = ""


LAYERS: list[Layer] = []
# Names of routes that take a record's label and, asked by htmx, tell of it in a few lines beside the map.
BESIDE: list[str] = []
QUICK: list[Quick] = []
WAITING: list[Callable[[Actor], list[Waiting]]] = []
DIARY: list[Callable[[Actor, date, date], list[Mark]]] = []
FIGURES: list[Callable[[Actor], list[Figure]]] = []
BANNERS: list[Callable[[Actor], list[Banner]]] = []
PANELS: dict[type[models.Model], list[Callable[[HttpRequest, models.Model], Panel | None]]] = defaultdict(list)


def panels_of(request: HttpRequest, record: models.Model) -> list[Panel]:
    """The panels for this record and this reader, in their order."""
    found = [panel for make in PANELS[type(record)] if (panel := make(request, record))]
    return sorted(found, key=lambda panel: panel.order)
