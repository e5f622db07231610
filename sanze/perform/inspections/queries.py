"""Named reads of visits: how often an enterprise was inspected, and who may inspect."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from sanze.foundation.database.compiled import Compiled, blank
from sanze.foundation.identity.models import Holding
from sanze.foundation.identity.states import HoldingState
from sanze.foundation.moment import today
from sanze.foundation.regime.queries import regime
from sanze.know.parties.models import Enterprise
from sanze.perform.dangers.models import Danger
from sanze.perform.dangers.queries import last_day
from sanze.perform.inspections import rules
from sanze.perform.inspections.models import Visit, VisitFinding, VisitKind
from sanze.perform.inspections.states import VisitState
from sanze.perform.inspections.values import Officer

INSPECTING = "inspections.record"


def approval_ends(visit: Visit) -> date:
    """The last day on which an approved inspection may begin."""
    return last_day(regime().limit("inspections.approval_valid"), visit.approved_on)


def counted(enterprise_id: int, day: date) -> QuerySet[Visit]:
    """The inspections of all bodies that count against the enterprise's cap in the year of `day`.

    Done, approved or applied for; not those exempt, declined, cancelled, or whose approval lapsed unused.
    """
    first, last = rules.year_of(day)
    alive = Q(state__in=[VisitState.APPLIED, VisitState.RECORDED])
    for visit in Visit.objects.filter(enterprise_id=enterprise_id, state=VisitState.APPROVED):
        if approval_ends(visit) >= today():
            alive |= Q(pk=visit.pk)
    rows = Visit.objects.filter(enterprise_id=enterprise_id, kind=VisitKind.ADMIN, exempt_reason="")
    return rows.filter(alive, day__range=(first, last))


def yearly_cap() -> int:
    """How often one enterprise may be inspected in a year."""
    return regime().limit("inspections.yearly_cap").value


def certified(person_ids: Iterable[int], on: date) -> dict[int, Officer]:
    """Of these people, those who hold an inspecting post and a valid certificate on that day."""
    found = _certified(_inspecting_kinds()).rows(people=list(person_ids), day=on)
    return {person: Officer(person, name, certificate) for person, name, certificate in found}


def officers_near(enterprise: Enterprise, on: date) -> list[tuple[Officer, str]]:
    """Those who may inspect the enterprise on that day, each with their post, by unit."""
    prefixes = [enterprise.area_code[:length] for length in range(len(enterprise.area_code) + 1)]
    rows = _inspecting(Holding.objects.filter(post__area_code__in=prefixes), on, _inspecting_kinds())
    rows = rows.filter(Q(post__industries=[]) | Q(post__industries__contains=[enterprise.industry]))
    rows = rows.select_related("person", "post").order_by("-post__area_code", "post__unit", "post__title")
    found = {each.person_id: each for each in reversed(rows)}
    return [
        (Officer(each.person_id, each.person.name, each.person.certificate_no), str(each.post))
        for each in reversed(found.values())
    ]


@lru_cache(maxsize=16)
def _certified(kinds: tuple[str, ...]) -> Compiled:
    named = Holding.objects.filter(person_id__in=blank("people", "SELECT unnest(%s::bigint[])"))
    rows = _inspecting(named, blank("day"), kinds)
    return Compiled(lambda: rows.values_list("person_id", "person__name", "person__certificate_no"))


def _inspecting_kinds() -> tuple[str, ...]:
    return tuple(name for name, kind in regime().posts.items() if INSPECTING in kind.grants)


def _inspecting(holdings: QuerySet[Holding], on: date | RawSQL, kinds: tuple[str, ...]) -> QuerySet[Holding]:
    """Of these, the ones in an inspecting post on that day whose holder's certificate is valid then."""
    return holdings.filter(
        state=HoldingState.CONFIRMED,
        span__contains=on,
        post__kind__in=kinds,
        person__certificate_until__gte=on,
    ).exclude(person__certificate_no="")


def dangers_of(visit: Visit) -> QuerySet[Danger]:
    """The dangers found on the visit."""
    return Danger.objects.filter(pk__in=VisitFinding.objects.filter(visit=visit).values("danger_id"))


def visit_of(danger: Danger) -> Visit | None:
    """The visit on which the danger was found."""
    link = VisitFinding.objects.filter(danger=danger).select_related("visit").first()
    return link.visit if link else None
