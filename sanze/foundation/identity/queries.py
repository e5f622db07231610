"""Who holds which post, and the actor that a person is in it."""

from datetime import date

from sanze.foundation.identity.models import Holding, Person, Post
from sanze.foundation.identity.states import HoldingState
from sanze.foundation.moment import today
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import Actor


def holdings_of(person: Person, on: date | None = None):
    """The confirmed holdings of a person on a day, posts joined, oldest first."""
    rows = Holding.objects.filter(person=person, state=HoldingState.CONFIRMED, span__contains=on or today())
    return rows.select_related("post").order_by("pk")


def actor_for(person: Person, post_id: int | None = None, on: date | None = None) -> Actor | None:
    """The person as the holder of that post (or of their first one), None where they hold none that day."""
    for holding in holdings_of(person, on):
        if post_id is None or holding.post_id == post_id:
            return actor_in(person, holding.post, on)
    return None


def actor_in(person: Person, post: Post, on: date | None = None) -> Actor:
    """The actor that `person` is in `post`: powers from the regime, reach from the post."""
    day = on or today()
    kind = regime(day).posts.get(post.kind)
    valid = person.certificate_no and person.certificate_until and person.certificate_until >= day
    return Actor(
        name=person.name,
        person_id=person.pk,
        post_id=post.pk,
        post=str(post),
        kind=post.kind,
        grants=frozenset(kind.grants if kind else ()),
        areas=(post.area_code,),
        industries=tuple(post.industries),
        party_id=post.party_id,
        certificate=person.certificate_no if valid else "",
    )


def holder_of(post_id: int, on: date | None = None) -> Person | None:
    """Who holds the post on that day."""
    holding = Holding.objects.filter(post_id=post_id, state=HoldingState.CONFIRMED, span__contains=on or today())
    found = holding.select_related("person").first()
    return found.person if found else None


def posts_open(on: date | None = None):
    """The posts that exist on a day."""
    day = on or today()
    return Post.objects.filter(opened_on__lte=day).exclude(closed_on__lte=day)
