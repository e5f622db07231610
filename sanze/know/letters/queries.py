"""Named reads of letters: their words, what waits for whom, and how far each level has got."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Left

from sanze.foundation.identity.models import Post
from sanze.foundation.moment import today
from sanze.foundation.regime.entries.letter import Letter as Template
from sanze.foundation.regime.queries import content_of, regime, standing_enforcements
from sanze.foundation.regime.schema import Regime
from sanze.foundation.scope.actor import Actor
from sanze.know.letters.addressees import subjects_of
from sanze.know.letters.models import Letter
from sanze.know.letters.states import LetterState

TOWNSHIP_DIGITS = 9


def rules_of(letter: Letter) -> Regime:
    """The regime under which the letter was drawn up; the one in force where that was withdrawn."""
    rules = regime()
    if letter.regime == rules.full_version:
        return rules
    rows = standing_enforcements().defer("content")
    return next((content_of(each) for each in rows if each.full_version == letter.regime), rules)


def template_of(letter: Letter) -> Template | None:
    """The template with the letter's words."""
    return rules_of(letter).letter.get(letter.template)


def standing_letters() -> QuerySet[Letter]:
    """The letters that hold or are to be signed."""
    return Letter.objects.exclude(state=LetterState.REVOKED)


def to_offer(post_id: int) -> QuerySet[Letter]:
    """What waits for the issuing post's signature."""
    return Letter.objects.filter(issuer_id=post_id, state=LetterState.DRAWN).order_by("pk")


def to_sign(post_id: int) -> QuerySet[Letter]:
    """What waits for the signature of whoever holds the post, the first time or anew."""
    unsigned = Q(state=LetterState.OFFERED) | Q(again_since__isnull=False, state=LetterState.SIGNED)
    return Letter.objects.filter(unsigned, signatory_id=post_id).order_by("pk")


def issuable_by(actor: Actor) -> list[Template]:
    """The templates whose letters the actor's kind of post draws up."""
    return [each for each in regime().letters if actor.may("letters.issue") and actor.kind in each.issued_by]


def may_sign(actor: Actor, letter: Letter) -> bool:
    """Whether the actor's post is the letter's other side: the very post, or one of the party's that may sign."""
    if letter.signatory_id == actor.post_id:
        return True
    template = template_of(letter)
    own = letter.party_id is not None and letter.party_id == actor.party_id
    return own and template is not None and actor.kind in template.signatory.kinds


def awaits_signature(letter: Letter) -> bool:
    """Whether the other side is to sign it now."""
    return letter.state == LetterState.OFFERED or (
        letter.state == LetterState.SIGNED and letter.again_since is not None
    )


@dataclass
class Cell:
    """One level in one unit: how many there should be, how many are drawn up, offered, signed, to be signed anew."""

    due: int = 0
    drawn: int = 0
    offered: int = 0
    signed: int = 0
    again: int = 0

    @property
    def issued(self) -> int:
        return self.drawn + self.offered + self.signed

    @property
    def unsigned(self) -> int:
        return self.drawn + self.offered

    @property
    def missing(self) -> int:
        return max(self.due - self.issued, 0)

    def add(self, other: "Cell") -> None:
        for name in ("due", "drawn", "offered", "signed", "again"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass
class Progress:
    """Every level × unit of one year. units: code of township (of the county for what lies above) → template → cell."""

    year: int
    templates: list[Template]
    units: dict[str, dict[str, Cell]] = field(default_factory=dict)
    totals: dict[str, Cell] = field(default_factory=dict)


def progress(actor: Actor, year: int) -> Progress:
    """How far each level has got under the actor's eyes; a query for each level and one for all letters."""
    rules = regime()
    found: dict[str, dict[str, Cell]] = defaultdict(lambda: defaultdict(Cell))
    for template in rules.letters:
        for unit, count in _due(rules, template, actor):
            found[unit][template.id].due = count
    for row in _counts(actor, year):
        cell = found[row["place"]][row["template"]]
        cell.drawn, cell.offered, cell.signed, cell.again = (row[key] for key in ("drawn", "offered", "done", "again"))
    totals: dict[str, Cell] = defaultdict(Cell)
    for cells in found.values():
        for name, cell in cells.items():
            totals[name].add(cell)
    shown = [each for each in rules.letters if totals[each.id].due or totals[each.id].issued]
    return Progress(year, shown, {code: dict(found[code]) for code in sorted(found)}, dict(totals))


def _due(rules: Regime, template: Template, actor: Actor) -> list[tuple[str, int]]:
    rows = subjects_of(rules, template, actor, "").order_by()
    what = Count("unit", distinct=True) if template.each == "unit" and rows.model is Post else Count("pk")
    place = Left(rows.model.SCOPE.area, TOWNSHIP_DIGITS)
    return list(rows.values(its_place=place).annotate(how_many=what).values_list("its_place", "how_many"))


def _counts(actor: Actor, year: int) -> QuerySet:
    rows = standing_letters().visible_to(actor).filter(year=year).order_by()
    return rows.values("template", place=Left("area_code", TOWNSHIP_DIGITS)).annotate(
        drawn=Count("pk", filter=Q(state=LetterState.DRAWN)),
        offered=Count("pk", filter=Q(state=LetterState.OFFERED)),
        done=Count("pk", filter=Q(state=LetterState.SIGNED)),
        again=Count("pk", filter=Q(again_since__isnull=False)),
    )


def years() -> list[int]:
    """The years of which there are letters, and this one, the latest first."""
    known = set(Letter.objects.order_by().values_list("year", flat=True).distinct())
    return sorted({*known, today().year}, reverse=True)
