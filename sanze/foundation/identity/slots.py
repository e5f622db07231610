"""Slots that apps above fill, so that the administrator chooses from what exists instead of typing codes."""

from collections.abc import Callable

from sanze.foundation.scope.actor import Actor

# (code, face) of the lines of business to which a post may be limited.
INDUSTRIES: list[Callable[[], list[tuple[str, str]]]] = []

# The supervised party that the actor means by a code or a full name: its id and the division code where it lies (which
# becomes the area of its posts, so that the administrators of the place see them); None for no such party.
FIND_PARTY: list[Callable[[Actor, str], tuple[int, str] | None]] = []
