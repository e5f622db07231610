"""One rule of who sees what, applied by every list, page, export, map and operation."""

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Self

from django.db import models
from django.db.models import Q

from sanze.foundation.scope.actor import Actor


@dataclass(frozen=True)
class ScopePaths:
    """Where a model keeps the coordinates of its scope, as ORM paths; None where it has no such coordinate.

    A row without an industry is open to every industry of its area; one without a party to no party.
    """

    area: str | None
    industry: str | None = None
    party: str | None = None


class ScopedQuerySet(models.QuerySet):
    """Rows that know who may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Only the rows inside the actor's areas, industries and party; nobody sees by default."""
        paths = self.model.SCOPE
        if actor.party_id is not None:
            return self.filter(**{paths.party: actor.party_id}) if paths.party else self.none()
        if not actor.areas:
            return self.none()
        rows = self
        if paths.area and "" not in actor.areas:
            inside = (within(paths.area, prefix) for prefix in actor.areas)
            rows = rows.filter(reduce(or_, inside))
        if actor.industries and paths.industry:
            rows = rows.filter(**{f"{paths.industry}__in": actor.industries})
        return rows


def within(path: str, prefix: str) -> Q:
    """Codes under a prefix (all under an empty one), as a half-open range that a plain B-tree serves."""
    if not prefix:
        return Q()
    return Q(**{f"{path}__gte": prefix, f"{path}__lt": prefix[:-1] + chr(ord(prefix[-1]) + 1)})


def sees(actor: Actor, record: models.Model) -> bool:
    """Whether `visible_to` would show this record, asked of the object in memory."""
    paths = type(record).SCOPE
    if actor.party_id is not None:
        return paths.party is not None and _follow(record, paths.party) == actor.party_id
    if not actor.areas:
        return False
    if paths.area and not any(_follow(record, paths.area).startswith(prefix) for prefix in actor.areas):
        return False
    return not (actor.industries and paths.industry) or _follow(record, paths.industry) in actor.industries


def _follow(record: models.Model, path: str) -> object:
    for name in path.split("__"):
        record = getattr(record, name)
    return record


class ScopedModel(models.Model):
    """A row with a place in the scope; subclasses name where in `SCOPE`."""

    SCOPE: ScopePaths
    objects = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True
