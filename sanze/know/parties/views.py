"""Pages of enterprises: the file of one, the acts on it, and the import of an office's own list."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from sanze.foundation.acts.refusal import Refused
from sanze.foundation.moment import today
from sanze.foundation.pages.act import ActPage, buttons
from sanze.foundation.pages.slots import panels_of
from sanze.foundation.pages.timeline import steps_of
from sanze.foundation.scope.access import signed_in
from sanze.foundation.sheets.headings import confirmed
from sanze.foundation.ui.templatetags.ui import masked
from sanze.know.jurisdictions.models import Area, Level
from sanze.know.jurisdictions.queries import choices, path_of
from sanze.know.parties import commands
from sanze.know.parties.forms import ContactsForm, FileForm, RegisterForm, RelocateForm, StandingForm, UploadForm
from sanze.know.parties.models import Enterprise, Import
from sanze.know.parties.sheet import FIELDS, plan
from sanze.know.parties.states import ImportState

SHOWN_PROBLEMS = 200

pages = [
    ActPage("parties.amend", FileForm),
    ActPage("parties.amend_contacts", ContactsForm),
    ActPage("parties.relocate", RelocateForm, tone="outline-secondary"),
    ActPage("parties.change_standing", StandingForm, tone="outline-secondary"),
]
register_page = ActPage("parties.register", RegisterForm)


@signed_in
def enterprise(request: HttpRequest, pk: int) -> HttpResponse:
    """The file of one enterprise, with what the apps above know of it."""
    record = get_object_or_404(Enterprise.objects.visible_to(request.actor), pk=pk)
    context = {
        "record": record,
        "facts": _facts(record, own=request.actor.party_id == record.pk),
        "buttons": buttons(record, request.actor),
        "panels": panels_of(request, record),
        "steps": steps_of(record, reader=request.actor),
    }
    return render(request, "parties/enterprise.html", context)


def _facts(record: Enterprise, own: bool) -> list[tuple]:
    shown = (lambda text: text) if own else masked
    place = f"{record.longitude:.5f}, {record.latitude:.5f}" if record.longitude is not None else ""
    return [
        ("统一社会信用代码", record.uscc),
        ("行业", record.industry_name()),
        ("属地", path_of(record.area_code)),
        ("规模", record.get_size_display()),
        ("从业人数", record.employees),
        ("建档日期", record.registered_on.isoformat()),
        ("主要负责人", shown(record.principal)),
        ("负责人电话", shown(record.principal_phone)),
        ("安全管理员", shown(record.safety_manager)),
        ("安全管理员电话", shown(record.safety_phone)),
        ("地址", record.address, "full"),
        ("位置（经度, 纬度）", place, "full"),
    ]


@signed_in(grant="parties.register")
def begin(request: HttpRequest) -> HttpResponse:
    """Where the new enterprise lies; then its form."""
    if code := request.GET.get("area"):
        area = get_object_or_404(Area.objects.visible_to(request.actor), code=code)
        return redirect("parties.register", pk=area.pk)
    areas = choices(request.actor, [Level.TOWNSHIP, Level.VILLAGE])
    return render(request, "parties/begin.html", {"areas": areas})


@signed_in(grant="parties.import_sheet")
def upload(request: HttpRequest) -> HttpResponse:
    """The first step of an import: the file as the office has it, and the lists sent before."""
    form = UploadForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                sheet = commands.receive_sheet(request.actor, file, file.name)
                return redirect("parties.import-match", pk=sheet.pk)
            except Refused as refused:
                form.add_error("file", str(refused))
    sheets = Import.objects.visible_to(request.actor).order_by("-pk")[:10]
    return render(request, "parties/upload.html", {"form": form, "sheets": sheets, "fields": FIELDS}, status=status)


@signed_in(grant="parties.import_sheet")
def match(request: HttpRequest, pk: int) -> HttpResponse:
    """The second step: which of the office's columns is which of ours."""
    sheet = _waiting(request, pk)
    if isinstance(sheet, HttpResponse):
        return sheet
    table = commands.open_sheet(sheet)
    samples = [row.cells for row in table.rows[:3]]
    rows = [
        {
            "field": each,
            "column": sheet.columns.get(each.name),
            "sample": _sample(samples, sheet.columns.get(each.name)),
        }
        for each in FIELDS
    ]
    headings = list(enumerate(table.headings))
    unused = [heading for number, heading in headings if number not in sheet.columns.values()]
    context = {"sheet": sheet, "rows": rows, "headings": headings, "unused": unused, "problems": table.problems}
    return render(request, "parties/match.html", context)


@signed_in(grant="parties.import_sheet")
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """The third step: every bad and doubtful row before anything is written; then the writing."""
    sheet = get_object_or_404(Import.objects.visible_to(request.actor), pk=pk)
    if sheet.state != ImportState.UPLOADED:
        return render(request, "parties/imported.html", {"sheet": sheet, "steps": steps_of(sheet)})
    asked = request.POST if request.method == "POST" else request.GET
    columns = _columns(asked) or {name: int(column) for name, column in sheet.columns.items()}
    refusal, status = "", 200
    if request.method == "POST":
        try:
            only_good = asked.get("rows") == "good"
            commands.import_sheet(request.actor, sheet, columns=columns, only_good=only_good, on=today())
            return redirect(reverse("parties.import-check", args=[sheet.pk]))
        except Refused as refused:
            refusal, status = str(refused), refused.status
    table = commands.open_sheet(sheet)
    try:
        mapping = confirmed(columns, table.headings, FIELDS)
    except ValueError:
        wrong = "列对应有误：同一列不能对应两个字段，请返回核对"
        return render(request, "parties/check.html", {"sheet": sheet, "refusal": wrong}, status=422)
    found = plan(request.actor, table, mapping)
    problems = [
        {"row": each.number, "column": each.column, "value": each.value, "sentence": each.sentence}
        for each in found.problems[:SHOWN_PROBLEMS]
    ]
    context = {"sheet": sheet, "plan": found, "columns": columns, "problems": problems, "refusal": refusal}
    context |= {
        "missing": mapping.missing,
        "doubts": found.doubts[:SHOWN_PROBLEMS],
        "good": found.rows - found.bad_rows,
    }
    return render(request, "parties/check.html", context, status=status)


def _waiting(request: HttpRequest, pk: int) -> Import | HttpResponse:
    if not request.actor.may("parties.import_sheet"):
        raise PermissionDenied
    sheet = get_object_or_404(Import.objects.visible_to(request.actor), pk=pk)
    return sheet if sheet.state == ImportState.UPLOADED else redirect(sheet.get_absolute_url())


def _columns(asked) -> dict[str, int]:
    names = (each.name for each in FIELDS)
    return {name: int(asked[f"column-{name}"]) for name in names if asked.get(f"column-{name}", "").isdigit()}


def _sample(rows: list, column: int | None) -> str:
    if column is None:
        return ""
    return "、".join(str(row[column]) for row in rows if column < len(row) and row[column] not in (None, ""))[:60]
