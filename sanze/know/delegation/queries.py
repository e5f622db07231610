"""Named reads of entrustments: what stands on a day, what runs out soon, and which paper gives a power."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from sanze.foundation.identity.models import Holding, Post
from sanze.foundation.identity.queries import HELD, posts_open
from sanze.foundation.moment import today
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import Actor
from sanze.know.delegation.models import SOON, Delegation
from sanze.know.delegation.states import DelegationState
from sanze.know.jurisdictions.models import Area, Level

REQUIRED = "delegation.required"
TRUSTEES, PRINCIPALS = "delegation.trustees", "delegation.principals"


def in_force(on: date) -> QuerySet[Delegation]:
    """The entrustments that hold on a day; one taken back holds until the day before."""
    standing = Q(revoked_on=None) | Q(revoked_on__gt=on)
    return Delegation.objects.filter(standing, valid_from__lte=on, valid_to__gte=on)


def expiring(on: date) -> QuerySet[Delegation]:
    """Those in force that end within the regime's warning, and that no later paper of the same parties follows."""
    last = on + timedelta(days=regime().limit(SOON).value - 1)
    later = Delegation.objects.filter(
        department=OuterRef("department"),
        station=OuterRef("station"),
        industries__contains=OuterRef("industries"),
        powers__contains=OuterRef("powers"),
        valid_to__gt=OuterRef("valid_to"),
        state=DelegationState.GIVEN,
    )
    return in_force(on).filter(~Exists(later), valid_to__lte=last)


def posts_to_renew() -> QuerySet[Post]:
    """The posts that gave an entrustment which soon runs out."""
    return posts_open().filter(pk__in=expiring(today()).exclude(given_by_post_id=None).values("given_by_post_id"))


def is_trustee(actor: Actor) -> bool:
    """Whether the actor's kind of post has powers only by entrustment, under the regime in force."""
    rules = regime()
    return bool(rules.switches.get(REQUIRED)) and actor.kind in rules.lists.get(TRUSTEES, ())


def paper_for(area_code: str, power: str, industry: str, on: date) -> Delegation | None:
    """The entrustment that gives the township's station that power over the industry on that day."""
    rows = in_force(on).filter(area_code=area_code[:9], powers__contains=[power], industries__contains=[industry])
    return rows.order_by("-valid_to", "-pk").first()


def principals_of(industry: str) -> list[str]:
    """The units of departments that look after an industry: who could entrust it."""
    kinds = regime().lists.get(PRINCIPALS, ())
    rows = posts_open().filter(kind__in=kinds, industries__contains=[industry])
    return sorted(set(rows.values_list("unit", flat=True)))


def stations_in(area_code: str) -> list[str]:
    """The units in a township whose posts may be entrusted with powers."""
    rows = posts_open().filter(area_code=area_code, kind__in=regime().lists.get(TRUSTEES, ()))
    return sorted(set(rows.values_list("unit", flat=True)))


def certified_in(station: str, area_code: str, on: date) -> int:
    """How many people of a station hold an enforcement certificate valid on that day."""
    rows = Holding.objects.filter(
        state__in=HELD,
        span__contains=on,
        post__unit=station,
        post__area_code=area_code,
        person__certificate_until__gte=on,
    ).exclude(person__certificate_no="")
    return rows.values("person_id").distinct().count()


def unit_of(actor: Actor) -> str:
    """The unit of the actor's post, empty for the console."""
    return Post.objects.filter(pk=actor.post_id).values_list("unit", flat=True).first() or ""


def empowered_share(power: str, on: date) -> tuple[int, int]:
    """(townships whose station holds the power in some industry, all townships) on a day."""
    codes = set(Area.objects.filter(level=Level.TOWNSHIP, closed_on=None).values_list("code", flat=True))
    given = set(in_force(on).filter(powers__contains=[power]).values_list("area_code", flat=True))
    return len(codes & given), len(codes)
