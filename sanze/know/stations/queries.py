"""Named reads of stations."""

from sanze.foundation.identity.queries import posts_open
from sanze.foundation.regime.queries import regime
from sanze.know.jurisdictions.models import Area, Level
from sanze.know.stations.models import Station

UNITS = "stations.post_kinds"


def ready_share() -> tuple[int, int]:
    """(townships whose station reported readiness, all townships)."""
    codes = set(Area.objects.filter(level=Level.TOWNSHIP, closed_on=None).values_list("code", flat=True))
    ready = set(Station.objects.exclude(ready_on=None).values_list("area_code", flat=True))
    return len(codes & ready), len(codes)


def units_in(area_code: str) -> list[str]:
    """The units in a township whose posts are those of a station."""
    rows = posts_open().filter(area_code=area_code, kind__in=regime().lists.get(UNITS, ()))
    return sorted(set(rows.values_list("unit", flat=True)))
