"""Which of the channels that were set up a message takes."""

from collections.abc import Iterable

from sanze.foundation.notices.models import ChannelSetting
from sanze.foundation.notices.states import CHANNEL_OF, ROBOTS, Channel


def in_use(channel: str) -> ChannelSetting | None:
    """The enabled setting of electronic mail or of the gateway of text messages, None where there is none."""
    kinds = [kind for kind, each in CHANNEL_OF.items() if each == channel]
    return ChannelSetting.objects.filter(kind__in=kinds, enabled=True).order_by("pk").first()


def channels_in_use() -> set[str]:
    """The channels by which anything can leave the house now."""
    rows = ChannelSetting.objects.filter(enabled=True).values_list("kind", flat=True)
    return {CHANNEL_OF[kind] for kind in rows} - {Channel.IN_APP}


def robots() -> list[ChannelSetting]:
    """Every enabled robot, those of smaller areas first."""
    rows = ChannelSetting.objects.filter(kind__in=ROBOTS, enabled=True)
    return sorted(rows, key=lambda each: (-len(each.area_code), each.pk))


def robot_of(area_code: str, among: Iterable[ChannelSetting]) -> ChannelSetting | None:
    """The robot whose group is nearest around an area, None where no group is around it."""
    return next((each for each in among if area_code.startswith(each.area_code)), None)
