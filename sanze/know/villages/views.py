"""Pages of safe villages: a group, an assessment, and how far all villages are."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from sanze.foundation.acts.command import COMMANDS
from sanze.foundation.pages.act import ActPage
from sanze.foundation.pages.record import Cell, Face, Table, record_page
from sanze.foundation.regime.queries import target_for
from sanze.foundation.scope.access import signed_in
from sanze.foundation.scope.actor import Actor
from sanze.know.jurisdictions.models import Area, Level
from sanze.know.jurisdictions.queries import at_level, choices
from sanze.know.standards.checklists import checklist
from sanze.know.villages import forms, queries
from sanze.know.villages.models import STANDARD, Creation, VillageGroup
from sanze.know.villages.rules import share

QUIET = "outline-secondary"
group_page = ActPage("villages.form_group", forms.GroupForm, when=at_level(Level.VILLAGE))
assess_page = ActPage("villages.assess", forms.AssessForm, when=at_level(Level.VILLAGE))
pages = [
    ActPage("villages.assess_again", forms.AssessAgainForm),
    ActPage("villages.review", forms.ReviewForm),
    ActPage("villages.send_back", forms.OpinionForm, tone=QUIET),
    ActPage("villages.award", forms.AwardForm),
    ActPage("villages.withdraw", forms.OpinionForm, tone=QUIET),
]


@signed_in
def group(request: HttpRequest, pk: int) -> HttpResponse:
    """One group with its members."""
    record = get_object_or_404(VillageGroup.objects.visible_to(request.actor), pk=pk)
    facts = [
        ("村（社区）", record.area_name()),
        ("组长", f"{record.head}（{record.head_title}）"),
        ("人数", record.size),
        ("成立日期", record.formed_on),
        ("改组日期", record.replaced_on),
        ("成立文件", record.paper),
    ]
    tables = [Table("其他成员", ["姓名", "职务"], record.members)]
    tone = "off" if record.replaced_on else "done"
    face = Face("village-groups", "村级领导小组", facts, tables, standing=record.standing(), tone=tone)
    return record_page(request, record, face)


@signed_in
def creation(request: HttpRequest, pk: int) -> HttpResponse:
    """One assessment: each requirement, whether it is met, and how it was decided."""
    record = get_object_or_404(Creation.objects.visible_to(request.actor), pk=pk)
    facts = [
        ("村（社区）", record.area_name()),
        ("年度", record.year),
        ("得分", record.score),
        ("自评", f"{record.assessed_on} {record.assessor}"),
        ("乡镇审核", f"{record.reviewed_on or ''} {record.reviewer}".strip()),
        ("命名", f"{record.awarded_on or ''} {record.number}".strip()),
        ("自评说明", record.note, "full"),
        ("审核意见", record.opinion, "full"),
    ]
    told = checklist(STANDARD)
    rows = [
        [name, each.text, each.points, "必须" if each.basic else "", _met(each.code in record.met)]
        for name, each in told.items()
    ]
    note = f"标准：{told.source}" if told.mark == "?" else ""
    tables = [Table("创建标准", ["类别", "项目", "分值", "必须项", "结果"], rows, note=note)]
    standing = record.get_state_display()
    face = Face("village-creations", "安全乡村创建", facts, tables, standing=standing, tone=record.tone())
    return record_page(request, record, face)


def _met(met: bool) -> Cell:
    return Cell("符合", tone="done") if met else Cell("不符合", tone="late")


@signed_in
def progress(request: HttpRequest) -> HttpResponse:
    """How many villages have a group, reach the basic standard, are named, against the targets; by township."""
    tables = [_against_targets(request.actor), _by_township(request.actor)]
    return render(request, "villages/progress.html", {"tables": tables})


def _against_targets(actor: Actor) -> Table:
    found = queries.reached(actor)
    lines = []
    for title, name, measure in [
        ("达到省级基本标准", "basic", queries.BASIC_SHARE),
        ("建成安全乡村", "safe", queries.SAFE_SHARE),
    ]:
        target, percent = target_for(measure), share(found[name], found["all"])
        reached = target is not None and percent >= target.value
        asked = f"{target.value:g}%（{target.by}）" if target else "—"
        lines.append([title, f"{found[name]}/{found['all']}", f"{percent}%", asked, _reached(reached)])
    return Table("与目标对照", ["目标", "村（社区）", "比例", "要求", "结果"], lines)


def _reached(reached: bool) -> Cell:
    return Cell("已达到", tone="done") if reached else Cell("未达到", tone="wait")


def _by_township(actor: Actor) -> Table:
    villages = Area.objects.visible_to(actor).filter(level=Level.VILLAGE, closed_on=None)
    names = dict(Area.objects.visible_to(actor).filter(level=Level.TOWNSHIP).values_list("code", "name"))
    groups = set(VillageGroup.objects.filter(replaced_on=None).values_list("area_code", flat=True))
    states = dict(Creation.objects.order_by("year").values_list("area_code", "state"))
    rows: dict[str, list] = {}
    for code in villages.order_by("code").values_list("code", flat=True):
        row = rows.setdefault(code[:9], [names.get(code[:9], code[:9]), 0, 0, 0, 0])
        row[1] += 1
        row[2] += code in groups
        row[3] += states.get(code) in queries.BASIC
        row[4] += states.get(code) == "awarded"
    lines = [[*row, f"{share(row[4], row[1])}%"] for row in rows.values()]
    headings = ["乡镇（街道）", "村（社区）", "成立领导小组", "达到基本标准", "安全乡村", "安全乡村比例"]
    return Table("按乡镇（街道）", headings, lines)


@signed_in
def begin(request: HttpRequest, act: str) -> HttpResponse:
    """For which village."""
    command = COMMANDS[f"villages.{act}"]
    if not request.actor.may(command.grant):
        raise PermissionDenied
    if code := request.GET.get("area"):
        area = get_object_or_404(Area.objects.visible_to(request.actor), code=code)
        return redirect(command.name, pk=area.pk)
    areas = choices(request.actor, [Level.VILLAGE])
    context = {"areas": areas, "title": command.title, "back": "village-creations", "label": "村（社区）"}
    return render(request, "jurisdictions/choose.html", context)
