"""Pages of what is owed: one obligation, and the clause board."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from sanze.foundation.ledgers.filters import days_of
from sanze.foundation.moment import today
from sanze.foundation.pages.act import ActPage, buttons
from sanze.foundation.pages.timeline import steps_of
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.access import signed_in
from sanze.foundation.scope.actor import Actor
from sanze.perform.duties import facts
from sanze.perform.duties.board import clause_board
from sanze.perform.duties.desk import link
from sanze.perform.duties.forms import WaiveForm
from sanze.perform.duties.models import Obligation
from sanze.perform.duties.queries import duty_behind


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
    articles = [
        {
            "line": each,
            "owes": any(clause.duties for clause in each.clauses),
            "clauses": [
                {"clause": line.clause, "duties": [_duty(duty, first, last) for duty in line.duties]}
                for line in each.clauses
            ],
        }
        for each in clause_board(request.actor, first, last)
    ]
    context = {"regime": regime(), "articles": articles, "span": f"{first} 至 {last}", "spans": _spans(today())}
    return render(request, "duties/board.html", context)


def _duty(line, first: date, last: date) -> dict:
    """A duty's row: its figures, each with where it leads."""
    if line.figures is None:
        return {"duty": line.duty, "cells": []}
    sums, own = line.figures, {"duty": line.duty.id}
    cells = [
        ("应履", sums.owed, link(first, last, **own), ""),
        ("按期", sums.done, link(first, last, **own, state="done"), ""),
        ("逾期", sums.done_late + sums.late, link(first, last, **own, overdue="1"), ""),
        ("未履行", sums.missed, link(first, last, **own, missed="1"), "text-late" if sums.missed else ""),
        ("待办", sums.open, link(first, last, **own, state="open"), ""),
    ]
    return {"duty": line.duty, "cells": cells}


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
