"""What visits put on workbenches and on the pages of enterprises."""

from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from sanze.foundation.moment import today
from sanze.foundation.pages.slots import Panel, Task, Waiting
from sanze.foundation.scope.actor import Actor
from sanze.know.parties.models import Enterprise
from sanze.know.places.models import Place
from sanze.perform.inspections.models import Visit
from sanze.perform.inspections.queries import counted, yearly_cap
from sanze.perform.inspections.states import VisitState

FIRST = 5
ON_PAGE = 5


def begin_here(actor: Actor, place: Place) -> list[tuple[str, str]]:
    """Where a patrol of a place of an enterprise is recorded, the place named."""
    if place.enterprise_id is None or not actor.may("inspections.patrol"):
        return []
    told = urlencode({"place": place.path})
    return [("在此记录巡查", f"{reverse('inspections.patrol', args=[place.enterprise_id])}?{told}")]


def waiting(actor: Actor) -> list[Waiting]:
    """Applications that wait for the actor's approval, and approved inspections in which the actor takes part."""
    lists = []
    if actor.may("inspections.approve"):
        rows = Visit.objects.visible_to(actor).filter(state=VisitState.APPLIED).exclude(applicant_id=actor.person_id)
        lists.append(_waiting("待审批行政检查", "applied", rows))
    if actor.may("inspections.record") and actor.person_id:
        rows = Visit.objects.visible_to(actor).filter(state=VisitState.APPROVED)
        lists.append(_waiting("已批准待检查", "approved", rows.filter(officer_ids__contains=[actor.person_id])))
    return [each for each in lists if each.count]


def _waiting(title: str, state: str, rows: QuerySet[Visit]) -> Waiting:
    tasks = [
        Task(
            title=each.reason,
            about=each.enterprise.name,
            url=each.get_absolute_url(),
            due_on=each.planned_on,
            place=each.area_name(),
        )
        for each in rows.select_related("enterprise").order_by("planned_on", "pk")[:FIRST]
    ]
    late = rows.filter(planned_on__lt=today()).count()
    return Waiting(title, f"{reverse('visits')}?state={state}", rows.count(), late, tasks)


def panel(request: HttpRequest, enterprise: Enterprise) -> Panel:
    """The last visits to an enterprise, and how far its yearly cap is used."""
    actor = request.actor
    rows = Visit.objects.visible_to(actor).filter(enterprise=enterprise).order_by("-day", "-pk")
    context = {
        "visits": list(rows[:ON_PAGE]),
        "counted": counted(enterprise.pk, today()).count() if actor.party_id is None else None,
        "cap": yearly_cap(),
        "year": today().year,
        "all_url": f"{reverse('visits')}?enterprise={enterprise.pk}",
    }
    return Panel("检查巡查", "inspections/panel.html", context, order=10)
