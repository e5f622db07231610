"""What the register of enterprises puts on a workbench."""

from django.db.models import Count, Q
from django.urls import reverse

from sanze.foundation.pages.slots import Figure
from sanze.foundation.scope.actor import Actor
from sanze.know.parties.models import Enterprise, Standing


def figures(actor: Actor) -> list[Figure]:
    """How many enterprises there are under the actor's eyes, and how many of them are key ones."""
    if actor.party_id is not None:
        return []
    working = Q(standing__in=[Standing.OPERATING, Standing.BUILDING])
    found = Enterprise.objects.visible_to(actor).aggregate(
        all=Count("pk", filter=working), key=Count("pk", filter=Q(listed=True))
    )
    url = reverse("enterprises")
    return [Figure("监管企业", found["all"], url, "家"), Figure("重点企业", found["key"], f"{url}?listed=1", "家")]
