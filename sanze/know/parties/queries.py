"""Named reads of the register of enterprises."""

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q

from sanze.foundation.scope.actor import Actor
from sanze.foundation.scope.models import within
from sanze.know.jurisdictions.models import Area, Level
from sanze.know.parties.models import Enterprise, Standing
from sanze.know.parties.rules import Gazetteer

ALIKE = 0.35


def supervised(actor: Actor):
    """The enterprises under the actor's eyes that have not been closed for good."""
    return Enterprise.objects.visible_to(actor).exclude(standing=Standing.CLOSED)


def area_of(enterprise_id: int) -> str:
    """The code of the smallest jurisdiction known for an enterprise."""
    return Enterprise.objects.values_list("area_code", flat=True).get(pk=enterprise_id)


def meant_by(actor: Actor, text: str) -> tuple[int, str] | None:
    """The id and place of the one enterprise that the actor means by a credit code or a full name."""
    rows = Enterprise.objects.visible_to(actor).filter(Q(uscc=text.upper()) | Q(name=text)).exclude(name="")
    found = list(rows.values_list("pk", "area_code")[:2])
    return found[0] if len(found) == 1 else None


def alike(name: str, actor: Actor, besides: int | None = None):
    """Registered enterprises whose name resembles `name`, the most alike first."""
    rows = Enterprise.objects.visible_to(actor).annotate(likeness=TrigramSimilarity("name", name))
    return rows.filter(likeness__gte=ALIKE).exclude(pk=besides).order_by("-likeness", "pk")[:5]


def gazetteer(county: str) -> Gazetteer:
    """The townships and villages of a county as words to be found in addresses."""
    areas = Area.objects.filter(within("code", county), closed_on__isnull=True).order_by("code")
    rows = list(areas.filter(level__in=[Level.TOWNSHIP, Level.VILLAGE]).values_list("level", "code", "name"))
    return Gazetteer(
        [(code, name) for level, code, name in rows if level == Level.TOWNSHIP],
        [(code, name) for level, code, name in rows if level == Level.VILLAGE],
    )
