"""Named reads of what is owed: by how it stands, by whom, and in sums."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date, datetime, time

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce

from sanze.foundation.calendar.clocks import Clock
from sanze.foundation.calendar.queries import calendar
from sanze.foundation.identity.models import Post
from sanze.foundation.identity.queries import posts_open
from sanze.foundation.moment import SHANGHAI, now, today
from sanze.foundation.regime.entries.duty import Duty
from sanze.foundation.regime.queries import content_of, standing_enforcements
from sanze.foundation.regime.schema import Limit, Regime
from sanze.foundation.scope.actor import Actor
from sanze.foundation.scope.models import within
from sanze.perform.duties.models import OPEN, Obligation, Tally
from sanze.perform.duties.rules import prefixes
from sanze.perform.duties.states import Standing, Undone

# Sums are kept by township, nine digits of the division code; whoever sees less is answered from the rows themselves.
TOWNSHIP_DIGITS = 9


def standing(state: str, on: date | None = None) -> Q:
    """The condition under which an obligation stands so on a day (today by default)."""
    day = on or today()
    past = Q(due_at=None, due_on__lt=day) | Q(due_at__lt=now())
    in_time = Q(due_at=None, discharged_on__lte=F("due_on")) | Q(discharged_at__lte=F("due_at"))
    ended = Q(discharged_on__isnull=False)
    return {
        Standing.OPEN: OPEN & Q(late_until__gte=day) & ~past,
        Standing.LATE: OPEN & Q(late_until__gte=day) & past,
        Standing.MISSED: OPEN & Q(late_until__lt=day),
        Standing.DONE: ended & in_time,
        Standing.DONE_LATE: ended & ~in_time & Q(discharged_on__lte=F("late_until")),
        Standing.MADE_UP: Q(discharged_on__gt=F("late_until")),
        Standing.WAIVED: Q(waived_on__isnull=False),
        Standing.VOID: Q(voided_on__isnull=False),
    }[Standing(state)]


def undone(kind: str, on: date | None = None) -> Q:
    """The condition of not being done, in one of the ways of a desk, on a day (today by default)."""
    day = on or today()
    lost = Q(late_until__lt=day, run_id__isnull=False)
    return {
        Undone.OPEN: OPEN & Q(due_on__gte=day),
        Undone.LATE: OPEN & Q(due_on__lt=day) & ~lost,
        Undone.LOST: OPEN & lost,
    }[Undone(kind)]


def missed_for_good(on: date | None = None) -> Q:
    """What was not done in time nor within its grace, whether it was made up since or not."""
    return standing(Standing.MISSED, on) | standing(Standing.MADE_UP, on)


def regime_named(version: str) -> Regime | None:
    """The regime of that code and version, if it was ever put in force."""
    rows = standing_enforcements().defer("content")
    return next((content_of(each) for each in rows if each.full_version == version), None)


def duty_behind(obligation: Obligation) -> Duty | None:
    """What the regime says of the duty, as it stood when the obligation was made."""
    found = regime_named(obligation.regime) if obligation.duty else None
    return found.duty.get(obligation.duty) if found else None


def key_period_of(obligation: Obligation) -> str:
    """The title of the key period that asked for it; empty where it is the duty's own."""
    found = regime_named(obligation.regime) if obligation.key_period else None
    titles = [each.title for each in found.periods if each.id == obligation.key_period] if found else []
    return next(iter(titles), obligation.key_period)


def owed_by(post_id: int) -> QuerySet[Obligation]:
    """What a post owes and has not done, the most urgent first."""
    return Obligation.objects.filter(OPEN, holder_id=post_id).order_by("due_on", "pk")


class Nearness:
    """Finds the nearest open post of some kinds for records that lie in these places, read in one query."""

    def __init__(self, kinds: Collection[str], on: date, places: Collection[dict]):
        """places: as `coordinates_of` gives them."""
        around = {prefix for each in places for prefix in prefixes(each["area_code"])}
        parties = {each["party_id"] for each in places if each["party_id"] is not None}
        near = Q(area_code__in=around, party_id=None) | Q(party_id__in=parties)
        self.posts = list(posts_open(on).filter(near, kind__in=kinds)) if kinds else []

    def post(self, dealt: object, *, area_code: str, industry: str, party_id: int | None) -> Post | None:
        """The party's own post of the kinds, or else the one nearest around the area; None where there is none.

        Among several it is the one for this industry in particular; what is left is dealt out by `dealt`, as the
        clock deals out recurring duties.
        """
        own = [each for each in self.posts if each.party_id is not None and each.party_id == party_id]
        around = [each for each in self.posts if each.party_id is None and area_code.startswith(each.area_code)]
        found = own or [each for each in around if _fits(each, industry)]
        return min(found, key=lambda each: _rank(each, industry, dealt)) if found else None


def _fits(post: Post, industry: str) -> bool:
    return not post.industries or not industry or industry in post.industries


def _rank(post: Post, industry: str, dealt: object) -> tuple:
    particular = industry in post.industries if industry else not post.industries
    return -len(post.area_code), not particular, hashlib.md5(f"{post.pk}:{dealt}".encode()).hexdigest(), post.pk


def day_after(limit: Limit, start: date) -> date:
    """The last day of a limit that runs from a day."""
    begins = datetime.combine(start, time.min, SHANGHAI)
    return Clock(limit.unit, limit.value).due(begins, calendar()).astimezone(SHANGHAI).date()


@dataclass(frozen=True)
class Debtor:
    """A post, None for nobody, with what it owed of a duty, and how much of that it missed for good or is late with."""

    post: Post | None
    owed: int
    missed: int
    late: int


def debtors(actor: Actor, duty: str, first: date, last: date, area: str = "", count: int = 20) -> list[Debtor]:
    """The posts that owed the duty in a span and have not done it, those that missed most first."""
    rows = Obligation.objects.visible_to(actor).filter(duty=duty, due_on__gte=first, due_on__lte=last, voided_on=None)
    rows = rows.filter(within("area_code", area)) if area else rows
    missed, late = Count("pk", filter=missed_for_good()), Count("pk", filter=standing(Standing.LATE))
    sums = rows.order_by().values("holder_id").annotate(owed=Count("pk"), missed=missed, late=late)
    found = list(sums.filter(Q(missed__gt=0) | Q(late__gt=0)).order_by("-missed", "-late", "holder_id")[:count])
    posts = Post.objects.in_bulk([row["holder_id"] for row in found if row["holder_id"]])
    return [Debtor(posts.get(row["holder_id"]), row["owed"], row["missed"], row["late"]) for row in found]


@dataclass(frozen=True)
class Figures:
    """How much was owed, and what became of it. open: not due yet; late: past due, within the grace.

    missed: not done in time nor within the grace; made_up: those of them that were done afterwards.
    gaps: owed by nobody, because no post was found.
    """

    owed: int = 0
    done: int = 0
    done_late: int = 0
    missed: int = 0
    made_up: int = 0
    late: int = 0
    open: int = 0
    waived: int = 0
    gaps: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))

    @property
    def rate(self) -> int | None:
        """Percent done in time of what has come due; None where nothing has."""
        due = self.done + self.done_late + self.missed
        return round(100 * self.done / due) if due else None


def figures_by(
    actor: Actor, first: date, last: date, *keys: str, on: date | None = None, area: str = ""
) -> dict[tuple, Figures]:
    """The figures of what falls due from `first` to `last` under the actor's eyes, by `keys`.

    keys: of 'duty', 'clause', 'area_code' (township), 'industry', 'due_on'. area: only inside that one.
    """
    day = on or today()
    if actor.party_id is None and all(len(each) <= TOWNSHIP_DIGITS for each in [*actor.areas, area]):
        rows = Tally.objects.visible_to(actor).filter(due_on__gte=first, due_on__lte=last)
        told = keys
    else:
        rows = Obligation.objects.visible_to(actor).filter(due_on__gte=first, due_on__lte=last, voided_on=None)
        rows, told = rows.annotate(**_each()), tuple("duty_or_code" if key == "duty" else key for key in keys)
    rows = rows.filter(within("area_code", area)) if area else rows
    if not keys:
        return {(): _figures(rows.aggregate(**_sums(day)))}
    found = rows.values(*told).annotate(**_sums(day)).order_by()
    return {tuple(row[key] for key in told): _figures(row) for row in found}


def _each() -> dict:
    """What one obligation adds to each sum."""

    def one(condition: Q) -> Case:
        return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())

    return {
        "duty_or_code": Case(When(duty="", then=F("code")), default=F("duty")),
        "owed": Value(1, output_field=IntegerField()),
        "gaps": one(Q(holder=None)),
        "done": one(standing(Standing.DONE)),
        "done_late": one(standing(Standing.DONE_LATE)),
        "made_up": one(standing(Standing.MADE_UP)),
        "waived": one(standing(Standing.WAIVED)),
    }


def _sums(day: date) -> dict:
    left = F("owed") - F("done") - F("done_late") - F("waived")
    over, past = Q(late_until__lt=day), Q(due_on__lt=day, late_until__gte=day)
    sums = {f"sum_{name}": Sum(name) for name in ("owed", "gaps", "done", "done_late", "made_up", "waived")}
    return sums | {
        "sum_missed": Coalesce(Sum(left, filter=over), 0),
        "sum_late": Coalesce(Sum(left - F("made_up"), filter=past), 0),
        "sum_open": Coalesce(Sum(left - F("made_up"), filter=Q(due_on__gte=day)), 0),
    }


def _figures(row: dict) -> Figures:
    return Figures(**{each.name: row[f"sum_{each.name}"] or 0 for each in fields(Figures)})
