"""Named reads of villages and how far they are."""

from sanze.foundation.scope.actor import Actor
from sanze.know.jurisdictions.models import Area, Level
from sanze.know.villages.models import Creation, VillageGroup
from sanze.know.villages.states import CreationState

BASIC_SHARE, SAFE_SHARE, GROUP_SHARE = "villages.basic_share", "villages.safe_share", "villages.group_share"
BASIC = (CreationState.REVIEWED, CreationState.AWARDED)


def reached(actor: Actor) -> dict[str, int]:
    """Of the villages under the actor's eyes: all, with a group, at the basic standard, awarded as safe."""
    codes = set(
        Area.objects.visible_to(actor).filter(level=Level.VILLAGE, closed_on=None).values_list("code", flat=True)
    )
    groups = set(VillageGroup.objects.filter(replaced_on=None).values_list("area_code", flat=True))
    basic = set(Creation.objects.filter(state__in=BASIC).values_list("area_code", flat=True))
    safe = set(Creation.objects.filter(state=CreationState.AWARDED).values_list("area_code", flat=True))
    return {
        "all": len(codes), "groups": len(codes & groups), "basic": len(codes & basic), "safe": len(codes & safe),
    }  # fmt: skip


def group_of(area_code: str) -> VillageGroup | None:
    """The group of a village now."""
    return VillageGroup.objects.filter(area_code=area_code, replaced_on=None).first()
