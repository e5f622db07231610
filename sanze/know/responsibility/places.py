"""Where a flaw lies on the map: at the enterprise itself, or in the middle of the area it is about."""

from collections.abc import Iterable

from shapely.geometry import shape

from sanze.know.jurisdictions.models import Area
from sanze.know.parties.models import Enterprise
from sanze.know.responsibility.models import Finding

FIRM = Enterprise._meta.label_lower


def features(findings: Iterable[Finding]) -> list[dict]:
    """GeoJSON points of the findings that lie somewhere known."""
    findings = list(findings)
    firms = _points({int(each.cause.split(":")[1]) for each in findings if each.cause.startswith(FIRM + ":")})
    codes = {each.area_code for each in findings}
    middles = {
        code: shape(boundary).representative_point()
        for code, boundary in Area.objects.filter(code__in=codes, boundary__isnull=False).values_list(
            "code", "boundary"
        )
    }
    found = []
    for each in findings:
        middle = middles.get(each.area_code)
        place = firms.get(each.cause) or ((middle.x, middle.y) if middle else None)
        if place:
            found.append(_feature(each, place))
    return found


def _points(keys: set[int]) -> dict[str, tuple[float, float]]:
    rows = Enterprise.objects.filter(pk__in=keys, longitude__isnull=False, latitude__isnull=False)
    return {f"{FIRM}:{pk}": (lon, lat) for pk, lon, lat in rows.values_list("pk", "longitude", "latitude")}


def _feature(finding: Finding, place: tuple[float, float]) -> dict:
    facts = [["问题", finding.get_flaw_display()], ["最小整改", finding.mend], ["期限", finding.due_on.isoformat()]]
    properties = {"name": finding.title(), "level": "orange", "facts": facts, "url": finding.get_absolute_url()}
    geometry = {"type": "Point", "coordinates": list(place)}
    return {"type": "Feature", "id": finding.pk, "properties": properties, "geometry": geometry}
