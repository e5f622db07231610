"""What entrustments put on workbenches."""

from django.urls import reverse

from sanze.foundation.moment import today
from sanze.foundation.pages.slots import Figure, Task, Waiting
from sanze.foundation.scope.actor import Actor
from sanze.know.delegation.models import Power
from sanze.know.delegation.queries import empowered_share, expiring, unit_of

FIRST = 5


def waiting(actor: Actor) -> list[Waiting]:
    """The entrustments of the actor's own department that soon run out."""
    if not actor.may("delegation.entrust"):
        return []
    rows = expiring(today()).filter(department=unit_of(actor)).order_by("valid_to", "pk")
    count = rows.count()
    tasks = [
        Task(title=f"{each.station}：{each.power_names()}", about=each.industry_list(), url=each.get_absolute_url(),
             due_on=each.valid_to, place=each.area_name())
        for each in rows[:FIRST]
    ]  # fmt: skip
    return (
        [Waiting("即将到期的执法权委托", f"{reverse('delegations')}?standing=soon", count, 0, tasks)] if count else []
    )


def figures(actor: Actor) -> list[Figure]:
    """How many stations hold the power to inspect, for those who give it or look after the whole."""
    if actor.party_id is not None or not (actor.may("delegation.entrust") or actor.may("regime.enforce")):
        return []
    given, every = empowered_share(Power.INSPECTION, today())
    return [Figure("已获委托安监站", f"{given}/{every}", f"{reverse('delegations')}?standing=valid", "个")]
