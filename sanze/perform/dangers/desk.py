"""What dangers put on workbenches, on the pages of enterprises, and on the map."""

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from sanze.foundation.moment import today
from sanze.foundation.pages.slots import Figure, Panel, Task, Waiting
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import Actor
from sanze.know.parties.models import Enterprise
from sanze.perform.dangers.models import SETTLED, Danger, Extension
from sanze.perform.dangers.queries import begun_too_early, overdue, step_due
from sanze.perform.dangers.states import DangerState, ExtensionState

FIRST = 5
ON_PAGE = 8

# What waits for whoever holds the grant: title, grant, state, name of the filter.
LISTS = [
    ("待定级隐患", "dangers.grade", DangerState.REPORTED),
    ("待下达整改指令", "dangers.order", DangerState.GRADED),
    ("待整改隐患", "dangers.rectify", DangerState.ORDERED),
    ("待复查隐患", "dangers.close", DangerState.RECTIFIED),
]


def waiting(actor: Actor) -> list[Waiting]:
    """The lists of dangers that wait for the actor, those of their own post first."""
    lists = [_list(actor, title, state) for title, grant, state in LISTS if actor.may(grant)]
    if actor.may("dangers.order"):
        lists.append(_overdue(actor))
    if actor.may("dangers.receive"):
        lists.append(_handed_over(actor))
    if actor.may("dangers.decide_extension"):
        lists.append(_extensions(actor))
    return [each for each in lists if each.count]


def _list(actor: Actor, title: str, state: DangerState) -> Waiting:
    rows = Danger.objects.visible_to(actor).filter(state=state)
    others = Q(handler_id__isnull=False) & ~Q(handler_id=actor.post_id)
    if actor.party_id is None:
        rows = rows.exclude(others)
    return _waiting(title, f"{reverse('dangers')}?state={state}", rows, *_lateness(state))


def _lateness(state: DangerState) -> tuple[str, Q]:
    """By which field a list is ordered, and when a row of it is late."""
    day = today()
    if state == DangerState.ORDERED:
        return "due_on", overdue(day)
    if state == DangerState.RECTIFIED:
        early = begun_too_early(regime().limit("dangers.reinspect"), day)
        return "rectified_on", Q(rectified_on__lte=early)
    if state == DangerState.REPORTED:
        return "found_on", Q(found_on__lte=begun_too_early(regime().limit("dangers.grade"), day))
    return "found_on", Q(pk__in=[])


def _overdue(actor: Actor) -> Waiting:
    rows = Danger.objects.visible_to(actor).filter(overdue(today()))
    return _waiting("超期未整改隐患", f"{reverse('dangers')}?overdue=1", rows, "due_on", overdue(today()))


def _handed_over(actor: Actor) -> Waiting:
    rows = Danger.objects.visible_to(actor).filter(passing_to_id=actor.post_id)
    return _waiting("移交待签收隐患", reverse("dangers"), rows, "found_on", Q(pk__in=[]))


def _extensions(actor: Actor) -> Waiting:
    rows = Extension.objects.visible_to(actor).filter(state=ExtensionState.ASKED).select_related("danger__enterprise")
    tasks = [
        Task(
            title=f"{each.danger.enterprise.name}申请延至 {each.asked_due_on}",
            about=each.danger.title,
            url=reverse("dangers.decide_extension", args=[each.pk]),
            due_on=each.old_due_on,
            level=each.danger.level(),
            place=each.danger.area_name(),
        )
        for each in rows.order_by("old_due_on", "pk")[:FIRST]
    ]
    late = rows.filter(old_due_on__lt=today()).count()
    return Waiting("延期待审批", f"{reverse('dangers')}?state=ordered", rows.count(), late, tasks)


def _waiting(title: str, url: str, rows: QuerySet[Danger], order: str, late: Q) -> Waiting:
    sums = rows.aggregate(all=Count("pk"), late=Count("pk", filter=late))
    if not sums["all"]:
        return Waiting(title, url, 0)
    tasks = [
        Task(
            title=each.title,
            about=each.enterprise.name,
            url=each.get_absolute_url(),
            due_on=step_due(each),
            level=each.level(),
            place=each.area_name(),
        )
        for each in rows.select_related("enterprise").order_by(order, "pk")[:FIRST]
    ]
    return Waiting(title, url, sums["all"], sums["late"], tasks)


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
