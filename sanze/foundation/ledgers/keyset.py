"""Keyset paging: the n-th page costs what the first costs, however many rows lie before it."""

import base64
import binascii
import json
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, QuerySet, Value
from django.db.models.lookups import GreaterThan, GreaterThanOrEqual, LessThan, LessThanOrEqual

from sanze.foundation.acts.entry import wire


class Row(Func):
    """SQL's row value, which compares column by column."""

    function = "ROW"
    output_field = models.TextField()


@dataclass(frozen=True)
class Place:
    """Where a page begins: after (or before) the row with this value and key; `null` says the value is absent."""

    value: Any
    pk: Any
    null: bool = False
    backwards: bool = False
    inclusive: bool = False

    def token(self) -> str:
        """The place as a word for a URL."""
        body = json.dumps([self.value, self.pk, int(self.null), int(self.backwards)])
        return base64.urlsafe_b64encode(body.encode()).decode().rstrip("=")


def place_of(token: str) -> Place | None:
    """The place that a token names; None for a word that is no token."""
    try:
        value, pk, null, backwards = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        return Place(value, int(pk), bool(null), bool(backwards))
    except (binascii.Error, ValueError, TypeError):
        return None


@dataclass(frozen=True)
class Order:
    """One sort: a field path, its direction, the primary key as tie-breaker; rows without a value come last."""

    path: str
    descending: bool = False

    @classmethod
    def parse(cls, text: str) -> "Order":
        return cls(text.lstrip("-"), text.startswith("-"))

    def __str__(self) -> str:
        return f"-{self.path}" if self.descending else self.path

    def field(self, model: type[models.Model]) -> models.Field:
        """The field sorted by. Raises FieldDoesNotExist."""
        *steps, last = self.path.split("__")
        for name in steps:
            model = model._meta.get_field(name).related_model
        return model._meta.pk if last == "pk" else model._meta.get_field(last)


@dataclass(frozen=True)
class Slice:
    """One page of rows and the places before and after it (None where nothing is)."""

    rows: list
    previous: Place | None
    following: Place | None


def slice_of(rows: QuerySet, order: Order, place: Place | None, size: int) -> Slice:
    """The page of `size` rows at `place` (from the start without one)."""
    field = order.field(rows.model)
    backwards = bool(place and place.backwards)
    wanted = size + 1
    found: list = []
    for null in _segments(field, place, backwards):
        part = _segment(rows, order, field, null, place if place and place.null == null else None, backwards)
        found += part[: wanted - len(found)]
        if len(found) == wanted:
            break
    more = len(found) == wanted
    found = found[:size]
    if backwards:
        found.reverse()
    at = _placer(order, field)
    before = found and ((backwards and more) or (not backwards and place is not None and not place.inclusive))
    after = found and (backwards or more)
    return Slice(
        found,
        replace(at(found[0]), backwards=True) if before else None,
        at(found[-1]) if after else None,
    )


def seek(model: type[models.Model], order: Order, text: str) -> Place | None:
    """The place where the sorted value reaches `text`, for jumping; None if it is no such value."""
    field = order.field(model)
    try:
        value = field.to_python(text)
    except ValidationError:
        return None
    return Place(wire(field, value), 0, inclusive=True)


def _segments(field: models.Field, place: Place | None, backwards: bool) -> list[bool]:
    """Rows with a value, then rows without: only the parts from `place` on."""
    parts = [False, True] if field.null else [False]
    if backwards:
        parts.reverse()
    return parts[parts.index(place.null) :] if place and place.null in parts else parts


def _segment(rows: QuerySet, order: Order, field, null: bool, place: Place | None, backwards: bool) -> QuerySet:
    """The rows of one part in reading order, beginning after `place`."""
    falling = order.descending != backwards
    if null:
        rows = rows.filter(**{f"{order.path}__isnull": True})
        if place:
            rows = rows.filter(**{"pk__lt" if falling else "pk__gt": place.pk})
        return rows.order_by("-pk" if falling else "pk")
    if field.null:
        rows = rows.filter(**{f"{order.path}__isnull": False})
    if place:
        rows = rows.filter(_beyond(order, field, place, falling))
    return rows.order_by(*(["-pk"] if falling else ["pk"]) if field.primary_key else _ordering(order, falling))


def _ordering(order: Order, falling: bool) -> list:
    sign = "-" if falling else ""
    return [f"{sign}{order.path}", f"{sign}pk"]


def _beyond(order: Order, field: models.Field, place: Place, falling: bool):
    value = Value(field.to_python(place.value), output_field=field)
    if place.inclusive:
        return (LessThanOrEqual if falling else GreaterThanOrEqual)(F(order.path), value)
    if field.primary_key:
        return (LessThan if falling else GreaterThan)(F("pk"), Value(place.pk))
    return (LessThan if falling else GreaterThan)(Row(F(order.path), F("pk")), Row(value, Value(place.pk)))


def _placer(order: Order, field: models.Field):
    def at(record: models.Model) -> Place:
        value = record
        for name in order.path.split("__"):
            value = getattr(value, name)
        return Place(wire(field, value), record.pk, null=value is None)

    return at
