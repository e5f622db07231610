"""What responsibility puts on workbenches and on the pages of enterprises and areas."""

from datetime import date

from django.db import models
from django.http import HttpRequest
from django.urls import reverse

from sanze.foundation.acts import entry
from sanze.foundation.moment import today
from sanze.foundation.pages.slots import Figure, Panel
from sanze.foundation.scope.actor import Actor
from sanze.know.responsibility.models import Audit, Finding
from sanze.know.responsibility.queries import chain_of


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


def figures(actor: Actor) -> list[Figure]:
    """How many flaws stand under the actor's eyes, once there was a proof."""
    if actor.party_id is not None or not Audit.objects.exists():
        return []
    found = Finding.objects.visible_to(actor).filter(gone_on=None).count()
    return [Figure("责任空档", found, f"{reverse('findings')}?open=1", "处")]
