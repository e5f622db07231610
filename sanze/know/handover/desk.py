"""What hand-overs put on workbenches and on the pages of posts."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from sanze.foundation.identity.carrying import parcels
from sanze.foundation.identity.models import Post
from sanze.foundation.pages.slots import Panel, Task, Waiting
from sanze.foundation.scope.actor import Actor
from sanze.know.handover.models import Handover
from sanze.know.handover.queries import is_gone, may_stand_for_giver
from sanze.know.handover.states import HandoverState

FIRST = 5


def waiting(actor: Actor) -> list[Waiting]:
    """The protocols that wait for the person, as who gives, who takes, or stands for one who is gone."""
    if actor.person_id is None:
        return []
    drawn = Handover.objects.filter(state=HandoverState.DRAWN)
    lists = [
        _list("待确认移交的岗位", drawn.filter(giver_id=actor.person_id)),
        _list("待确认接收的岗位", Handover.objects.filter(state=HandoverState.GIVEN, receiver_id=actor.person_id)),
    ]
    if actor.may("handover.give_for"):
        rows = drawn.visible_to(actor).exclude(giver_id=actor.person_id).select_related("post", "giver")
        gone = [each.pk for each in rows if is_gone(each) and may_stand_for_giver(actor, each)]
        lists.append(_list("移交人已离岗、待代为确认的交接", drawn.filter(pk__in=gone)))
    return [each for each in lists if each.count]


def _list(title: str, rows: QuerySet[Handover]) -> Waiting:
    found = list(rows.select_related("post", "giver", "receiver").order_by("on", "pk"))
    tasks = [
        Task(str(each), f"{each.giver} → {each.receiver}", each.get_absolute_url(), each.on) for each in found[:FIRST]
    ]
    return Waiting(title, reverse("handovers"), len(found), tasks=tasks)


def panel(request: HttpRequest, post: Post) -> Panel:
    """What a post carries, and the protocols by which it was handed over."""
    protocols = Handover.objects.visible_to(request.actor).filter(post=post).select_related("giver", "receiver")
    context = {
        "parcels": parcels(post, first=FIRST),
        "protocols": list(protocols.order_by("-pk")[:FIRST]),
    }
    return Panel("岗位上的未办结事项", "handover/panel.html", context, order=20)
