"""Pages of what is owed: one obligation, and the clause board."""

from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from sanze.foundation.ledgers.filters import areas_of, days_of
from sanze.foundation.moment import today
from sanze.foundation.pages.act import ActPage, buttons
from sanze.foundation.pages.timeline import steps_of
from sanze.foundation.regime.completeness import ClauseState
from sanze.foundation.regime.entries.duty import Duty
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.access import signed_in
from sanze.foundation.scope.actor import Actor
from sanze.know.jurisdictions.queries import path_of
from sanze.perform.duties import facts
from sanze.perform.duties.board import (
    VIEWS,
    ArticleLine,
    DutyLine,
    clause_board,
    clause_line,
    narrowed,
)
from sanze.perform.duties.desk import link
from sanze.perform.duties.forms import WaiveForm
from sanze.perform.duties.models import Obligation
from sanze.perform.duties.queries import Figures, debtors, duty_behind, figures_by

STATE_TONES = {
    ClauseState.SERVED: "done",
    ClauseState.PARTLY: "doing",
    ClauseState.OPEN: "wait",
    ClauseState.DECLARATORY: "off",
}


def _may_be_waived(record: Obligation, actor: Actor) -> bool:
    ended = record.discharged_on or record.waived_on or record.voided_on
    return not ended and (record.holder_id is None or record.holder_id != actor.post_id)


pages = [ActPage("duties.waive", WaiveForm, when=_may_be_waived, tone="outline-secondary")]


@signed_in
def obligation(request: HttpRequest, pk: int) -> HttpResponse:
    """One obligation: what it is about, how it can be discharged, and how it ended."""
    rows = Obligation.objects.visible_to(request.actor).select_related("holder")
    record = get_object_or_404(rows, pk=pk)
    duty = duty_behind(record)
    ended = facts.of_ending(record)
    context = {
        "record": record,
        "facts": facts.of_obligation(record, duty),
        "ended": ended,
        "ways": [] if ended else facts.ways(record, duty, request.actor),
        "subject_url": facts.about(record.subject, request.actor),
        "discharge_url": facts.about(record.discharge, request.actor),
        "buttons": buttons(record, request.actor),
        "steps": [*steps_of(record), *facts.reminded(record), *facts.beginning(record)],
    }
    return render(request, "duties/obligation.html", context)


@signed_in
def board(request: HttpRequest) -> HttpResponse:
    """The document's clauses beside their live figures; each figure opens the obligations behind it."""
    first, last = _span(request.GET.get("span", ""))
    area, view = _area(request), request.GET.get("view", "")
    view = view if view in VIEWS else ""
    whole = clause_board(request.actor, first, last, area)
    sums, span = sum((each.figures for each in whole), Figures()), f"{first} 至 {last}"
    context = {
        "regime": regime(),
        "articles": [_article(each, first, last, area) for each in narrowed(whole, view)],
        "counts": _counts(whole, view, span, area),
        "sums": sums,
        "failing": f"{link(first, last, missed='1', **_inside(area))}",
        "span": span,
        "area": area,
        "areas": areas_of(request.actor),
        "view": view,
        "spans": [
            (words, each, urlencode({"span": each, "view": view, "area": area})) for words, each in _spans(today())
        ],
        "query": urlencode({"span": span, "area": area}),
    }
    return render(request, "duties/board.html", context)


def _article(line: ArticleLine, first: date, last: date, area: str) -> dict:
    clauses = [
        {
            "line": each,
            "tone": STATE_TONES[each.state],
            "duties": [_duty(duty, first, last, area) for duty in each.duties],
        }
        for each in line.clauses
    ]
    return {"line": line, "owes": any(each["duties"] for each in clauses), "clauses": clauses}


def _counts(whole: list[ArticleLine], view: str, span: str, area: str) -> list[dict]:
    """Each view with the number of its clauses."""
    lines = [line for each in whole for line in each.clauses]
    return [
        {
            "label": face,
            "value": sum(wanted(line) for line in lines),
            "url": f"?{urlencode({'view': name, 'span': span, 'area': area})}",
            "current": name == view,
            "tone": {"failing": "late", "awaiting": "wait"}.get(name, ""),
        }
        for name, (face, wanted) in VIEWS.items()
    ]


def _area(request: HttpRequest) -> str:
    """The area asked for, if the actor may choose it."""
    asked = request.GET.get("area", "")
    return asked if asked in {code for code, _ in areas_of(request.actor)} else ""


def _inside(area: str) -> dict:
    return {"area": area} if area else {}


@signed_in
def clause(request: HttpRequest, name: str) -> HttpResponse:
    """One clause: its text, its duties with their figures place by place, and who has not done them."""
    first, last = _span(request.GET.get("span", ""))
    area = _area(request)
    line = clause_line(request.actor, name, first, last, area)
    if line is None:
        raise Http404
    context = {
        "line": line,
        "article": next(each for each in regime().articles if line.clause in each.clauses),
        "tone": STATE_TONES[line.state],
        "duties": [_in_detail(request.actor, each, first, last, area) for each in line.duties],
        "span": f"{first} 至 {last}",
        "area": area,
        "areas": areas_of(request.actor),
    }
    return render(request, "duties/clause.html", context)


def _in_detail(actor: Actor, line: DutyLine, first: date, last: date, area: str) -> dict:
    """A duty place by place, and the posts that have not done it, each with where its obligations are."""
    found = _duty(line, first, last, area)
    if line.figures is None:
        return found | {"places": [], "debtors": []}
    by_place = figures_by(actor, first, last, "duty", "area_code", area=area)
    own = [(place, sums) for (duty, place), sums in by_place.items() if duty == line.duty.id and path_of(place)]
    places = [
        {"name": path_of(place), "figures": sums, "url": link(first, last, duty=line.duty.id, area=place)}
        for place, sums in sorted(own, key=lambda each: (-each[1].missed, -each[1].owed))
    ]
    posts = [
        {
            "each": each,
            "url": link(first, last, duty=line.duty.id, **({"holder": each.post.pk} if each.post else {"gap": "1"})),
        }
        for each in debtors(actor, line.duty.id, first, last, area)
    ]
    return found | {"places": places, "debtors": posts}


def _duty(line: DutyLine, first: date, last: date, area: str) -> dict:
    """A duty's row: its figures, each with where it leads."""
    if line.figures is None:
        return _told(line.duty) | {"cells": []}
    sums, own = line.figures, {"duty": line.duty.id, **_inside(area)}
    cells = [
        ("应履", sums.owed, link(first, last, **own), ""),
        ("按期", sums.done, link(first, last, **own, state="done"), ""),
        ("逾期", sums.done_late + sums.late, link(first, last, **own, overdue="1"), ""),
        ("未履行", sums.missed, link(first, last, **own, missed="1"), "text-late" if sums.missed else ""),
        ("待办", sums.open, link(first, last, **own, state="open"), ""),
    ]
    return _told(line.duty) | {"cells": cells}


def _told(duty: Duty) -> dict:
    rules = regime()
    return {"duty": duty, "holder": rules.posts[duty.holder.kind].title, "cadence": rules.when(duty.cadence)}


def _span(text: str) -> tuple[date, date]:
    """The span asked for; this month where none or no span is."""
    try:
        return days_of(text)
    except ValueError:
        day = today()
        return day.replace(day=1), _month_end(day)


def _spans(day: date) -> list[tuple[str, str]]:
    """The spans that people look at, in words and as written."""
    month, quarter = day.replace(day=1), date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    before = month - timedelta(days=1)
    choices = [
        ("本月", month, _month_end(day)),
        ("上月", before.replace(day=1), before),
        ("本季度", quarter, _month_end(quarter + timedelta(days=62))),
        ("本年", date(day.year, 1, 1), date(day.year, 12, 31)),
    ]
    return [(words, f"{first} 至 {last}") for words, first, last in choices]


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
