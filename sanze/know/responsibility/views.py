"""Pages of responsibility: the proof and its mending, chains, assignments, first handlers."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from sanze.foundation.acts.refusal import Refused
from sanze.foundation.moment import today
from sanze.foundation.pages.act import ActPage, buttons
from sanze.foundation.pages.slots import panels_of
from sanze.foundation.pages.timeline import steps_of
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.access import signed_in
from sanze.foundation.scope.place import asked_for, in_sight
from sanze.know.jurisdictions.models import Area, Level
from sanze.know.responsibility.commands.assigning import assign, reassign
from sanze.know.responsibility.commands.proving import change_for, issue_gap_list, issue_statement, mend, prove
from sanze.know.responsibility.desk import day_asked
from sanze.know.responsibility.forms import EndForm, LicenceForm, MendForm, NamingForm, PassOnForm
from sanze.know.responsibility.matrix import matrix, tallies
from sanze.know.responsibility.mends import Candidates
from sanze.know.responsibility.models import Assignment, Audit, Finding, Licence
from sanze.know.responsibility.places import features
from sanze.know.responsibility.queries import chain_of, first_handler, in_force
from sanze.know.responsibility.states import Role
from sanze.know.standards.queries import short_names

SHOWN = 200

pages = [
    ActPage(
        "responsibility.end", EndForm, when=lambda each, actor: each.standing() != "已终止", tone="outline-secondary"
    ),
    ActPage("responsibility.mend", MendForm, when=lambda each, actor: each.gone_on is None),
    ActPage("responsibility.record_licence", LicenceForm, tone="outline-secondary"),
]


@signed_in
def coverage(request: HttpRequest) -> HttpResponse:
    """How it stands: the last proof, the matrix of what fails, and the proofs before."""
    actor = request.actor
    findings = list(Finding.objects.visible_to(actor).filter(gone_on=None))
    audits = list(Audit.objects.visible_to(actor).order_by("-pk")[:10])
    context = {
        "audit": audits[0] if audits else None,
        "audits": audits,
        "matrix": matrix(findings),
        "tallies": tallies(findings),
        "counties": _counties(request) if actor.may("responsibility.prove") else [],
        "may_mend": actor.may("responsibility.mend"),
        "map": {"title": "责任空档分布", "layers": _layers()},
    }
    return render(request, "responsibility/coverage.html", context)


def _counties(request: HttpRequest) -> list[Area]:
    """What the actor may prove: whole counties, else the townships under their eyes."""
    rows = Area.objects.visible_to(request.actor).filter(closed_on=None).order_by("code")
    return list(rows.filter(level=Level.COUNTY)) or list(rows.filter(level=Level.TOWNSHIP))


def _layers() -> list[dict]:
    border = {"key": "townships", "label": "乡镇（街道）界线", "url": f"{reverse('boundaries')}?level=township"}
    flaws = {"key": "flaws", "label": "责任空档", "url": reverse("coverage-points")}
    alike = {"shown": True, "names_from": 8, "marker": "dot"}
    return [border | alike | {"kind": "border", "cluster": False}, flaws | alike | {"kind": "point", "cluster": True}]


@signed_in
def points(request: HttpRequest) -> JsonResponse:
    """The standing flaws as a layer of the map."""
    rows = Finding.objects.visible_to(request.actor).filter(gone_on=None)
    return JsonResponse({"type": "FeatureCollection", "features": features(rows)})


@signed_in(grant="responsibility.prove")
@require_POST
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """Prove a county now."""
    county = get_object_or_404(Area.objects.visible_to(request.actor), pk=pk)
    try:
        audit = prove(request.actor, county, on=today())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("coverage")
    messages.success(request, f"审计完成：{audit.outcome()}")
    return redirect(audit)


@signed_in
def audit(request: HttpRequest, pk: int) -> HttpResponse:
    """One proof: figures, what it found that stands still, and its documents."""
    record = get_object_or_404(Audit.objects.visible_to(request.actor), pk=pk)
    facts = [
        ("审计时刻", record.at),
        ("制度版本", record.regime),
        ("责任对象", f"{record.subjects} 个"),
        ("监管责任", f"{record.targets} 项"),
        ("问题", f"{record.found} 处，涉及 {record.affected} 项责任"),
        ("与上次相比", f"新增 {record.fresh} 处，消除 {record.gone} 处"),
        ("审计摘要", record.digest, "full"),
        ("印记锚", record.heads, "full"),
    ]
    context = {
        "record": record,
        "facts": facts,
        "may_issue": request.actor.may("responsibility.issue_statement"),
        "panels": panels_of(request, record),
        "steps": steps_of(record),
    }
    return render(request, "responsibility/audit.html", context)


@signed_in(grant="responsibility.issue_statement")
@require_POST
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """The statement that there is no gap, or else the list of what there is."""
    record = get_object_or_404(Audit.objects.visible_to(request.actor), pk=pk)
    act = issue_statement if request.POST.get("paper") == "statement" else issue_gap_list
    try:
        document = act(request.actor, record)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(record)
    messages.success(request, f"已出具 {document.number}")
    return redirect(document)


@signed_in
def finding(request: HttpRequest, pk: int) -> HttpResponse:
    """One flaw: what fails, whom it touches, the smallest change that mends it."""
    record = get_object_or_404(Finding.objects.visible_to(request.actor).select_related("mender"), pk=pk)
    facts = [
        ("问题", record.get_flaw_display()),
        ("责任种类", record.kind_title() if record.kind else "—"),
        ("属地", record.area_name()),
        ("涉及责任", f"{record.touched} 项"),
        ("整改岗位", record.mender_name()),
        ("整改期限", record.due_on.isoformat()),
        ("发现日期", record.found_on.isoformat()),
        ("例如", record.sample, "full"),
        ("最小整改", record.mend, "full"),
    ]
    if record.gone_on:
        facts += [("消除日期", record.gone_on.isoformat()), ("消除方式", record.gone_by, "full")]
    about = in_sight(request.actor, record.cause)
    context = {
        "record": record,
        "facts": facts,
        "about": about if hasattr(about, "get_absolute_url") else None,
        "tone": "done" if record.gone_on else "late" if record.due_on < today() else "wait",
        "buttons": buttons(record, request.actor),
        "panels": panels_of(request, record),
        "steps": steps_of(record),
    }
    return render(request, "responsibility/finding.html", context)


@signed_in(grant="responsibility.mend")
def mend_many(request: HttpRequest) -> HttpResponse:
    """The standing flaws with their proposals as of now; those marked are mended, each in its own act."""
    actor = request.actor
    rows = Finding.objects.visible_to(actor).filter(gone_on=None).order_by("flaw", "kind", "area_code", "pk")
    if request.method == "POST":
        done, refused = 0, []
        for each in rows.filter(pk__in=[pk for pk in request.POST.getlist("finding") if pk.isdigit()]):
            try:
                mend(actor, each, on=today())
                done += 1
            except Refused as why:
                refused.append(f"{each.title()}：{why}")
        if done:
            messages.success(request, f"已消除 {done} 处问题")
        for sentence in refused[:10]:
            messages.error(request, sentence)
        return redirect("coverage-mend")
    candidates = Candidates(regime(), today())
    found = [(each, change_for(each, candidates)) for each in rows[:SHOWN]]
    return render(request, "responsibility/mend.html", {"found": found, "shown": SHOWN, "all": rows.count()})


@signed_in
def chain(request: HttpRequest, label: str) -> HttpResponse:
    """Everybody who answers for a record on a day; in a few lines for the map, which shows them beside itself."""
    record = _seen(request, label)
    day = day_asked(request)
    answers = chain_of(record, day)
    if request.headers.get("HX-Request"):
        mains = [each for each in answers if each.role == Role.MAIN]
        return render(request, "responsibility/beside.html", {"answers": mains})
    context = {
        "record": record,
        "day": day,
        "answers": answers,
        "papers": Assignment.objects.visible_to(request.actor)
        .filter(subject=label)
        .select_related("post")
        .order_by("-pk"),
        "name_url": reverse("responsibility.name", args=[label]) if request.actor.may("responsibility.assign") else "",
    }
    return render(request, "responsibility/chain.html", context)


@signed_in(grant="responsibility.assign")
def name(request: HttpRequest, label: str) -> HttpResponse:
    """Name a post to answer for a record."""
    record = _seen(request, label)
    first = {each: request.GET[each] for each in ("kind", "hazard") if each in request.GET}
    form = NamingForm(request.POST or None, actor=request.actor, record=record, initial=first)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = assign(request.actor, form.cleaned_data["post"], **form.facts())
            except Refused as refused:
                form.add_error(None, str(refused))
                status = refused.status
            else:
                messages.success(request, "已指定责任岗位")
                return redirect(made)
    return render(request, "responsibility/name.html", {"form": form, "record": record, "label": label}, status=status)


def _seen(request: HttpRequest, label: str):
    record = asked_for(request.actor, label)
    if record is None:
        raise Http404
    return record


@signed_in
def assignment(request: HttpRequest, pk: int) -> HttpResponse:
    """One assignment and what became of it."""
    record = get_object_or_404(Assignment.objects.visible_to(request.actor).select_related("post"), pk=pk)
    hazard = regime().hazards.get(record.hazard)
    facts = [
        ("责任种类", record.kind_title()),
        ("主次", record.get_role_display()),
        ("责任岗位", str(record.post)),
        ("危险类别", hazard.title if hazard else "不分"),
        ("行业", short_names().get(record.industry, "不分")),
        ("起始日期", record.first.isoformat()),
        ("终止日期", record.until.isoformat() if record.until else "长期"),
        ("依据文件", record.paper),
        ("说明", record.reason),
        ("终止原因", record.end_reason),
    ]
    about = in_sight(request.actor, record.subject)
    context = {
        "record": record,
        "facts": facts,
        "about": about,
        "buttons": buttons(record, request.actor),
        "steps": steps_of(record),
    }
    return render(request, "responsibility/assignment.html", context)


@signed_in(grant="responsibility.reassign")
def pass_on(request: HttpRequest) -> HttpResponse:
    """What a post answers for by paper, of one kind; those marked go to another post together."""
    actor = request.actor
    rows = in_force().visible_to(actor).filter(role=Role.MAIN, hazard="", industry="").select_related("post")
    post, kind = request.GET.get("post", ""), request.GET.get("kind", "")
    chosen = list(rows.filter(post_id=post, kind=kind).order_by("subject_name")) if post.isdigit() and kind else []
    form = PassOnForm(request.POST or None, actor=actor, rows=chosen)
    if request.method == "POST" and form.is_valid():
        marked = {each.subject for each in chosen} & set(request.POST.getlist("subject"))
        try:
            told = {"kind": kind, "subjects": sorted(marked), "on": today(), "paper": form.cleaned_data["paper"]}
            reassign(actor, form.cleaned_data["post"], **told)
            messages.success(request, f"已改派 {len(marked)} 项责任")
            return redirect("assignments")
        except Refused as refused:
            form.add_error(None, str(refused))
    bearers = rows.values("post_id", "post__unit", "post__title", "kind").distinct().order_by("post__unit", "kind")
    known = regime().responsibilities
    choices = [
        (
            f"?post={each['post_id']}&kind={each['kind']}",
            f"{each['post__unit']}{each['post__title']}：{known[each['kind']].title}",
        )
        for each in bearers
        if each["kind"] in known
    ]
    return render(request, "responsibility/pass_on.html", {"choices": choices, "rows": chosen, "form": form})


@signed_in
def first_handlers(request: HttpRequest) -> HttpResponse:
    """Which office handles illegal operation of each industry, and why."""
    actor = request.actor
    if actor.party_id is not None:
        raise PermissionDenied
    area = next((each for each in actor.areas if each), "") or next(
        iter(Area.objects.filter(level=Level.COUNTY).values_list("code", flat=True)), ""
    )
    found = [(name, first_handler(industry, area)) for industry, name in short_names().items()]
    asked = request.GET.get("industry", "")
    answer = first_handler(asked, area) if asked in short_names() else None
    context = {"found": found, "industries": short_names().items(), "asked": asked, "answer": answer}
    return render(request, "responsibility/first_handlers.html", context)


@signed_in
def licence(request: HttpRequest, pk: int) -> HttpResponse:
    """One licence on record."""
    record = get_object_or_404(Licence.objects.visible_to(request.actor).select_related("enterprise"), pk=pk)
    facts = [
        ("企业", record.enterprise.name),
        ("许可名称", record.permit),
        ("证号", record.number),
        ("发证部门", record.unit),
        ("发证日期", record.issued_on.isoformat()),
        ("有效期至", record.valid_until.isoformat() if record.valid_until else "长期"),
    ]
    context = {"record": record, "facts": facts, "about": record.enterprise, "buttons": [], "steps": steps_of(record)}
    return render(request, "responsibility/assignment.html", context)
