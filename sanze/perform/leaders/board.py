"""The matrix of leaders' visits as its page shows it, every figure with where it leads."""

from datetime import date, timedelta
from urllib.parse import urlencode

from django.urls import reverse

from sanze.foundation.scope.actor import Actor
from sanze.perform.duties.states import TONES
from sanze.perform.leaders.models import LeaderVisit
from sanze.perform.leaders.queries import NOBODY, Leader, Owed, matrix, owed_in, quarter_span


def lines(actor: Actor, duties: set[str], year: int) -> list[dict]:
    """A line for each leader: name and, for each quarter, its figures in words with their addresses."""
    return [
        {"name": each.name, "cells": [_cells(each, duties, year, number) for number in range(4)]}
        for each in matrix(actor, duties, year)
    ]


def _cells(leader: Leader, duties: set[str], year: int, quarter: int) -> list[dict]:
    """Owed, visited, missed, and what is still open; nothing for a quarter in which nothing was owed."""
    owed: Owed = leader.quarters[quarter]
    if not owed.owed:
        return []
    told = [("应访", owed.owed, {}, ""), ("已访", owed.done + owed.late, {"state": "done"}, "")]
    told += [("未访", owed.missed, {"missed": "1"}, "text-late"), ("待访", owed.open, {"state": "open"}, "")]
    return [
        {"label": label, "value": value, "tone": tone, "url": _url(leader.post_id, duties, year, quarter, query)}
        for label, value, query, tone in told
        if value or label == "应访"
    ]


def _url(post_id: int, duties: set[str], year: int, quarter: int, query: dict) -> str:
    first, until = quarter_span(year, quarter)
    who = {"holder": post_id} if post_id else {"gap": "1"}
    duty = {"duty": min(duties)} if len(duties) == 1 else {}
    span = f"{first} 至 {until - timedelta(days=1)}"
    return f"{reverse('obligations')}?{urlencode({**duty, **who, 'span': span, **query})}"


def of_quarter(actor: Actor, duties: set[str], year: int, quarter: int) -> list[dict]:
    """The enterprises to be visited in a quarter, the missed ones first, each with its leader and last visit."""
    first, until = quarter_span(year, quarter)
    rows = owed_in(actor, duties, first, until)
    visits = _last_visits(actor, first, until)
    shown = [
        {
            "name": each.subject_name,
            "url": each.get_absolute_url(),
            "area": each.area_name(),
            "leader": str(each.holder) if each.holder_id else NOBODY,
            "due_on": each.due_on,
            "standing": each.standing(),
            "tone": TONES[each.stands()],
            "visit": visits.get(each.party_id),
        }
        for each in rows
    ]
    return sorted(shown, key=lambda each: (each["tone"] != "late", each["visit"] is not None, each["name"]))


def _last_visits(actor: Actor, first: date, until: date) -> dict[int, LeaderVisit]:
    rows = LeaderVisit.objects.visible_to(actor).filter(day__gte=first, day__lt=until).order_by("day", "pk")
    return {each.enterprise_id: each for each in rows}
