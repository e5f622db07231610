"""Pages on which boundaries come in from a file: upload, every fault with its place, then the writing."""

from dataclasses import dataclass
from functools import lru_cache

from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from shapely.geometry import mapping

from sanze.foundation.acts.refusal import Refused
from sanze.foundation.evidence import storage
from sanze.foundation.geo.geojson import MAX_BYTES
from sanze.foundation.scope.access import signed_in
from sanze.know.jurisdictions import commands
from sanze.know.jurisdictions.forms import CELLS, KINDS, UploadForm
from sanze.know.jurisdictions.intake import Plan, plan_boundaries, plan_cells
from sanze.know.jurisdictions.models import Area
from sanze.know.jurisdictions.queries import Edition, edition
from sanze.know.jurisdictions.views import fault_layer, fault_points

GRANT = "jurisdictions.import_cells"
KEPT_SECONDS = 12 * 60 * 60
SHOWN_FAULTS = 300


@dataclass(frozen=True)
class Waiting:
    """An uploaded file that waits for a yes; `ticket` is how addresses name it."""

    area: Area
    file: str
    filename: str
    kind: str
    swap: bool
    ticket: str = ""

    def text(self) -> str:
        """The file as text. Raises Http404 when it was swept away."""
        try:
            content = storage.incoming(self.file).read_bytes()
        except (OSError, ValueError):
            raise Http404 from None
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            return content.decode("gb18030", errors="replace")

    def plan(self) -> Plan:
        """What the file would do now."""
        return _plan(self, edition())


@lru_cache(maxsize=4)
def _plan(waiting: Waiting, state: Edition) -> Plan:
    """The plan for this state of the tree: the page and its map ask for it one after the other."""
    return (plan_cells if waiting.kind == CELLS else plan_boundaries)(waiting.area, waiting.text(), swap=waiting.swap)


@signed_in(grant=GRANT)
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """The first step: the file."""
    area = _area(request, pk)
    form = UploadForm(request.POST or None, request.FILES or None, area=area)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        ticket = signing.dumps(
            {
                "area": area.pk,
                "post": request.actor.post_id,
                "file": _receive(told["file"]),
                "name": told["file"].name[-100:],
                "kind": told["kind"],
                "swap": told["swap"],
            },
            salt=GRANT,
        )
        return redirect("areas.import-check", pk=area.pk, ticket=ticket)
    status = 422 if request.method == "POST" else 200
    return render(request, "jurisdictions/upload.html", {"record": area, "form": form}, status=status)


@signed_in(grant=GRANT)
def check(request: HttpRequest, pk: int, ticket: str) -> HttpResponse:
    """The second step: what the file would do, every fault in a list and on the map; then the writing.

    ?layer=shapes and ?layer=faults give what its map shows.
    """
    waiting = _waiting(request, pk, ticket)
    if request.GET.get("layer") == "shapes":
        return JsonResponse(_shape_layer(waiting.plan()))
    if request.GET.get("layer") == "faults":
        return JsonResponse(fault_layer([*waiting.plan().faults, *waiting.plan().gaps]))
    refusal, status = "", 200
    if request.method == "POST":
        refusal, status = _take_in(request, waiting)
        if not refusal:
            return redirect(waiting.area)
    plan = waiting.plan()
    context = {
        "record": waiting.area,
        "waiting": waiting,
        "kind": KINDS[waiting.kind],
        "plan": plan,
        "faults": [*plan.faults, *plan.gaps][:SHOWN_FAULTS],
        "refusal": refusal,
        "map": _map_of(waiting, plan),
    }
    return render(request, "jurisdictions/import.html", context, status=status)


def _shape_layer(plan: Plan) -> dict:
    """The file's boundaries as a layer of the map."""
    features = [
        {
            "type": "Feature",
            "id": number,
            "properties": {
                "name": each.area.name,
                "level": "green" if each.new else "blue",
                "facts": [["编码", each.area.code], ["将", "新增" if each.new else "重划边界"]],
            },
            "geometry": mapping(each.boundary.geometry),
        }
        for number, each in enumerate(plan.shapes)
    ]
    return {"type": "FeatureCollection", "features": features}


def _take_in(request: HttpRequest, waiting: Waiting) -> tuple[str, int]:
    """Write the file's boundaries; the refusal's sentence and status, empty where it was done."""
    run = commands.import_cells if waiting.kind == CELLS else commands.import_boundaries
    accept = request.POST.get("accept_gaps") == "on"
    count = len(waiting.plan().shapes)
    try:
        run(request.actor, waiting.area, geojson=waiting.text(), accept_gaps=accept, swap=waiting.swap)
    except Refused as refused:
        return str(refused), refused.status
    storage.incoming(waiting.file).unlink(missing_ok=True)
    messages.success(request, f"已导入 {count} 个边界")
    return "", 200


def _area(request: HttpRequest, pk: int) -> Area:
    return get_object_or_404(Area.objects.visible_to(request.actor), pk=pk, closed_on__isnull=True)


def _receive(file: UploadedFile) -> str:
    return storage.receive(file.chunks(storage.CHUNK), MAX_BYTES)


def _waiting(request: HttpRequest, pk: int, ticket: str) -> Waiting:
    """The file that the ticket names, for the post that sent it and no other. Raises Http404."""
    area = _area(request, pk)
    try:
        told = signing.loads(ticket, salt=GRANT, max_age=KEPT_SECONDS)
    except signing.BadSignature:
        raise Http404 from None
    if (told["area"], told["post"]) != (area.pk, request.actor.post_id):
        raise Http404
    return Waiting(area, told["file"], told["name"], told["kind"], told["swap"], ticket)


def _map_of(waiting: Waiting, plan: Plan) -> dict | None:
    if not plan.shapes and not any(each.place for each in [*plan.faults, *plan.gaps]):
        return None
    area = waiting.area
    own = f"{reverse('boundaries')}?level={area.level}&under={area.code}"
    page = reverse("areas.import-check", args=[area.pk, waiting.ticket])
    layers = [
        {"key": "own", "label": area.name, "url": own, "kind": "border", "names_from": None},
        {
            "key": "shapes",
            "label": "文件中的边界",
            "url": f"{page}?layer=shapes",
            "kind": "area",
            "names_from": 11,
            "fit": True,
        },
        fault_points(f"{page}?layer=faults"),
    ]
    return {"title": waiting.filename, "layers": layers, "levels": []}
