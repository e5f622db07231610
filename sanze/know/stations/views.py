"""Pages of stations: one station with what it has and lacks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from sanze.foundation.pages.act import ActPage
from sanze.foundation.pages.record import Cell, Face, Table, record_page
from sanze.foundation.regime.queries import target_for
from sanze.foundation.scope.access import signed_in
from sanze.know.jurisdictions.models import Area, Level
from sanze.know.jurisdictions.queries import at_level, choices
from sanze.know.standards.checklists import checklist
from sanze.know.stations import forms
from sanze.know.stations.models import READY_SHARE, STANDARD, Station

QUIET = "outline-secondary"
establish_page = ActPage("stations.establish", forms.EstablishForm, when=at_level(Level.TOWNSHIP))
pages = [
    ActPage("stations.count", forms.CountForm),
    ActPage("stations.report_ready", forms.ReadyForm, when=lambda record, actor: record.ready_on is None),
    ActPage("stations.fund", forms.FundForm, tone=QUIET),
    ActPage("stations.report_funded", forms.FundedForm, tone=QUIET),
    ActPage("stations.authorise", forms.EstablishmentForm, tone=QUIET),
]


@signed_in
def station(request: HttpRequest, pk: int) -> HttpResponse:
    """One station: people, money, and each requirement of the standard with what is there and what is lacking."""
    record = get_object_or_404(Station.objects.visible_to(request.actor), pk=pk)
    target = target_for(READY_SHARE)
    facts = [
        ("乡镇（街道）", record.area_name()),
        ("成立日期", record.established_on),
        ("在岗/编制", record.staffing()),
        ("持有效执法证", record.certified()),
        ("本年经费到位/预算", f"{record.funding()}（万元）"),
        ("机构编制文件", record.paper),
        ("清点日期", record.counted_on),
        ("达标日期", record.ready_on),
        ("达标期限", target.by if target else None),
    ]
    face = Face("stations", "安监站达标", facts, _tables(record), standing=record.standing(), tone=record.tone())
    return record_page(request, record, face)


def _tables(record: Station) -> list[Table]:
    told = checklist(STANDARD)
    note = f"标准：{told.source}" if told.mark == "?" else ""
    tables = [
        Table(group.name, ["项目", "标准", "现有", "结果"], [_line(record, each) for each in group.items], note=note)
        for group in told.groups
    ]
    money = [
        [each.year, each.budgeted, each.paid, each.paper, each.confirmed_on or "未报告"]
        for each in record.budgets.order_by("-year")
    ]
    headings = ["年度", "预算（万元）", "到位（万元）", "文件", "报告到位"]
    return [*tables, Table("工作经费", headings, money, "还没有登记经费")]


def _line(record: Station, item) -> list:
    there = record.counts.get(item.code, 0)
    lack = item.quantity - there
    result = Cell("达标", tone="done") if lack <= 0 else Cell(f"缺 {lack}{item.unit}", tone="late")
    return [item.text, f"{item.quantity}{item.unit}", f"{there}{item.unit}", result]


@signed_in(grant="stations.establish")
def begin(request: HttpRequest) -> HttpResponse:
    """In which township the station is."""
    if code := request.GET.get("area"):
        area = get_object_or_404(Area.objects.visible_to(request.actor), code=code)
        return redirect("stations.establish", pk=area.pk)
    areas = choices(request.actor, [Level.TOWNSHIP])
    context = {"areas": areas, "title": "登记安监站", "back": "stations", "label": "所在乡镇（街道）"}
    return render(request, "jurisdictions/choose.html", context)
