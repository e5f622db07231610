"""Pages of dangers: one danger with everything done about it, and a page for each act."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from sanze.foundation.evidence.queries import exhibits_of
from sanze.foundation.evidence.tiles import tiles_of
from sanze.foundation.moment import today
from sanze.foundation.pages.act import ActPage, buttons
from sanze.foundation.pages.slots import panels_of
from sanze.foundation.pages.timeline import steps_of
from sanze.foundation.scope.access import signed_in
from sanze.foundation.scope.actor import Actor
from sanze.know.parties.models import Enterprise
from sanze.know.standards import queries as standards
from sanze.perform.dangers import facts, forms, queries
from sanze.perform.dangers.commands import proofs
from sanze.perform.dangers.commands.closing import closing_faults
from sanze.perform.dangers.finding_fields import FindingFields
from sanze.perform.dangers.models import Danger, Extension
from sanze.perform.dangers.states import LOOP, DangerState

SHOWN_ENTERPRISES = 20
PURPOSES = {proofs.FOUND: "发现时", proofs.RECTIFIED: "整改后", proofs.REINSPECTED: "复查时"}


class ReportPage(ActPage):
    """The page of a report; to htmx it gives what changes while a person types."""

    def __call__(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        if request.method == "GET" and request.headers.get("HX-Request"):
            enterprise = get_object_or_404(Enterprise.objects.visible_to(request.actor), pk=pk)
            return typed(request, enterprise, "finding", request.GET.get("item", ""))
        return super().__call__(request, pk)


def typed(request: HttpRequest, enterprise: Enterprise, prefix: str, item_code: str) -> HttpResponse:
    """The fields of a finding after another item was chosen, or its hints after the words changed."""
    items = {each.code: each for each in standards.items_for(enterprise.industry, today(), enterprise.area_code)}
    told = {name.removeprefix(f"{prefix}-"): value for name, value in request.GET.items() if name.startswith(prefix)}
    chosen = request.headers.get("HX-Trigger-Name") == "item"
    if chosen and (not told.get("title") or told["title"] in {each.text for each in items.values()}):
        told = {name: value for name, value in told.items() if name not in ("title", "category", "criterion")}
    fields = FindingFields(
        prefix=prefix, initial=told, enterprise=enterprise, actor=request.actor, item=items.get(item_code)
    )
    template = "dangers/finding.html" if chosen else "dangers/hints.html"
    return render(request, template, {"fields": fields})


def _authority(danger: Danger, actor: Actor) -> bool:
    return actor.party_id is None


def _may_grade(danger: Danger, actor: Actor) -> bool:
    return actor.party_id is None and not (danger.state == DangerState.ORDERED and danger.major)


def _may_plan(danger: Danger, actor: Actor) -> bool:
    return bool(danger.major) and danger.state in (DangerState.GRADED, DangerState.ORDERED)


def _may_report_major(danger: Danger, actor: Actor) -> bool:
    return bool(danger.major) and None in (danger.authority_reported_on, danger.congress_reported_on)


def _may_ask(danger: Danger, actor: Actor) -> bool:
    in_time = danger.state == DangerState.ORDERED and today() <= danger.due_on
    return in_time and queries.open_extension(danger) is None


def _open(danger: Danger, actor: Actor) -> bool:
    return danger.state not in LOOP.final


def _handed_over(danger: Danger, actor: Actor) -> bool:
    return danger.passing_to_id is not None and danger.passing_to_id == actor.post_id


def _may_list(danger: Danger, actor: Actor) -> bool:
    return danger.listed or (bool(danger.major) and danger.state not in LOOP.final)


def _page(
    name: str, form: type, when: Callable[[models.Model, Actor], bool], tone: str = "primary", template: str = ""
):
    return ActPage(name, form, when=when, tone=tone, **({"template": template} if template else {}))


QUIET = "outline-secondary"
pages = [
    _page("dangers.grade", forms.GradeForm, _may_grade, template="dangers/grade.html"),
    _page("dangers.order", forms.OrderForm, _authority),
    _page("dangers.rectify", forms.RectifyForm, lambda danger, actor: True),
    _page("dangers.plan", forms.PlanForm, _may_plan),
    _page("dangers.report_major", forms.ReportMajorForm, _may_report_major),
    _page("dangers.ask_extension", forms.AskForm, _may_ask, tone="outline-primary"),
    _page("dangers.close", forms.CloseForm, _authority),
    _page("dangers.send_back", forms.DueForm, _authority, tone="outline-primary"),
    _page("dangers.reopen", forms.DueForm, _authority, tone=QUIET),
    _page("dangers.dismiss", forms.ReasonForm, _authority, tone=QUIET),
    _page("dangers.receive", forms.ActForm, _handed_over),
    _page("dangers.transfer", forms.TransferForm, _open, tone=QUIET),
    _page("dangers.mark_listed", forms.ListForm, _may_list, tone=QUIET),
]
reports = [
    ReportPage("dangers.report", forms.ReportForm, template="dangers/report.html"),
    ReportPage("dangers.self_report", forms.SelfReportForm, template="dangers/report.html"),
]
decide = ActPage("dangers.decide_extension", forms.DecideForm, when=lambda each, actor: each.state == "asked")


@signed_in
def danger(request: HttpRequest, pk: int) -> HttpResponse:
    """One danger: what it is, what was ordered, what was done about it, and what may be done next."""
    rows = Danger.objects.visible_to(request.actor).select_related("enterprise", "repeat_of")
    record = get_object_or_404(rows, pk=pk)
    extensions = [
        {"record": each, "url": decide.href(each) if decide.offered(each, request.actor) else ""}
        for each in Extension.objects.filter(danger=record).order_by("-pk")
    ]
    plan = queries.plan_of(record) if record.major else None
    context = {
        "record": record,
        "facts": facts.of_danger(record),
        "elements": facts.of_order(record),
        "ending": facts.of_ending(record),
        "plan": facts.of_plan(plan) if plan else [],
        "extensions": extensions,
        "evidence": _evidence(record),
        "lacking": closing_faults(record) if record.state == DangerState.RECTIFIED else [],
        "buttons": buttons(record, request.actor),
        "panels": panels_of(request, record),
        "steps": steps_of(record, reader=request.actor),
    }
    return render(request, "dangers/danger.html", context)


def _evidence(record: Danger) -> list[dict]:
    """The files of each purpose, in the order of the loop."""
    exhibits = list(exhibits_of(record))
    parts = [(title, [each for each in exhibits if each.purpose == name]) for name, title in PURPOSES.items()]
    return [{"title": title, "files": tiles_of(own)} for title, own in parts if own]


@signed_in
def begin(request: HttpRequest) -> HttpResponse:
    """At which enterprise the danger is; an enterprise goes straight to its own report."""
    actor = request.actor
    if actor.party_id is not None:
        return redirect("dangers.self_report", pk=actor.party_id)
    if not actor.may("dangers.report"):
        raise PermissionDenied
    words = request.GET.get("q", "")
    found = list(queries.enterprises_named(actor, words)[:SHOWN_ENTERPRISES])
    context = {"title": "上报隐患", "words": words, "route": "dangers.report", "action": "上报隐患", "found": found}
    return render(request, "dangers/choose.html", context)
