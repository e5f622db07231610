"""Pages of committees, duty lists and measures."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from sanze.foundation.acts.command import COMMANDS
from sanze.foundation.pages.act import ActPage
from sanze.foundation.pages.record import Cell, Face, Table, record_page
from sanze.foundation.scope.access import signed_in
from sanze.foundation.scope.actor import Actor
from sanze.know.committees import forms
from sanze.know.committees.models import Committee, CommitteeSeat, DepartmentDuties, OwnMeasures
from sanze.know.jurisdictions.models import Area, Level
from sanze.know.jurisdictions.queries import at_level

GOVERNED = at_level(Level.COUNTY, Level.TOWNSHIP)
found_page = ActPage("committees.found", forms.FoundForm, when=GOVERNED)
duties_page = ActPage("committees.set_duties", forms.DutiesForm, when=GOVERNED)
measures_page = ActPage("committees.file_measures", forms.MeasuresForm, when=GOVERNED)
unseat_page = ActPage("committees.unseat", forms.DayForm)
pages = [
    ActPage("committees.seat", forms.SeatForm, when=lambda record, actor: record.closed_on is None),
    ActPage(
        "committees.dissolve",
        forms.DissolveForm,
        when=lambda record, actor: record.closed_on is None,
        tone="outline-secondary",
    ),
]


@signed_in
def committee(request: HttpRequest, pk: int) -> HttpResponse:
    """One committee: who chairs it, who keeps its office, who sits in it and answers for what."""
    record = get_object_or_404(Committee.objects.visible_to(request.actor), pk=pk)
    facts = [
        ("种类", record.get_kind_display()),
        ("牵头部门", record.led_by),
        ("主任", record.chair()),
        ("常务副主任", record.executive()),
        ("办公室（专门科室）", record.office),
        ("成立", f"{record.founded_on} {record.paper}"),
        ("空缺职务", "、".join(record.lacking()) or "无"),
        ("撤销日期", record.closed_on),
        ("行业", record.industry_list(), "full"),
    ]
    tables = [_seats(record, request.actor)]
    face = Face("committees", "安委会", facts, tables, standing=record.standing(), tone=record.tone())
    return record_page(request, record, face)


def _seats(record: Committee, actor: Actor) -> Table:
    def left(each: CommitteeSeat) -> Cell:
        mine = each.until is None and actor.may("committees.found")
        return Cell("登记离任", unseat_page.href(each)) if mine else Cell(each.until or "—")

    order = {role: number for number, role in enumerate(["chair", "executive", "vice", "office", "member"])}
    seats = sorted(record.seats.order_by("pk"), key=lambda each: (each.until is not None, order[each.role], each.pk))
    rows = [[e.get_role_display(), e.name, f"{e.unit}{e.title}", e.duties, e.since, left(e)] for e in seats]
    return Table("组成人员", ["职务", "姓名", "单位职务", "职责", "任职", "离任"], rows, "还没有组成人员")


@signed_in
def duties(request: HttpRequest, pk: int) -> HttpResponse:
    """One department's duty list."""
    record = get_object_or_404(DepartmentDuties.objects.visible_to(request.actor), pk=pk)
    facts = [
        ("部门", record.department),
        ("依据", record.basis),
        ("施行日期", record.since),
        ("废止日期", record.replaced_on),
    ]
    tables = [Table("职责", ["序号", "内容"], [[number, each] for number, each in enumerate(record.items, start=1)])]
    tone = "off" if record.replaced_on else "done"
    face = Face("department-duties", "部门职责清单", facts, tables, standing=record.standing(), tone=tone)
    return record_page(request, record, face)


@signed_in
def measures(request: HttpRequest, pk: int) -> HttpResponse:
    """The measures of one unit."""
    record = get_object_or_404(OwnMeasures.objects.visible_to(request.actor), pk=pk)
    facts = [
        ("制定单位", record.unit),
        ("适用范围", record.area_name()),
        ("文号", record.number),
        ("印发日期", record.issued_on),
        ("主要措施", record.summary, "full"),
    ]
    return record_page(request, record, Face("own-measures", "贯彻措施", facts, standing="已报备", tone="done"))


@signed_in
def begin(request: HttpRequest, act: str) -> HttpResponse:
    """On to the form of the widest area of the actor: the county for its offices, the township for its station."""
    if not request.actor.may(COMMANDS[f"committees.{act}"].grant):
        raise PermissionDenied
    area = get_object_or_404(Area.objects.visible_to(request.actor).order_by("code")[:1])
    return redirect(f"committees.{act}", pk=area.pk)
