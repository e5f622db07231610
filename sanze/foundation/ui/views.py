"""The style guide: every component and page layout with invented records."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from sanze.foundation.ui import samples

PAGES = (
    "components",
    "ledger",
    "detail",
    "bench",
    "import",
    "map",
    "draw",
    "charts",
    "cockpit",
    "signin",
    "print",
    "phone",
)


def styleguide(request: HttpRequest, name: str = "components") -> HttpResponse:
    """One page of the guide."""
    if name not in PAGES:
        raise Http404
    context = {**samples.components(), "map": samples.city_map(), "pages": PAGES, "guide": name}
    return render(request, "ui/styleguide.html" if name == "components" else f"ui/styleguide/{name}.html", context)


def sample_layer(request: HttpRequest, key: str) -> JsonResponse:
    """A GeoJSON layer of the guide's map."""
    return JsonResponse(samples.layer(key))
