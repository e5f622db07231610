"""What places put on workbenches and on the pages of enterprises."""

from django.http import HttpRequest
from django.urls import reverse

from sanze.foundation.pages.slots import Figure, Panel
from sanze.foundation.scope.actor import Actor
from sanze.know.parties.models import Enterprise
from sanze.know.places import queries

ON_PAGE = 30


def panel(request: HttpRequest, enterprise: Enterprise) -> Panel:
    """The places of an enterprise with their parts, and where labels are printed."""
    rows = queries.of_enterprise(request.actor, enterprise.pk)
    here = list(rows[:ON_PAGE])
    context = {
        "places": here,
        "count": rows.count() if len(here) == ON_PAGE else len(here),
        "all_url": f"{reverse('places')}?enterprise={enterprise.pk}",
        "labels_url": f"{reverse('places.labels')}?enterprise={enterprise.pk}",
        "add_url": reverse("places.register", args=[enterprise.pk]) if request.actor.may("places.register") else "",
    }
    return Panel("场所、部位、环节", "places/panel.html", context, order=5)


def figures(actor: Actor) -> list[Figure]:
    """How many places, positions and links are registered under the actor's eyes."""
    if not actor.may("places.register"):
        return []
    return [Figure("登记场所部位", queries.in_use(actor).count(), reverse("places"), "处")]
