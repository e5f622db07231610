"""Who holds which post, and the actor that a person is in it."""

from dataclasses import replace
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from sanze.foundation.database.compiled import Compiled, blank
from sanze.foundation.identity.models import DEPUTY, ApiToken, Holding, Person, Post, SignIn
from sanze.foundation.identity.rules import token_digest
from sanze.foundation.identity.states import HoldingState, SignInOutcome
from sanze.foundation.moment import now, today
from sanze.foundation.regime.queries import regime
from sanze.foundation.regime.schema import Regime
from sanze.foundation.scope.actor import Actor

# A holding that has ended still was one on every day of its span.
HELD = [HoldingState.CONFIRMED, HoldingState.ENDED]
OWN_ACCOUNT = "identity.own_account"


def holdings_of(person: Person, on: date | None = None) -> QuerySet[Holding]:
    """The confirmed holdings of a person on a day, posts joined, oldest first."""
    rows = Holding.objects.filter(person=person, state__in=HELD, span__contains=on or today())
    return rows.select_related("post").order_by("pk")


_HELD = Compiled(
    lambda: (
        Holding.objects.filter(person_id=blank("person"), state__in=HELD, span__contains=blank("day"))
        .select_related("post")
        .order_by("pk")
    )
)


def held_today(person: Person) -> list[Holding]:
    """The confirmed holdings of a person today: `holdings_of`, as every page asks for it."""
    return _HELD.rows(person=person.pk, day=today())


def actor_for(person: Person, post_id: int | None = None, on: date | None = None) -> Actor | None:
    """The person as the holder of that post (or of their first one), None where they hold none that day."""
    for holding in holdings_of(person, on):
        if post_id is None or holding.post_id == post_id:
            return actor_in(person, holding.post, on, deputy=holding.deputy)
    return None


def actor_in(
    person: Person, post: Post, on: date | None = None, rules: Regime | None = None, *, deputy: bool = False
) -> Actor:
    """The actor that `person` is in `post`: powers from the regime (`rules` if already read), reach from the post.

    deputy: stands in for the holder; then every act says so.
    """
    day = on or today()
    kind = (rules or regime(day)).posts.get(post.kind)
    valid = person.certificate_no and person.certificate_until and person.certificate_until >= day
    return Actor(
        name=person.name,
        person_id=person.pk,
        post_id=post.pk,
        post=f"{post}{DEPUTY}" if deputy else str(post),
        kind=post.kind,
        grants=frozenset(kind.grants if kind else ()),
        areas=(post.area_code,),
        industries=tuple(post.industries),
        party_id=post.party_id,
        certificate=person.certificate_no if valid else "",
    )


def oneself(person: Person, actor: Actor | None = None) -> Actor:
    """The person with power over their own account and nothing else, in the post of `actor` if they act in one."""
    bare = actor or Actor(person.name, person_id=person.pk)
    return replace(bare, grants=frozenset({OWN_ACCOUNT}), areas=("",), industries=(), party_id=None)


def actor_by_token(bearer: str) -> Actor | None:
    """The actor as whom a program with that key acts; None for a key unknown, expired or revoked.

    None too where the person is suspended or left the post, or the post asks for a second factor.
    """
    token = _TOKENS.first(digest=token_digest(bearer), day=today())
    if token is None:
        return None
    rules = regime()
    kind = rules.posts.get(token.post.kind)
    return None if kind is None or kind.second_factor else actor_in(token.person, token.post, rules=rules)


def _good_tokens() -> QuerySet[ApiToken]:
    """The key of a digest, if it is good on a day."""
    held = Holding.objects.filter(
        post=OuterRef("post_id"),
        person=OuterRef("person_id"),
        state__in=HELD,
        span__contains=blank("day"),
        deputy=False,
    )
    rows = ApiToken.objects.filter(
        Exists(held), digest=blank("digest"), revoked_at=None, expires_on__gte=blank("day"), person__is_active=True
    )
    return rows.select_related("person", "post")


_TOKENS = Compiled(_good_tokens)


def holder_of(post_id: int, on: date | None = None) -> Person | None:
    """Who holds the post on that day; not who stands in for them."""
    holding = Holding.objects.filter(post_id=post_id, state__in=HELD, span__contains=on or today(), deputy=False)
    found = holding.select_related("person").first()
    return found.person if found else None


def posts_open(on: date | None = None) -> QuerySet[Post]:
    """The posts that exist on a day."""
    day = on or today()
    return Post.objects.filter(opened_on__lte=day).exclude(closed_on__lte=day)


def last_entry(person: Person) -> SignIn | None:
    """The last time that somebody signed in as this person."""
    return SignIn.objects.filter(person_id=person.pk, outcome=SignInOutcome.ENTERED).order_by("-pk").first()


def password_expired(person: Person, rules: Regime) -> bool:
    """Whether the person must take a new password before anything else."""
    if person.must_change_password or person.password_set_at is None:
        return True
    return person.password_set_at + timedelta(days=rules.limits["identity.password_days"].value) <= now()
