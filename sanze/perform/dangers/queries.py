"""Named reads of dangers, and the days that the regime in force allows."""

from datetime import date, datetime, time, timedelta

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Case, F, FloatField, Q, QuerySet, Value, When
from django.db.models.functions import Greatest

from sanze.foundation.calendar.clocks import Clock
from sanze.foundation.calendar.queries import calendar
from sanze.foundation.identity.models import Post
from sanze.foundation.identity.queries import posts_open
from sanze.foundation.moment import SHANGHAI, today
from sanze.foundation.regime.queries import regime
from sanze.foundation.regime.schema import Limit
from sanze.foundation.scope.actor import Actor
from sanze.foundation.scope.models import sees
from sanze.know.jurisdictions.models import CODE_LENGTHS, Level
from sanze.know.parties.models import Enterprise
from sanze.know.parties.queries import supervised
from sanze.know.standards import queries as standards
from sanze.perform.dangers.models import SETTLED, Danger, Extension, TreatmentPlan
from sanze.perform.dangers.states import DangerState, ExtensionState

# Below this trigram similarity two titles are hardly about the same thing; tried on Chinese titles of 8 to 30 signs.
ALIKE = 0.25
SHOWN = 5
TOWNSHIP_LENGTH = CODE_LENGTHS[Level.TOWNSHIP]
# Whoever may order may be in charge.
HANDLING = "dangers.order"


def last_day(limit: Limit, start: date) -> date:
    """The last day of a limit of days that begins to run after `start`."""
    if limit.unit == "working_days":
        noon = datetime.combine(start, time(12), SHANGHAI)
        return Clock(limit.unit, limit.value).due(noon, calendar()).date()
    return start + timedelta(days=limit.value)


def step_due(danger: Danger) -> date | None:
    """The day by which the next step is due: grading, rectifying, or looking again; None where no limit is set."""
    if danger.state == DangerState.REPORTED:
        return last_day(regime().limit("dangers.grade"), danger.found_on)
    if danger.state == DangerState.RECTIFIED:
        return last_day(regime().limit("dangers.reinspect"), danger.rectified_on)
    return danger.due_on if danger.state == DangerState.ORDERED else None


def latest_due(on: date, *, major: bool) -> date:
    """The latest deadline that an order of that day may set for a danger of that grade."""
    return last_day(regime().limit("dangers.rectify.major" if major else "dangers.rectify.general"), on)


def latest_extension(danger: Danger) -> date:
    """The latest deadline that one more extension may set."""
    name = "dangers.extend.major" if danger.major else "dangers.extend.general"
    return last_day(regime().limit(name), danger.due_on)


def overdue(day: date) -> Q:
    """The condition of being overdue (超期) on a day."""
    return Q(state=DangerState.ORDERED, due_on__lt=day)


def overdue_on(day: date) -> QuerySet[Danger]:
    """Dangers whose rectification was due before that day and is not reported (超期)."""
    return Danger.objects.filter(overdue(day))


def awaiting_grade(day: date) -> QuerySet[Danger]:
    """Dangers not yet graded, found on that day or before."""
    return Danger.objects.filter(state=DangerState.REPORTED, found_on__lte=day)


def open_of(enterprise_id: int) -> QuerySet[Danger]:
    """The dangers of an enterprise that are not settled."""
    return Danger.objects.filter(enterprise_id=enterprise_id).exclude(state__in=SETTLED)


def plan_of(danger: Danger) -> TreatmentPlan | None:
    """The treatment plan that counts: the latest."""
    return TreatmentPlan.objects.filter(danger=danger).order_by("-pk").first()


def open_extension(danger: Danger) -> Extension | None:
    """The extension asked for and not decided."""
    return Extension.objects.filter(danger=danger, state=ExtensionState.ASKED).first()


def extensions_granted(danger: Danger) -> int:
    """How often the deadline of the danger was moved."""
    return Extension.objects.filter(danger=danger, state=ExtensionState.GRANTED).count()


def similar_open(actor: Actor, enterprise: Enterprise, title: str, item_code: str = "") -> list[Danger]:
    """Up to five dangers of the enterprise that may be the same as one about to be reported, likeliest first.

    Open ones, and those closed within `dangers.similar` days; alike by check item or by words. Only what the
    actor may see.
    """
    since = today() - timedelta(days=regime().limit("dangers.similar").value)
    live = ~Q(state__in=SETTLED) | Q(closed_on__gte=since)
    words = Greatest(TrigramSimilarity("title", title), TrigramSimilarity("description", title))
    same_item = Case(When(item_code=item_code or None, then=Value(1.0)), default=Value(0.0), output_field=FloatField())
    rows = Danger.objects.visible_to(actor).filter(live, enterprise_id=enterprise.pk)
    rows = rows.annotate(words=words, alike=F("words") + same_item).filter(alike__gt=ALIKE)
    return list(rows.order_by("-alike", "-pk")[:SHOWN])


def basis_of(item_code: str, criterion_code: str, on: date) -> str:
    """The legal basis of a danger: that of its criterion, else of its check item; empty without either.

    Raises KeyError for a code that the library does not know.
    """
    found = standards.item(item_code, on).basis if item_code else ""
    return standards.criterion(criterion_code).basis if criterion_code else found


def can_handle(post: Post, danger: Danger) -> bool:
    """Whether a post could be in charge of a danger: it sees it and may order."""
    kind = regime().posts.get(post.kind)
    if post.party_id is not None or kind is None or HANDLING not in kind.grants:
        return False
    return sees(Actor(name="", areas=(post.area_code,), industries=tuple(post.industries)), danger)


def posts_to_handle(danger: Danger) -> list[Post]:
    """The open posts that could be in charge of a danger, without the one that is."""
    kinds = [name for name, kind in regime().posts.items() if HANDLING in kind.grants]
    posts = posts_open().filter(kind__in=kinds).exclude(pk=danger.handler_id).order_by("unit", "title")
    return [each for each in posts if can_handle(each, danger)]


def enterprises_named(actor: Actor, words: str) -> QuerySet[Enterprise]:
    """The enterprises under the actor's eyes whose name or address has every word, by name."""
    rows = supervised(actor)
    for word in words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(address__icontains=word) | Q(uscc__istartswith=word))
    return rows.order_by("name", "pk")


def grading_posts_near(danger: Danger) -> list[Post]:
    """The open posts of the danger's own township or village that may grade it."""
    kinds = [name for name, kind in regime().posts.items() if "dangers.grade" in kind.grants]
    near = [danger.area_code[:length] for length in range(TOWNSHIP_LENGTH, len(danger.area_code) + 1)]
    return list(posts_open().filter(kind__in=kinds, area_code__in=near))
