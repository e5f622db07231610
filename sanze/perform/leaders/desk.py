"""What leaders' visits put on workbenches and on the pages of enterprises."""

from django.http import HttpRequest
from django.urls import reverse

from sanze.foundation.moment import today
from sanze.foundation.pages.slots import Figure, Panel
from sanze.foundation.scope.actor import Actor
from sanze.know.parties.models import Enterprise
from sanze.perform.leaders.models import LeaderVisit
from sanze.perform.leaders.queries import left_to_visit

ON_PAGE = 5


def figures(actor: Actor) -> list[Figure]:
    """For a leader: how many listed enterprises are still to be visited this quarter."""
    if not actor.may("leaders.visit"):
        return []
    return [Figure("本季度待走访挂牌企业", left_to_visit(actor, today()), reverse("leader-rounds"), "家")]


def panel(request: HttpRequest, enterprise: Enterprise) -> Panel | None:
    """The last visits of leaders to an enterprise; nothing where there was none."""
    rows = LeaderVisit.objects.visible_to(request.actor).filter(enterprise=enterprise).order_by("-day", "-pk")
    shown = list(rows[:ON_PAGE])
    if not shown:
        return None
    context = {"visits": shown, "all_url": f"{reverse('leader-visits')}?enterprise={enterprise.pk}"}
    return Panel("领导走访", "leaders/panel.html", context, order=11)
