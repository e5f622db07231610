"""What stations put on workbenches."""

from django.urls import reverse

from sanze.foundation.pages.slots import Figure
from sanze.foundation.scope.actor import Actor
from sanze.know.stations.queries import ready_share


def figures(actor: Actor) -> list[Figure]:
    """How many stations reported that they reach the standard, for those who set them up."""
    if not actor.may("stations.establish") or actor.party_id is not None:
        return []
    ready, every = ready_share()
    return [Figure("达标安监站", f"{ready}/{every}", f"{reverse('stations')}?ready=1", "个")]
