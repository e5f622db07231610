"""Named reads of places."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import Actor
from sanze.know.places.models import Place

KINDS, HAZARDS = "places.kinds", "places.hazards"


def kinds() -> tuple[str, ...]:
    """The kinds of place that the regime names."""
    return regime().lists.get(KINDS, ())


def hazards() -> tuple[str, ...]:
    """The kinds of hazard that the regime names."""
    return regime().lists.get(HAZARDS, ())


def in_use(actor: Actor) -> QuerySet[Place]:
    """The places, positions and links under the actor's eyes that are in use."""
    return Place.objects.visible_to(actor).filter(closed_on=None)


def of_enterprise(actor: Actor, enterprise_id: int) -> QuerySet[Place]:
    """Those of one enterprise, each place followed by its parts."""
    return in_use(actor).filter(enterprise_id=enterprise_id).order_by("path")


def sites(on: date) -> Iterable[tuple[int, float, float]]:
    """(enterprise id, longitude, latitude) of what enterprises use on a day, wherever it has a position of its own."""
    rows = Place.objects.filter(Q(closed_on=None) | Q(closed_on__gt=on), public=False, registered_on__lte=on)
    placed = rows.filter(longitude__isnull=False, latitude__isnull=False).order_by("pk")
    return placed.values_list("enterprise_id", "longitude", "latitude")


def parts_of(place: Place) -> QuerySet[Place]:
    """What a place or position is divided into, in use."""
    return place.parts.filter(closed_on=None).order_by("name")
