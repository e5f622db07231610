"""Who is to be reached in a post today, and by which address."""

from collections.abc import Collection
from datetime import date

from sanze.foundation.identity.models import Holding, Person
from sanze.foundation.identity.queries import HELD
from sanze.foundation.moment import today
from sanze.foundation.notices.states import Channel


def holders(post_ids: Collection[int], on: date | None = None) -> dict[int, Person]:
    """Post → who holds it on a day, or stands in then, and is not shut out; posts without such a person are missing."""
    rows = Holding.objects.filter(post_id__in=post_ids, state__in=HELD, span__contains=on or today())
    found = rows.filter(person__is_active=True).select_related("person").order_by("deputy", "pk")
    return {each.post_id: each.person for each in found}


def still_there(person_id: int, post_id: int | None, on: date) -> bool:
    """Whether the person may still be told: not shut out, and in that post if one is meant."""
    if post_id is not None:
        return holders([post_id], on).get(post_id, Person()).pk == person_id
    return Person.objects.filter(pk=person_id, is_active=True).exists()


def address_of(person: Person, channel: str) -> str:
    """The person's address for a channel, empty where none is on record."""
    return {Channel.EMAIL: person.email, Channel.SMS: person.phone}[Channel(channel)]
