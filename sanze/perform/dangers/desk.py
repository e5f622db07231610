"""What dangers put on workbenches, on the pages of enterprises, and on the map."""

from urllib.parse import urlencode

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse

from sanze.foundation.moment import today
from sanze.foundation.pages.slots import Figure, Panel, Task, Waiting
from sanze.foundation.scope.actor import Actor
from sanze.know.parties.models import Enterprise
from sanze.know.places.models import Place
from sanze.perform.dangers.models import SETTLED, Danger
from sanze.perform.dangers.queries import overdue, step_due

FIRST = 5
ON_PAGE = 8


def begin_here(actor: Actor, place: Place) -> list[tuple[str, str]]:
    """Where a danger at a place of an enterprise is reported, the place filled in."""
    if place.enterprise_id is None:
        return []
    told = urlencode({"place": place.path})
    return [
        (title, f"{reverse(name, args=[place.enterprise_id])}?{told}")
        for title, name in (("在此上报隐患", "dangers.report"), ("在此自查自报", "dangers.self_report"))
        if actor.may(name)
    ]


def waiting(actor: Actor) -> list[Waiting]:
    """What no post owes by itself: dangers handed over to the actor's, and others' overdue ones under its eyes.

    Grading, ordering, rectifying, looking again and deciding are owed, and stand in the ledger of what is owed.
    """
    lists = []
    if actor.may("dangers.receive"):
        lists.append(_handed_over(actor))
    if actor.may("dangers.order"):
        lists.append(_overdue(actor))
    return [each for each in lists if each.count]


def _overdue(actor: Actor) -> Waiting:
    rows = Danger.objects.visible_to(actor).filter(overdue(today()))
    return Waiting("超期未整改隐患", f"{reverse('dangers')}?overdue=1", count := rows.count(), count, kind="watch")


def _handed_over(actor: Actor) -> Waiting:
    rows = Danger.objects.visible_to(actor).filter(passing_to_id=actor.post_id)
    tasks = [
        Task(
            title=f"签收移交隐患：{each.title}",
            about=each.enterprise.name,
            url=each.get_absolute_url(),
            due_on=step_due(each),
            level=each.level(),
            place=each.area_name(),
        )
        for each in rows.select_related("enterprise").order_by("found_on", "pk")[:FIRST]
    ]
    return Waiting("移交待签收隐患", f"{reverse('dangers')}?passing_to={actor.post_id}", rows.count(), 0, tasks)


def figures(actor: Actor) -> list[Figure]:
    """How many dangers stand open under the actor's eyes, how many of them major, how many overdue."""
    rows = Danger.objects.visible_to(actor).exclude(state__in=SETTLED)
    found = rows.aggregate(
        all=Count("pk"), major=Count("pk", filter=Q(major=True)), late=Count("pk", filter=overdue(today()))
    )
    url = reverse("dangers")
    return [
        Figure("未销号隐患", found["all"], url, "条"),
        Figure("其中重大", found["major"], f"{url}?major=1", "条"),
        Figure("超期", found["late"], f"{url}?overdue=1", "条"),
    ]


def panel(request: HttpRequest, enterprise: Enterprise) -> Panel:
    """The dangers of an enterprise, open ones first."""
    rows = Danger.objects.visible_to(request.actor).filter(enterprise=enterprise)
    found = rows.aggregate(
        all=Count("pk"),
        open=Count("pk", filter=~Q(state__in=SETTLED)),
        late=Count("pk", filter=overdue(today())),
    )
    settled = Q(state__in=SETTLED)
    shown = [*rows.exclude(settled).order_by("due_on", "pk")[:ON_PAGE]]
    shown += rows.filter(settled).order_by("-found_on", "-pk")[: ON_PAGE - len(shown)] if len(shown) < ON_PAGE else []
    context = {
        "dangers": shown,
        "sums": found,
        "all_url": f"{reverse('dangers')}?enterprise={enterprise.pk}",
    }
    return Panel("隐患", "dangers/panel.html", context, order=20)
