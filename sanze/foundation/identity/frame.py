"""What this app puts into the frame of every page: posts to switch between, menu, and what waits to be confirmed."""

from django.http import HttpRequest
from django.urls import reverse

from sanze.foundation.identity.models import Holding
from sanze.foundation.identity.states import HoldingState
from sanze.foundation.pages.slots import WAITING, Task, Waiting
from sanze.foundation.scope.actor import Actor
from sanze.foundation.ui.context import SLOTS, PostChoice
from sanze.foundation.ui.menu import MENU, MenuEntry, Section

FEW = 5


def fill() -> None:
    """Fill the slots; called once when the platform starts."""
    SLOTS.posts = posts_of
    WAITING.append(proposals_waiting)
    system = Section.SYSTEM
    MENU.register(
        MenuEntry("人员台账", "people", "users", system, grant="identity.read", order=10, group="岗位与人员"),
        MenuEntry("岗位台账", "posts", "hierarchy", system, grant="identity.read", order=20, group="岗位与人员"),
        MenuEntry("任职台账", "holdings", "id-badge-2", system, grant="identity.read", order=30, group="岗位与人员"),
        MenuEntry("制度限值", "limits", "gauge", system, grant="identity.read", order=40, group="制度"),
        MenuEntry("登录日志", "sign_ins", "login", system, grant="identity.journal", order=50, group="审计"),
        MenuEntry("行为日志", "acts", "history", system, grant="acts.read", order=60, group="审计"),
    )


def posts_of(request: HttpRequest) -> list[PostChoice]:
    """The posts that the person of the request holds today."""
    current = request.actor.post_id if request.actor else None
    return [PostChoice(str(each.post_id), each.post_face(), each.post_id == current) for each in request.held]


def proposals_waiting(actor: Actor) -> list[Waiting]:
    """Holdings that the actor may confirm."""
    if not actor.may("identity.confirm"):
        return []
    rows = Holding.objects.visible_to(actor).filter(state=HoldingState.PROPOSED).exclude(proposed_by=actor.person_id)
    rows = rows.exclude(person_id=actor.person_id).select_related("post", "person").order_by("pk")
    tasks = [Task(each.person.name, each.post_face(), each.get_absolute_url()) for each in rows[:FEW]]
    url = f"{reverse('holdings')}?state={HoldingState.PROPOSED}"
    return [Waiting("待确认任职", url, rows.count(), tasks=tasks)]
