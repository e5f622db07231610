"""What apps above offer to begin at a place."""

from collections.abc import Callable

from sanze.foundation.scope.actor import Actor
from sanze.know.places.models import Place

# (label, address) of what the actor may begin at the place.
BEGIN_HERE: list[Callable[[Actor, Place], list[tuple[str, str]]]] = []


def begin_here(actor: Actor, place: Place) -> list[tuple[str, str]]:
    """Everything that the actor may begin at the place."""
    return [each for offered in BEGIN_HERE for each in offered(actor, place)]
