"""What safe villages put on workbenches."""

from django.urls import reverse

from sanze.foundation.pages.slots import Figure, Task, Waiting
from sanze.foundation.scope.actor import Actor
from sanze.know.villages.models import Creation
from sanze.know.villages.queries import reached
from sanze.know.villages.rules import share
from sanze.know.villages.states import CreationState

FIRST = 5
LISTS = [
    ("待审核的安全乡村自评", "villages.review", CreationState.ASSESSED),
    ("待命名的安全乡村", "villages.award", CreationState.REVIEWED),
    ("退回补正的安全乡村自评", "villages.assess", CreationState.RETURNED),
]


def waiting(actor: Actor) -> list[Waiting]:
    """Assessments that wait for review, for the award, or for being put right."""
    lists = []
    for title, grant, state in LISTS:
        if not actor.may(grant):
            continue
        rows = Creation.objects.visible_to(actor).filter(state=state)
        tasks = [
            Task(title=str(each), about=f"得分 {each.score}", url=each.get_absolute_url(), place=each.area_name())
            for each in rows.order_by("assessed_on", "pk")[:FIRST]
        ]
        lists.append(Waiting(title, f"{reverse('village-creations')}?state={state}", rows.count(), 0, tasks))
    return [each for each in lists if each.count]


def figures(actor: Actor) -> list[Figure]:
    """The share of safe villages under the actor's eyes."""
    if not (actor.may("villages.review") or actor.may("villages.award")):
        return []
    found = reached(actor)
    percent = share(found["safe"], found["all"])
    return [Figure("安全乡村", percent, reverse("village-creations.progress"), f"%（{found['safe']}/{found['all']}）")]
