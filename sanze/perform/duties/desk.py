"""What the ledger of what is owed puts on workbenches and on the pages of enterprises."""

from datetime import date, timedelta
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from sanze.foundation.moment import today
from sanze.foundation.pages.slots import Figure, Panel, Task, Waiting
from sanze.foundation.scope.actor import Actor
from sanze.know.parties.models import Enterprise
from sanze.perform.duties.models import OPEN, Obligation
from sanze.perform.duties.queries import Figures, figures_by, owed_by, standing
from sanze.perform.duties.states import Standing

FIRST = 5
ON_PAGE = 8


def waiting(actor: Actor) -> list[Waiting]:
    """What the actor's post owes period by period: late, today, this week. What is owed once, its own app shows."""
    day = today()
    sunday = day + timedelta(days=6 - day.weekday())
    mine = owed_by(actor.post_id).filter(run_id__isnull=False, period_first__lte=day, late_until__gte=day)
    lists = [
        _list("逾期履责事项", mine.filter(due_on__lt=day), "late"),
        _list("今日到期履责事项", mine.filter(due_on=day), "open"),
        _list("本周到期履责事项", mine.filter(due_on__gt=day, due_on__lte=sunday), "open"),
        _list("本周以后到期履责事项", mine.filter(due_on__gt=sunday), "open"),
    ]
    if actor.may("duties.waive"):
        gaps = Obligation.objects.visible_to(actor).filter(OPEN, holder=None, due_on__gte=day).order_by("due_on", "pk")
        lists.append(Waiting("无责任岗位的履责事项", f"{reverse('obligations')}?gap=1", gaps.count()))
    return [each for each in lists if each.count]


def _list(title: str, rows: QuerySet[Obligation], state: str) -> Waiting:
    first = list(rows[:FIRST])
    count = rows.count() if len(first) == FIRST else len(first)
    tasks = [
        Task(each.title, each.subject_name, each.get_absolute_url(), each.due_on, place=each.area_name())
        for each in first
    ]
    query = {"state": state, **({"holder": first[0].holder_id} if first else {})}
    return Waiting(title, f"{reverse('obligations')}?{urlencode(query)}", count, count if state == "late" else 0, tasks)


def figures(actor: Actor) -> list[Figure]:
    """This month under the actor's eyes: what has come due, how much of it was done in time, what was missed."""
    day = today()
    sums = sum(figures_by(actor, day.replace(day=1), day).values(), Figures())
    span = f"{day.replace(day=1)} 至 {day}"
    url = reverse("obligations")
    rate = "—" if sums.rate is None else sums.rate
    return [
        Figure("本月按期履责率", rate, f"{url}?{urlencode({'span': span, 'state': 'done'})}", "%"),
        Figure("本月未履行", sums.missed, f"{url}?{urlencode({'span': span, 'missed': '1'})}", "项"),
    ]


def panel(request: HttpRequest, enterprise: Enterprise) -> Panel | None:
    """What is owed by and about an enterprise now, and what was missed in the last quarter; None where nothing is."""
    day = today()
    rows = Obligation.objects.visible_to(request.actor).filter(party_id=enterprise.pk).select_related("holder")
    owed = rows.filter(OPEN, late_until__gte=day, period_first__lte=day).order_by("due_on", "pk")
    since = day - timedelta(days=92)
    missed = rows.filter(standing(Standing.MISSED), due_on__gte=since).order_by("-due_on", "-pk")
    shown = [*owed[:ON_PAGE], *missed[:ON_PAGE]][:ON_PAGE]
    if not shown:
        return None
    context = {
        "obligations": shown,
        "open": owed.count(),
        "missed": missed.count(),
        "since": since,
        "all_url": f"{reverse('obligations')}?party={enterprise.pk}",
    }
    return Panel("履责事项", "duties/panel.html", context, order=10)


def link(first: date, last: date, **query: object) -> str:
    """The ledger of what falls due in a span, narrowed further."""
    return f"{reverse('obligations')}?{urlencode({'span': f'{first} 至 {last}', **query})}"
