"""Who signs a letter with whom: the regime's selection, and the posts of its two sides, for a whole level at once."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import QuerySet

from sanze.foundation.acts.entry import label
from sanze.foundation.identity.models import Post
from sanze.foundation.identity.queries import posts_open
from sanze.foundation.regime.entries.letter import Letter as Template
from sanze.foundation.regime.entries.letter import Side
from sanze.foundation.regime.schema import Regime
from sanze.foundation.regime.selecting import selected
from sanze.foundation.scope.actor import Actor
from sanze.foundation.scope.models import within
from sanze.foundation.scope.place import coordinates_of
from sanze.know.jurisdictions.models import Area
from sanze.know.jurisdictions.queries import path_of


@dataclass(frozen=True)
class Addressee:
    """One subject for which a letter is signed, with its place and the posts of the two sides."""

    subject: str
    name: str
    unit: str
    place: dict
    issuer: Post | None
    signatory: Post | None


def subjects_of(rules: Regime, template: Template, actor: Actor, area: str) -> QuerySet:
    """The subjects of a template that lie in an area, as the actor sees them."""
    rows = selected(rules, template.subject)
    seen = rows.model._default_manager.visible_to(actor).values("pk")
    return rows.filter(within(rows.model.SCOPE.area, area), pk__in=seen).order_by("pk")


def addressees(template: Template, subjects: QuerySet, on: date) -> Iterator[Addressee]:
    """Each subject with its two sides; of the posts of one unit only the first, where they share a letter."""
    desks = Desks({*template.issuer.kinds, *template.signatory.kinds}, on)
    for subject in _shared(subjects) if template.each == "unit" else subjects.iterator(2000):
        place = _place(subject)
        signatory = desks.dealt(template.signatory, subject, place)
        name = _name(subject)
        yield Addressee(
            subject=label(subject),
            name=name,
            unit=_unit(subject, signatory, name),
            place=place,
            issuer=desks.first(template.issuer, subject, place),
            signatory=signatory,
        )


def _shared(posts: Iterable[Post]) -> list[Post]:
    first: dict[str, Post] = {}
    for each in posts:
        first.setdefault(each.unit, each)
    return list(first.values())


def _place(subject: models.Model) -> dict:
    place = coordinates_of(subject)
    if isinstance(subject, Post):
        place["industry"] = subject.industries[0] if subject.industries else ""
    return place


def _name(subject: models.Model) -> str:
    if isinstance(subject, Area):
        return f"{path_of(subject.code[:-3])}{subject.name}"
    return subject.unit if isinstance(subject, Post) else str(subject)


def _unit(subject: models.Model, signatory: Post | None, name: str) -> str:
    """Which unit promises: an area's cell is somebody else's to keep, so its letter names the signatory's unit."""
    shared = isinstance(subject, Area) and signatory is not None and len(subject.code) > len(signatory.area_code)
    return signatory.unit if shared else name


class Desks:
    """The open posts of some kinds, found by the area or party of a subject without asking again."""

    def __init__(self, kinds: Iterable[str], on: date):
        self.areas: dict[tuple[str, str], list[Post]] = defaultdict(list)
        self.parties: dict[tuple[str, int], list[Post]] = defaultdict(list)
        self.lengths: set[int] = set()
        for post in posts_open(on).filter(kind__in=list(kinds)).order_by("pk"):
            if post.party_id is not None:
                self.parties[post.kind, post.party_id].append(post)
            else:
                self.areas[post.kind, post.area_code].append(post)
                self.lengths.add(len(post.area_code))

    def first(self, side: Side, subject: models.Model, place: dict) -> Post | None:
        """The post of a side; among equals the one opened first, the head of its office."""
        return self._found(side, subject, place, lambda post: post.pk)

    def dealt(self, side: Side, subject: models.Model, place: dict) -> Post | None:
        """The post of a side; among equals dealt out by a hash, as obligations are."""
        return self._found(side, subject, place, lambda post: _dealt(post, subject))

    def _found(self, side: Side, subject: models.Model, place: dict, last) -> Post | None:
        if side.by == "self":
            return subject if isinstance(subject, Post) and subject.kind in side.kinds else None
        for kind in side.kinds:
            equals = self._equals(side, kind, place)
            if equals:
                industry = place["industry"]
                return min(equals, key=lambda post: (not _particular(post, industry), last(post)))
        return None

    def _equals(self, side: Side, kind: str, place: dict) -> list[Post]:
        if side.by == "party":
            return self.parties.get((kind, place["party_id"]), [])
        for length in sorted(self.lengths, reverse=True):
            near = self.areas.get((kind, place["area_code"][:length]), []) if length <= len(place["area_code"]) else []
            if fit := [each for each in near if _fits(each, place["industry"])]:
                return fit
        return []


def _fits(post: Post, industry: str) -> bool:
    return not post.industries or not industry or industry in post.industries


def _particular(post: Post, industry: str) -> bool:
    return industry in post.industries if industry else not post.industries


def _dealt(post: Post, subject: models.Model) -> tuple[str, int]:
    return hashlib.md5(f"{post.pk}:{subject.pk}".encode()).hexdigest(), post.pk
