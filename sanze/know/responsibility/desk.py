"""What responsibility puts on workbenches and on the pages of enterprises and areas."""

from datetime import date

from django.db import models
from django.http import HttpRequest
from django.urls import reverse

from sanze.foundation.acts import entry
from sanze.foundation.moment import today
from sanze.foundation.pages.slots import Figure, Panel, Task, Waiting
from sanze.foundation.scope.actor import Actor
from sanze.know.responsibility.models import Audit, Finding
from sanze.know.responsibility.queries import chain_of

FIRST = 5


def panel(request: HttpRequest, record: models.Model) -> Panel | None:
    """The chain of everybody who answers for a record, on the day asked for."""
    day = day_asked(request)
    label = entry.label(record)
    context = {
        "answers": chain_of(record, day),
        "day": day,
        "name_url": reverse("responsibility.name", args=[label]) if request.actor.may("responsibility.assign") else "",
        "chain_url": reverse("responsibility.chain", args=[label]),
    }
    shown = context["answers"] or context["name_url"]
    return Panel("责任链", "responsibility/panel.html", context, order=5) if shown else None


def day_asked(request: HttpRequest) -> date:
    """The day of ?on=, today where none or no day is written."""
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return today()


def waiting(actor: Actor) -> list[Waiting]:
    """The flaws that this post must mend."""
    rows = Finding.objects.filter(gone_on=None, mender_id=actor.post_id).order_by("due_on", "pk")
    first = list(rows[:FIRST])
    if not first:
        return []
    tasks = [
        Task(each.mend, each.title(), each.get_absolute_url(), each.due_on, place=each.area_name()) for each in first
    ]
    late = rows.filter(due_on__lt=today()).count()
    return [Waiting("责任空档待整改", f"{reverse('findings')}?open=1", rows.count(), late, tasks)]


def figures(actor: Actor) -> list[Figure]:
    """How many flaws stand under the actor's eyes, once there was a proof."""
    if actor.party_id is not None or not Audit.objects.exists():
        return []
    found = Finding.objects.visible_to(actor).filter(gone_on=None).count()
    return [Figure("责任空档", found, f"{reverse('findings')}?open=1", "处")]
