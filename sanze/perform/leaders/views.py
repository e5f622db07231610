"""Pages of leaders' visits: recording one, one visit, and who has visited whom quarter by quarter."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from sanze.foundation.acts.command import COMMANDS
from sanze.foundation.evidence.queries import exhibits_of
from sanze.foundation.evidence.tiles import tiles_of
from sanze.foundation.moment import SHANGHAI, today
from sanze.foundation.pages.act import ActPage
from sanze.foundation.pages.timeline import steps_of
from sanze.foundation.scope.access import signed_in
from sanze.know.parties.models import Enterprise
from sanze.perform.dangers.queries import enterprises_named
from sanze.perform.inspections.queries import dangers_of
from sanze.perform.leaders import board, queries
from sanze.perform.leaders.forms import MOST_PROBLEMS, LeaderVisitForm
from sanze.perform.leaders.models import LeaderVisit

SHOWN_ENTERPRISES = 20


class LeaderVisitPage(ActPage):
    """The page of a visit; to htmx it gives one problem more, or the hints to a problem's words."""

    def __call__(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        if request.method == "GET" and request.headers.get("HX-Request"):
            return self._part(request, pk)
        return super().__call__(request, pk)

    def _part(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = get_object_or_404(Enterprise.objects.visible_to(request.actor), pk=pk)
        form, asked = self.form(record=record, actor=request.actor), request.GET
        if "other" in asked:
            number = min(int(asked["other"]) if asked["other"].isdecimal() else 0, MOST_PROBLEMS - 1)
            context = {"fields": form.finding(f"other-{number}"), "number": number + 1}
            return render(request, "inspections/other.html", context)
        name = request.headers.get("HX-Trigger-Name", "").removesuffix("-title")
        told = {key.removeprefix(f"{name}-"): value for key, value in asked.items()}
        sent = form.finding(name)
        fields = type(sent)(prefix=name, initial=told, enterprise=record, actor=request.actor)
        return render(request, "dangers/hints.html", {"fields": fields})


page = LeaderVisitPage("leaders.visit", LeaderVisitForm, template="leaders/record.html")


@signed_in
def begin(request: HttpRequest) -> HttpResponse:
    """Which enterprise the leader went to."""
    words, command = request.GET.get("q", ""), COMMANDS["leaders.visit"]
    if not request.actor.may(command.grant):
        raise PermissionDenied
    found = list(enterprises_named(request.actor, words)[:SHOWN_ENTERPRISES])
    context = {"title": command.title, "words": words, "route": command.name, "action": command.title, "found": found}
    return render(request, "dangers/choose.html", context)


@signed_in
def visit(request: HttpRequest, pk: int) -> HttpResponse:
    """One visit: who, where, what was asked and told, the photographs, and the dangers that came of it."""
    rows = LeaderVisit.objects.visible_to(request.actor).select_related("enterprise", "visit")
    record = get_object_or_404(rows, pk=pk)
    begun, ended = (at.astimezone(SHANGHAI) for at in (record.visit.started_at, record.visit.ended_at))
    facts = [
        ("单位", record.enterprise.name),
        ("属地", record.area_name()),
        ("领导", f"{record.leader_post} {record.leader}"),
        ("走访方式", record.place),
        ("时间", f"{begun:%Y-%m-%d %H:%M} 至 {ended:%H:%M}"),
        ("陪同人员", record.companions),
        ("提出问题", record.problems, "full"),
        ("工作要求", record.instructions, "full"),
    ]
    context = {
        "record": record,
        "facts": facts,
        "photos": tiles_of(exhibits_of(record)),
        "dangers": list(dangers_of(record.visit).visible_to(request.actor).order_by("pk")),
        "steps": steps_of(record, reader=request.actor),
    }
    return render(request, "leaders/visit.html", context)


@signed_in(grant="leaders.read")
def rounds(request: HttpRequest, year: int | None = None, quarter: int | None = None) -> HttpResponse:
    """Leader by leader and quarter by quarter what was owed, visited and missed; below it the enterprises of one."""
    chosen = year or today().year
    now = queries.quarter_of(today()) if quarter is None else quarter - 1
    if not (today().year - 10 <= chosen <= today().year + 1 and 0 <= now <= 3):
        raise Http404
    about, oneself = queries.duties_by_visit()
    context = {
        "year": chosen,
        "quarter": now + 1,
        "leaders": board.lines(request.actor, about, chosen),
        "grass_roots": board.lines(request.actor, oneself, chosen),
        "enterprises": board.of_quarter(request.actor, about, chosen, now),
        "quarters": [reverse("leader-rounds-of", args=[chosen, each]) for each in range(1, 5)],
        "before": reverse("leader-rounds-of", args=[chosen - 1, now + 1]),
        "after": reverse("leader-rounds-of", args=[chosen + 1, now + 1]),
        "begin": reverse("leaders.begin") if request.actor.may(COMMANDS["leaders.visit"].grant) else "",
    }
    return render(request, "leaders/rounds.html", context)
