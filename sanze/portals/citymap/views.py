"""The one map: every layer that the apps offer, each drawn from a route that shows the reader's own rows."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sanze.foundation.pages.slots import BESIDE, LAYERS, Layer
from sanze.foundation.scope.access import signed_in

# What a colour says of whatever is marked with it; each layer chooses among these for its own rows.
COLOURS = {
    "levels_title": "标记颜色",
    "levels": [
        {"value": "red", "label": "重大隐患、风险"},
        {"value": "orange", "label": "较大风险、重点企业"},
        {"value": "yellow", "label": "一般隐患、风险"},
        {"value": "blue", "label": "低风险、其他企业"},
    ],
}


@signed_in
def citymap(request: HttpRequest) -> HttpResponse:
    """The map with its layers and legend."""
    layers = [_layer(each) for each in sorted(LAYERS, key=lambda layer: layer.order)]
    return render(request, "citymap/map.html", {"map": {"title": "安全一张图", "layers": layers, **COLOURS}})


def _layer(layer: Layer) -> dict:
    return {
        "key": layer.key,
        "label": layer.label,
        "url": reverse(layer.url_name) + (f"?{layer.query}" if layer.query else ""),
        "kind": layer.kind,
        "shown": layer.shown,
        "cluster": layer.cluster,
        "names_from": layer.names_from,
        "marker": layer.marker,
        # The key 0 stands where the page writes that of the record chosen.
        "beside": [reverse(each, args=[f"{layer.of}:0"]) for each in BESIDE] if layer.of else [],
    }
