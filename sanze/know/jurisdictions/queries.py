"""Named reads of the tree of jurisdictions."""

from collections.abc import Iterable

from django.core.cache import cache

from sanze.foundation.scope.actor import Actor
from sanze.know.jurisdictions.models import CODE_LENGTHS, Area, Level

NAMES_KEPT_SECONDS = 60


def names() -> dict[str, str]:
    """Every area's code and name; kept a minute in each process, since pages name areas in every row."""
    known = cache.get("area-names")
    if known is None:
        known = dict(Area.objects.values_list("code", "name"))
        cache.set("area-names", known, NAMES_KEPT_SECONDS)
    return known


def path_of(code: str, levels: Iterable[Level] = (Level.TOWNSHIP, Level.VILLAGE)) -> str:
    """The names on the way to a code, e.g. '青石镇桥头村'."""
    known = names()
    lengths = [CODE_LENGTHS[each] for each in levels]
    return "".join(known.get(code[:length], "") for length in lengths if len(code) >= length)


def choices(actor: Actor, levels: Iterable[Level] = (Level.TOWNSHIP, Level.VILLAGE)) -> list[tuple[str, str]]:
    """(code, name) of the areas under the actor's eyes at those levels, villages under their township's name."""
    rows = Area.objects.visible_to(actor).filter(level__in=list(levels), closed_on__isnull=True)
    return [(code, path_of(code)) for code in rows.order_by("code").values_list("code", flat=True)]
