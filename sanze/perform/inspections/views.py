"""Pages of visits: one visit, planning an inspection, and the check lists on which visits are recorded."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from sanze.foundation.acts.command import COMMANDS
from sanze.foundation.evidence.queries import exhibits_of
from sanze.foundation.evidence.tiles import tiles_of
from sanze.foundation.moment import today
from sanze.foundation.pages.act import ActPage, buttons
from sanze.foundation.pages.slots import panels_of
from sanze.foundation.pages.timeline import steps_of
from sanze.foundation.scope.access import signed_in
from sanze.perform.dangers.queries import enterprises_named
from sanze.perform.inspections import facts, forms, queries
from sanze.perform.inspections.forms import MOST_OTHERS, Line, VisitForm
from sanze.perform.inspections.models import Visit
from sanze.perform.inspections.states import VisitState
from sanze.perform.inspections.values import FAIL

SHOWN_ENTERPRISES = 20


class ChecklistPage(ActPage):
    """A page with a check list; to htmx it gives what changes while a person answers."""

    def __call__(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        if request.method == "GET" and request.headers.get("HX-Request"):
            return self._part(request, pk)
        return super().__call__(request, pk)

    def _part(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A failed line's finding, one finding more, or the hints to a finding's words."""
        asked = request.GET
        record = get_object_or_404(self.subject._default_manager.visible_to(request.actor), pk=pk)
        form = self.form(record=record, actor=request.actor)
        items = {each.item.code: each.item for each in form.lines}
        if "line" in asked:
            item = items.get(asked["line"])
            failed = item is not None and asked.get(f"result-{asked['line']}") == FAIL
            line = Line(item, FAIL, form.finding(f"finding-{item.code}", item)) if failed else None
            return render(request, "inspections/finding.html", {"line": line})
        if "other" in asked:
            number = min(int(asked["other"]) if asked["other"].isdecimal() else 0, MOST_OTHERS - 1)
            context = {"fields": form.finding(f"other-{number}"), "number": number + 1}
            return render(request, "inspections/other.html", context)
        return self._hints(request, form, items)

    def _hints(self, request: HttpRequest, form: VisitForm, items: dict) -> HttpResponse:
        name = request.headers.get("HX-Trigger-Name", "").removesuffix("-title")
        sent = form.finding(name, items.get(name.removeprefix("finding-")))
        told = {key.removeprefix(f"{name}-"): value for key, value in request.GET.items()}
        fields = type(sent)(prefix=name, initial=told, enterprise=form.enterprise, actor=request.actor, item=sent.item)
        return render(request, "dangers/hints.html", {"fields": fields})


QUIET = "outline-secondary"
pages = [
    ActPage("inspections.approve", forms.OpinionForm),
    ActPage("inspections.decline", forms.DeclineForm, tone=QUIET),
    ChecklistPage("inspections.record", forms.RecordForm, template="inspections/record.html"),
    ActPage("inspections.cancel", forms.CancelForm, tone=QUIET),
]
starts = [
    ActPage("inspections.apply", forms.ApplyForm),
    ChecklistPage("inspections.patrol", forms.VisitForm, template="inspections/record.html"),
    ChecklistPage("inspections.serve", forms.VisitForm, template="inspections/record.html"),
]


@signed_in
def visit(request: HttpRequest, pk: int) -> HttpResponse:
    """One visit: the plan, the training answers, the check list, and what was found."""
    record = get_object_or_404(Visit.objects.visible_to(request.actor).select_related("enterprise"), pk=pk)
    ends = queries.approval_ends(record) if record.state == VisitState.APPROVED else None
    context = {
        "record": record,
        "plan": facts.of_plan(record),
        "facts": facts.of_visit(record),
        "training": facts.of_training(record),
        "results": facts.of_results(record),
        "pictures": tiles_of(list(exhibits_of(record))),
        "dangers": list(queries.dangers_of(record).visible_to(request.actor).order_by("pk")),
        "ends": ends,
        "lapsed": ends is not None and ends < today(),
        "buttons": buttons(record, request.actor),
        "panels": panels_of(request, record),
        "steps": steps_of(record, reader=request.actor),
    }
    return render(request, "inspections/visit.html", context)


@signed_in
def begin(request: HttpRequest, act: str) -> HttpResponse:
    """Which enterprise is to be visited."""
    words, command = request.GET.get("q", ""), COMMANDS[f"inspections.{act}"]
    if not request.actor.may(command.grant):
        raise PermissionDenied
    found = list(enterprises_named(request.actor, words)[:SHOWN_ENTERPRISES])
    context = {"title": command.title, "words": words, "route": command.name, "action": command.title, "found": found}
    return render(request, "dangers/choose.html", context)
