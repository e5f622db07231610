"""Pages of places: one place, the acts on it, and the labels to be stuck up there."""

import base64

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from sanze.foundation.documents.qr import qr_svg
from sanze.foundation.pages.act import ActPage
from sanze.foundation.pages.record import Cell, Face, Table, record_page
from sanze.foundation.scope.access import signed_in
from sanze.know.jurisdictions.models import Area
from sanze.know.jurisdictions.models import Level as AreaLevel
from sanze.know.jurisdictions.queries import choices
from sanze.know.places import queries
from sanze.know.places.forms import AmendForm, CloseForm, DivideForm, PublicForm, RegisterForm
from sanze.know.places.ledgers import PlaceLedger
from sanze.know.places.models import Place
from sanze.know.places.rules import level_below
from sanze.know.places.slots import begin_here

LABELS_UP_TO = 120

register_page = ActPage("places.register", RegisterForm)
public_page = ActPage("places.register_public", PublicForm)
pages = [
    ActPage(
        "places.divide", DivideForm, when=lambda record, actor: _in_use(record) and bool(level_below(record.level))
    ),
    ActPage("places.amend", AmendForm, when=lambda record, actor: _in_use(record), tone="outline-secondary"),
    ActPage("places.close", CloseForm, when=lambda record, actor: _in_use(record), tone="outline-secondary"),
]


def _in_use(record: Place) -> bool:
    return record.closed_on is None


@signed_in
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """One place with its parts, and what may be begun there: where its label leads."""
    record = get_object_or_404(Place.objects.visible_to(request.actor).select_related("enterprise", "parent"), pk=pk)
    facts = [
        ("层级", record.get_level_display()),
        ("单位", record.owner()),
        ("类别", record.kind),
        ("行业", record.industry_name()),
        ("属地", record.area_name()),
        ("登记日期", record.registered_on),
        ("主要危险", record.hazard_list(), "full"),
        ("位置说明", record.location, "full"),
    ]
    if record.closed_on:
        facts += [("停用日期", record.closed_on), ("停用原因", record.close_reason)]
    links = begin_here(request.actor, record) if _in_use(record) else []
    if record.enterprise_id:
        links.append(("单位档案", record.enterprise.get_absolute_url()))
    if record.parent_id:
        links.append((f"上一级：{record.parent.name}", record.parent.get_absolute_url()))
    tone = "done" if _in_use(record) else "off"
    face = Face("places", "场所部位", facts, _parts(record), standing=record.standing(), tone=tone, links=links)
    return record_page(request, record, face)


def _parts(record: Place) -> list[Table]:
    if not level_below(record.level):
        return []
    rows = [
        [Cell(each.name, each.get_absolute_url()), each.kind, each.hazard_list(), each.location]
        for each in queries.parts_of(record)
    ]
    return [Table("部位、环节", ["名称", "类别", "主要危险", "位置说明"], rows, "还没有划分")]


@signed_in(grant="places.register_public")
def begin(request: HttpRequest) -> HttpResponse:
    """In which village a public place lies."""
    if code := request.GET.get("area"):
        area = get_object_or_404(Area.objects.visible_to(request.actor), code=code)
        return redirect("places.register_public", pk=area.pk)
    context = {"areas": choices(request.actor, [AreaLevel.VILLAGE]), "title": "登记公共场所", "back": "places",
               "label": "所在村（社区）"}  # fmt: skip
    return render(request, "jurisdictions/choose.html", context)


@require_safe
@signed_in
def labels(request: HttpRequest) -> HttpResponse:
    """Labels to print and stick up, of the places that the filters of the ledger leave."""
    ledger = PlaceLedger()
    rows = ledger.rows(request.actor, request.GET.dict()).filter(closed_on=None).order_by("area_code", "path")
    shown = list(rows[: LABELS_UP_TO + 1])
    told = [{"place": each, "qr": _embedded(qr_svg(_address(request, each)))} for each in shown[:LABELS_UP_TO]]
    return render(
        request, "places/labels.html", {"labels": told, "cut": len(shown) > LABELS_UP_TO, "most": LABELS_UP_TO}
    )


def _address(request: HttpRequest, record: Place) -> str:
    """Where the label leads: the platform's own address where it is set, else that of the request."""
    path = record.get_absolute_url()
    return settings.SANZE_ADDRESS.rstrip("/") + path if settings.SANZE_ADDRESS else request.build_absolute_uri(path)


def _embedded(svg: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
