"""The proof once more, the plain way: every subject against every post and every paper, one by one."""

import hashlib
from collections.abc import Iterator
from datetime import date

from django.db import models

from sanze.foundation.acts import entry
from sanze.foundation.identity.models import Holding, Post
from sanze.foundation.identity.queries import HELD
from sanze.foundation.regime.entries.subject import Responsibility
from sanze.foundation.regime.schema import Regime
from sanze.foundation.regime.selecting import selected
from sanze.foundation.scope.place import coordinates_of
from sanze.know.jurisdictions.models import CODE_LENGTHS
from sanze.know.responsibility.models import Assignment, Licence

Found = set[tuple[str, str, str, str, int | None]]


def flaws(rules: Regime, on: date) -> Found:
    """(kind, flaw, label, hazard, post) of everything that fails."""
    found: Found = set()
    for name, kind in rules.responsibilities.items():
        if kind.exactly and not kind.awaits:
            for record in selected(rules, kind.subject):
                for hazard, asked in _hazards(rules, kind, record):
                    label = entry.label(record)
                    found |= {
                        (name, flaw, label, hazard, post) for flaw, post in _of(rules, name, record, hazard, asked, on)
                    }
    return found


def answers(rules: Regime, on: date) -> set[tuple[str, str, str, int]]:
    """(kind, label, hazard, post) of everybody who answers."""
    found = set()
    for name, kind in rules.responsibilities.items():
        for record in selected(rules, kind.subject):
            for hazard, asked in _hazards(rules, kind, record):
                label = entry.label(record)
                posts, _, _ = _chosen(rules, name, record, hazard, asked, on)
                found |= {(name, label, hazard, each.pk) for each in posts}
    return found


def _hazards(rules: Regime, kind: Responsibility, record: models.Model) -> list[tuple[str, str]]:
    industry = coordinates_of(record)["industry"]
    if not kind.hazards:
        return [("", industry)]
    exposed = [each for each in kind.hazards if record in selected(rules, rules.hazards[each].subject)]
    return [(each, rules.hazards[each].industry or industry) for each in exposed]


def _of(
    rules: Regime, name: str, record: models.Model, hazard: str, asked: str, on: date
) -> Iterator[tuple[str, int | None]]:
    kind = rules.responsibilities[name]
    chosen, units, begun = _chosen(rules, name, record, hazard, asked, on)
    if not chosen:
        yield "expired" if begun else "gap", None
        return
    if len(chosen) < kind.exactly:
        yield "omission", min(each.pk for each in chosen)
    for post in chosen:
        holding = Holding.objects.filter(post=post, state__in=HELD, span__contains=on).first()
        if post.closed_on and post.closed_on <= on:
            yield "closed", post.pk
        elif holding is None:
            yield "vacancy", post.pk
        elif kind.certificate and not _certified(holding, on):
            yield "uncertified", post.pk
        if units > 1:
            yield "overlap", post.pk


def _chosen(
    rules: Regime, name: str, record: models.Model, hazard: str, asked: str, on: date
) -> tuple[list[Post], int, bool]:
    """(who answers, how many offices claim it, whether a paper ever began)."""
    kind = rules.responsibilities[name]
    papers = [each for each in Assignment.objects.filter(kind=name, role="main") if _meets(each, record, hazard, asked)]
    begun = [each for each in papers if each.first <= on and each.until != each.first]
    valid = [each for each in begun if each.until is None or each.until > on]
    if valid:
        nearest = max(map(_nearness, valid))
        return [each.post for each in valid if _nearness(each) == nearest], 1, True
    return *_by_rule(rules, kind, record, asked, on), bool(begun)


def _certified(holding: Holding, on: date) -> bool:
    person = holding.person
    return bool(person.certificate_no and person.certificate_until and person.certificate_until >= on)


def _meets(paper: Assignment, record: models.Model, hazard: str, asked: str) -> bool:
    area = coordinates_of(record)["area_code"]
    near = area.startswith(paper.prefix) if paper.prefix else paper.subject == entry.label(record)
    return near and paper.hazard in ("", hazard) and paper.industry in ("", asked)


def _nearness(paper: Assignment) -> tuple:
    return not paper.prefix, len(paper.prefix), bool(paper.industry), bool(paper.hazard)


def _by_rule(rules: Regime, kind: Responsibility, record: models.Model, asked: str, on: date) -> tuple[list[Post], int]:
    posts = [
        each
        for each in Post.objects.order_by("pk")
        if each.kind in kind.kinds and each.opened_on <= on and not (each.closed_on and each.closed_on <= on)
    ]
    place = coordinates_of(record)
    if kind.fill == "party":
        return [each for each in posts if each.party_id and each.party_id == place["party_id"]][:1], 1
    posts = [each for each in posts if each.party_id is None and place["area_code"].startswith(each.area_code)]
    if kind.level:
        posts = [each for each in posts if len(each.area_code) == CODE_LENGTHS[kind.level]]
    if kind.fill == "first_licence":
        return [each for each in posts if each.unit == _issuer(rules, place["party_id"], asked, on)][:1], 1
    if kind.fill == "industry":
        posts = [each for each in posts if asked in each.industries]
    elif kind.fill == "area":
        posts = [each for each in posts if not each.industries or not asked or asked in each.industries]
    else:
        return [], 1
    if not posts:
        return [], 1

    def rank(each: Post) -> tuple:
        return len(each.area_code), (asked in each.industries) if asked else not each.industries

    best = [each for each in posts if rank(each) == max(map(rank, posts))]
    units = len({each.unit for each in best})
    if kind.fill == "industry":
        return best[:1], units
    return [min(best, key=lambda each: (hashlib.md5(f"{each.pk}:{record.pk}".encode()).hexdigest(), each.pk))], units


def _issuer(rules: Regime, party_id: int | None, asked: str, on: date) -> str:
    licence = Licence.objects.filter(enterprise_id=party_id, issued_on__lte=on).order_by("issued_on", "pk").first()
    usual = rules.first_handlers.get(asked)
    return licence.unit if licence else usual.unit if usual else ""
