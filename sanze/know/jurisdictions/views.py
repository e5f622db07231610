"""Pages of jurisdictions and cells."""

from django.http import HttpRequest, JsonResponse

from sanze.foundation.scope.access import signed_in
from sanze.foundation.scope.models import within
from sanze.know.jurisdictions.models import Area, Level
from sanze.know.jurisdictions.queries import path_of


@signed_in
def boundaries(request: HttpRequest) -> JsonResponse:
    """The drawn boundaries of one level as GeoJSON: a party sees those around it, others those under their eyes."""
    level = request.GET.get("level", Level.TOWNSHIP)
    rows = Area.objects.visible_to(request.actor).filter(level=level, boundary__isnull=False, closed_on__isnull=True)
    if under := request.GET.get("under", ""):
        rows = rows.filter(within("code", under))
    features = [
        {
            "type": "Feature",
            "id": code,
            "properties": {"name": name, "code": code, "level": "grey", "facts": [["所在", path_of(code)], ["编码", code]]},
            "geometry": geometry,
        }
        for code, name, geometry in rows.order_by("code").values_list("code", "name", "boundary")
    ]
    return JsonResponse({"type": "FeatureCollection", "features": features})
