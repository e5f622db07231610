"""What the ledger of what is owed puts on workbenches and on the pages of enterprises."""

from collections import defaultdict
from datetime import date, timedelta
from urllib.parse import urlencode

from django.apps import apps
from django.db.models import Count, Model, Q
from django.http import HttpRequest
from django.urls import reverse

from sanze.foundation.moment import today
from sanze.foundation.pages.slots import Figure, Mark, Panel, Task, Waiting
from sanze.foundation.scope.actor import Actor
from sanze.know.parties.models import Enterprise
from sanze.perform.duties.models import OPEN, Obligation
from sanze.perform.duties.queries import Figures, figures_by, owed_by, standing, undone
from sanze.perform.duties.states import Standing, Undone

FIRST = 8
ON_PAGE = 8


def waiting(actor: Actor) -> list[Waiting]:
    """What the actor's post owes: late, today, this week, later; what was missed for good is no task any more."""
    day = today()
    sunday = day + timedelta(days=6 - day.weekday())
    mine = owed_by(actor.post_id).exclude(undone(Undone.LOST, day)).filter(period_first__lte=day)
    spans = [
        ("逾期", undone(Undone.LATE, day), "late"),
        ("今日到期", Q(due_on=day), ""),
        ("本周到期", Q(due_on__gt=day, due_on__lte=sunday), ""),
        ("以后到期", Q(due_on__gt=sunday), ""),
    ]
    counts = mine.order_by().aggregate(**{title: Count("pk", filter=span) for title, span, _ in spans})
    lists = []
    for title, span, tone in spans:
        if count := counts[title]:
            tasks, late = _tasks(actor, list(mine.filter(span)[:FIRST])), count if tone == "late" else 0
            lists.append(Waiting(title, _mine(actor, span=title), count, late, tasks, kind="owed"))
    if actor.may("duties.waive"):
        gaps = Obligation.objects.visible_to(actor).filter(OPEN, holder=None, due_on__gte=day)
        url = f"{reverse('obligations')}?gap=1"
        lists.append(Waiting("无责任岗位的履责事项", url, gaps.count(), kind="watch"))
    return [each for each in lists if each.count]


def _mine(actor: Actor, span: str) -> str:
    """The ledger of what the actor's post has not done, narrowed to one of the desk's lists."""
    day = today()
    sunday = day + timedelta(days=6 - day.weekday())
    words = {
        "逾期": {"undone": "late"},
        "今日到期": {"undone": "open", "span": f"{day} 至 {day}"},
        "本周到期": {"undone": "open", "span": f"{day + timedelta(days=1)} 至 {sunday}"},
        "以后到期": {"undone": "open", "span": f"{sunday + timedelta(days=1)} 至 {day + timedelta(days=400)}"},
    }
    return f"{reverse('obligations')}?{urlencode({**words[span], 'holder': actor.post_id})}"


def _tasks(actor: Actor, owed: list[Obligation]) -> list[Task]:
    """The obligations as tasks: those about a record that the actor sees lead straight to it."""
    names = Enterprise.objects.in_bulk({each.party_id for each in owed if each.party_id})
    records = _records(actor, [each.subject for each in owed if each.single])
    return [_task(each, names.get(each.party_id), records.get(each.subject)) for each in owed]


def _task(each: Obligation, party: Enterprise | None, record: Model | None) -> Task:
    title = getattr(record, "title", "")
    about = ((title() if callable(title) else title) or each.subject_name) if record else ""
    grade = getattr(record, "level", None)  # a danger's grade is asked of it; the tier of a letter or area is a field
    return Task(
        title=f"{each.title}：{about}" if about else each.title,
        about=party.name if party else each.subject_name,
        url=record.get_absolute_url() if hasattr(record, "get_absolute_url") else each.get_absolute_url(),
        due_on=each.due_on,
        level=grade() if callable(grade) else "",
        place=each.area_name(),
    )


def _records(actor: Actor, labels: list[str]) -> dict[str, Model]:
    """Label → record, of those that the actor sees, one query for each kind."""
    keys: dict[str, list[int]] = defaultdict(list)
    for label in labels:
        model, pk = label.split(":")
        keys[model].append(int(pk))
    found = {}
    for model, pks in keys.items():
        rows = apps.get_model(model)._default_manager.visible_to(actor).filter(pk__in=pks)
        found |= {f"{model}:{each.pk}": each for each in rows}
    return found


def diary(actor: Actor, first: date, last: date) -> list[Mark]:
    """How much of what the actor's post owes falls due on each day and is not done: open, late, or missed for good."""
    if actor.post_id is None:
        return []
    day = today()
    rows = owed_by(actor.post_id).filter(due_on__gte=first, due_on__lte=last, period_first__lte=day).order_by()
    left, lost = (Count("pk", filter=undone(each, day)) for each in (Undone.LATE, Undone.LOST))
    sums = rows.values("due_on").annotate(all=Count("pk"), late=left, lost=lost)
    marks = []
    for row in sorted(sums, key=lambda row: row["due_on"]):
        url = f"{reverse('obligations')}?{urlencode({'holder': actor.post_id, 'span': _day(row['due_on'])})}"
        if row["due_on"] >= day:
            marks.append(Mark(row["due_on"], "待办", row["all"], f"{url}&undone=open"))
            continue
        for label, count, state in (("逾期", row["late"], "late"), ("未履行", row["lost"], "lost")):
            if count:
                marks.append(Mark(row["due_on"], label, count, f"{url}&undone={state}", "late"))
    return marks


def _day(day: date) -> str:
    return f"{day} 至 {day}"


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
