"""What letters put on workbenches and on the pages of enterprises."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from sanze.foundation.pages.slots import Panel, Task, Waiting
from sanze.foundation.scope.actor import Actor
from sanze.know.letters.facts import ledger_url
from sanze.know.letters.models import Letter
from sanze.know.letters.queries import standing_letters, to_offer, to_sign
from sanze.know.parties.models import Enterprise

FIRST = 5


def waiting(actor: Actor) -> list[Waiting]:
    """The letters that wait for the signature of the actor's post, on either side."""
    lists = []
    if actor.may("letters.offer"):
        lists.append(_list("待签发责任书", reverse("letters.offer_all"), to_offer(actor.post_id)))
    if actor.may("letters.sign"):
        rows = to_sign(actor.post_id)
        first = rows.filter(again_since=None)
        lists.append(_list("待签订责任书", reverse("letters.sign_all"), first))
        lists.append(_list("岗位换人须补签责任书", reverse("letters.sign_all"), rows.exclude(again_since=None)))
    return [each for each in lists if each.count]


def _list(title: str, url: str, rows: QuerySet[Letter]) -> Waiting:
    first = list(rows[:FIRST])
    count = rows.count() if len(first) == FIRST else len(first)
    tasks = [Task(str(each), each.level, each.get_absolute_url(), place=each.area_name()) for each in first]
    return Waiting(title, url, count, tasks=tasks)


def panel(request: HttpRequest, enterprise: Enterprise) -> Panel | None:
    """The letters and commitments of an enterprise, the latest first; None where there are none."""
    rows = standing_letters().visible_to(request.actor).filter(party_id=enterprise.pk).order_by("-year", "pk")
    if not (found := list(rows[: FIRST + 1])):
        return None
    context = {"letters": found, "all_url": ledger_url(party=enterprise.pk)}
    return Panel("责任书与承诺书", "letters/panel.html", context, order=15)
