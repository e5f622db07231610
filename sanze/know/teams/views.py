"""Pages of teams: an enforcement team, one of its people, a patrol team, and the progress of all patrol teams."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from sanze.foundation.moment import today
from sanze.foundation.pages.act import ActPage
from sanze.foundation.pages.record import Cell, Face, Table, record_page
from sanze.foundation.regime.queries import target_for
from sanze.foundation.scope.access import signed_in
from sanze.foundation.scope.actor import Actor
from sanze.know.jurisdictions.models import Area, Level
from sanze.know.jurisdictions.queries import at_level, choices
from sanze.know.teams import forms, queries
from sanze.know.teams.models import EnforcementTeam, PatrolCover, PatrolSeat, PatrolTeam, TeamMember

QUIET = "outline-secondary"


def _own_team(record: EnforcementTeam | PatrolTeam, actor: Actor) -> bool:
    return not actor.post_id or queries.unit_of(actor) == record.department


def _own_member(record: TeamMember, actor: Actor) -> bool:
    return record.left_on is None and _own_team(record.team, actor)


GOVERNED = at_level(Level.COUNTY, Level.TOWNSHIP)
establish_page = ActPage("teams.establish", forms.EstablishForm, when=GOVERNED)
form_page = ActPage("teams.form_patrol", forms.PatrolForm, when=GOVERNED)
team_pages = [
    ActPage("teams.enlist", forms.EnlistForm, when=_own_team),
    ActPage("teams.authorise", forms.PostsForm, when=_own_team, tone=QUIET),
]
member_pages = [
    ActPage("teams.renew_certificate", forms.CertificateForm, when=_own_member),
    ActPage("teams.leave", forms.LeaveForm, when=_own_member, tone=QUIET),
]
patrol_pages = [
    ActPage("teams.fill_seat", forms.SeatForm, when=_own_team),
    ActPage("teams.fund_patrol", forms.PatrolMoneyForm, when=_own_team, tone=QUIET),
    ActPage("teams.cover", forms.CoverForm, when=_own_team, tone=QUIET),
    ActPage(
        "teams.report_staffed",
        forms.TodayForm,
        when=lambda record, actor: record.staffed_on is None and _own_team(record, actor),
    ),
]
vacate_page = ActPage("teams.vacate", forms.LeaveForm)
uncover_page = ActPage("teams.uncover", forms.TodayForm)


@signed_in
def enforcement_team(request: HttpRequest, pk: int) -> HttpResponse:
    """One team: posts granted and filled, the share of professionals against the target, its people."""
    record = get_object_or_404(EnforcementTeam.objects.visible_to(request.actor), pk=pk)
    target = target_for(queries.PROFESSIONAL_SHARE)
    facts = [
        ("部门", record.department),
        ("成立日期", record.established_on),
        ("专职在岗/核定编制", record.staffing()),
        ("空编", record.vacant()),
        ("专业人员", f"{record.professionals()} 人，占 {record.professional_share()}%"),
        ("专业人员占比目标", f"{target.value:g}%" if target else None),
        ("未持有效执法证", record.uncertified()),
        ("编制文件", record.paper),
    ]
    people = [
        [
            Cell(each.name, each.get_absolute_url()),
            "专职" if each.full_time else "兼职",
            each.major or "—",
            each.certificate_no or "—",
            each.certificate_until or "—",
            Cell(each.certificate(), tone=each.tone()),
        ]
        for each in queries.present(today()).filter(team=record).order_by("-full_time", "name")
    ]
    headings = ["姓名", "性质", "专业", "执法证号", "有效期至", "执法证"]
    enough = target is None or record.professional_share() >= target.value
    standing, tone = ("达到目标", "done") if enough and not record.vacant() else ("未达到目标", "wait")
    tables = [Table("在队人员", headings, people, "还没有录入队员")]
    face = Face("enforcement-teams", "部门执法队伍", facts, tables, standing=standing, tone=tone)
    return record_page(request, record, face)


@signed_in
def team_member(request: HttpRequest, pk: int) -> HttpResponse:
    """One member of a team."""
    record = get_object_or_404(TeamMember.objects.visible_to(request.actor).select_related("team"), pk=pk)
    facts = [
        ("队伍", record.team.name),
        ("部门", record.team.department),
        ("性质", "专职" if record.full_time else "兼职"),
        ("专业", record.major),
        ("执法证号", record.certificate_no),
        ("执法证有效期至", record.certificate_until),
        ("入队日期", record.joined_on),
        ("离队日期", record.left_on),
        ("招聘考核", record.check_list(), "full"),
    ]
    face = Face("team-members", "执法人员", facts, standing=record.certificate(), tone=record.tone())
    return record_page(request, record, face)


@signed_in
def patrol_team(request: HttpRequest, pk: int) -> HttpResponse:
    """One patrol team: its five posts, its money, the enterprises that it patrols."""
    record = get_object_or_404(PatrolTeam.objects.visible_to(request.actor), pk=pk)
    facts = [
        ("行业", record.industry_name()),
        ("属地", record.area_name()),
        ("牵头部门", record.department),
        ("组建", f"{record.formed_on} {record.paper}"),
        ("到岗/岗位", record.staffing()),
        ("空缺岗位", "、".join(record.empty_seats()) or "无"),
        ("经费到位/预算（万元）", record.funding()),
        ("落实期限", queries.staffed_by()),
        ("报告落实日期", record.staffed_on),
    ]
    mine = request.actor.may("teams.form_patrol") and _own_team(record, request.actor)
    tables = [_seats(record, mine), _covers(record, request.actor, mine)]
    tone = "done" if record.staffed_on else "doing"
    face = Face("patrol-teams", "五人巡查小组", facts, tables, standing=record.standing(), tone=tone)
    return record_page(request, record, face)


def _seats(record: PatrolTeam, mine: bool) -> Table:
    def act(each: PatrolSeat) -> Cell:
        return Cell("登记离岗", vacate_page.href(each)) if mine and each.until is None else Cell(each.until or "—")

    rows = [[each.seat, each.name, each.since, act(each)] for each in record.seats.order_by("until", "pk")]
    return Table("岗位人员", ["岗位", "姓名", "到岗", "离岗"], rows, "还没有人员到岗")


def _covers(record: PatrolTeam, actor: Actor, mine: bool) -> Table:
    def act(each: PatrolCover) -> Cell:
        return Cell("解除", uncover_page.href(each)) if mine else Cell("—")

    covered = PatrolCover.objects.visible_to(actor).filter(team=record, until=None).select_related("enterprise")
    rows = [
        [
            Cell(each.enterprise.name, each.enterprise.get_absolute_url()),
            each.enterprise.area_name(),
            each.since,
            act(each),
        ]
        for each in covered.order_by("pk")
    ]
    return Table("巡查单位", ["单位", "属地", "起始日期", "解除"], rows, "还没有确定巡查单位")


@signed_in
def progress(request: HttpRequest) -> HttpResponse:
    """How far the patrol teams came, at each end of a quarter and today."""
    rows = [
        [day, teams, f"{filled}/{wanted}", complete, f"{100 * complete // teams if teams else 0}%"]
        for day, teams, complete, filled, wanted in queries.progress(request.actor)
    ]
    by = queries.staffed_by()
    note = f"要求 {by} 前人员、经费全部落实" if by else ""
    headings = ["截至", "小组", "到岗/岗位", "五岗到齐", "到齐比例"]
    table = Table("按季进度", headings, rows, "还没有组建五人巡查小组", note=note)
    return render(request, "teams/progress.html", {"table": table})


@signed_in(grant="teams.establish")
def begin(request: HttpRequest) -> HttpResponse:
    """On to the form for the county of the actor."""
    area = Area.objects.visible_to(request.actor).filter(level=Level.COUNTY, closed_on=None).first()
    return redirect("teams.establish", pk=get_object_or_404(Area, pk=area.pk if area else 0).pk)


@signed_in(grant="teams.form_patrol")
def begin_patrol(request: HttpRequest) -> HttpResponse:
    """In which area the patrol team is formed."""
    if code := request.GET.get("area"):
        area = get_object_or_404(Area.objects.visible_to(request.actor), code=code)
        return redirect("teams.form_patrol", pk=area.pk)
    county = Area.objects.visible_to(request.actor).filter(level=Level.COUNTY, closed_on=None)
    areas = [*county.values_list("code", "name"), *choices(request.actor, [Level.TOWNSHIP])]
    context = {"areas": areas, "title": "组建五人巡查小组", "back": "patrol-teams", "label": "巡查范围"}
    return render(request, "jurisdictions/choose.html", context)
