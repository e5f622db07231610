"""Named reads of hand-overs, of what a post carries, and of posts that nobody holds."""

from datetime import date, datetime, time

from django.db.models import Exists, F, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Upper

from sanze.foundation.calendar.clocks import Clock
from sanze.foundation.calendar.queries import calendar
from sanze.foundation.identity.carrying import parcels
from sanze.foundation.identity.models import Holding, Person, Post
from sanze.foundation.identity.queries import HELD, holder_of, posts_open
from sanze.foundation.moment import SHANGHAI, today
from sanze.foundation.recall import once
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import Actor
from sanze.know.handover.models import Handover
from sanze.know.handover.states import HandoverState, Occasion

FILLING = "identity.appoint"
FILL_LIMIT = "identity.fill_vacancy"
MOST_LINES = 500


def told_parcels(post: Post) -> list[dict]:
    """What the post carries now, as a protocol keeps it."""
    return [
        {
            "title": each.title,
            "count": each.count,
            "weight": each.weight,
            "lines": [[line.title, line.about, line.due_on and f"{line.due_on}", line.url] for line in each.lines],
        }
        for each in parcels(post, first=MOST_LINES)
    ]


def last_holder(post: Post) -> Person | None:
    """Who holds the post today, or else who held it last."""
    if holder := holder_of(post.pk):
        return holder
    rows = Holding.objects.filter(post=post, deputy=False, state__in=HELD, span__startswith__lte=today())
    last = rows.select_related("person").order_by("-span").first()
    return last.person if last else None


def is_gone(handover: Handover) -> bool:
    """Whether whoever gives can no longer confirm in this post: they left it, or were shut out."""
    holder = holder_of(handover.post_id)
    return not handover.giver.is_active or holder is None or holder.pk != handover.giver_id


def may_stand_for_giver(actor: Actor, handover: Handover) -> bool:
    """Whether the actor is a superior who may confirm for one who is gone."""
    own = actor.person_id in (handover.giver_id, handover.receiver_id)
    superior = actor.kind in regime().lists.get("handover.superiors", ()) or actor.post_id == handover.post.superior_id
    return superior and not own and actor.post_id != handover.post_id


def handed_over(holding: Holding) -> bool:
    """Whether whoever holds this has confirmed a hand-over of the post since they took it."""
    rows = Handover.objects.filter(post_id=holding.post_id, giver_id=holding.person_id)
    rows = rows.filter(state__in=[HandoverState.GIVEN, HandoverState.TAKEN], drawn_on__gte=holding.span.lower)
    return rows.exclude(occasion=Occasion.DEPUTY).exists()


def vacant(on: date | None = None) -> QuerySet[Post]:
    """The open posts that nobody holds on a day; since: from which day on, None where nobody ever did."""
    day = on or today()
    holdings = Holding.objects.filter(post=OuterRef("pk"), state__in=HELD, deputy=False)
    left = holdings.order_by().values("post").annotate(last=Max(Upper("span"))).values("last")
    stand_in = Holding.objects.filter(post=OuterRef("pk"), state__in=HELD, deputy=True, span__contains=day)
    rows = posts_open(day).exclude(Exists(holdings.filter(span__contains=day)))
    return rows.annotate(
        left=Subquery(left), stand_in=Subquery(stand_in.values("person__name")[:1]), area=F("area_code")
    )


def fill_by(post: Post) -> date | None:
    """The day by which the vacancy is to be filled, None where the regime sets no limit."""
    limit = regime().limits.get(FILL_LIMIT)
    if limit is None:
        return None
    begins = datetime.combine(post.left or post.opened_on, time.min, SHANGHAI)
    return Clock(limit.unit, limit.value).due(begins, calendar()).astimezone(SHANGHAI).date()


def filler_of(post: Post) -> Post | None:
    """The nearest post around that can propose somebody."""
    around = [each for each in once(("fillers",), _fillers) if post.area_code.startswith(each.area_code)]
    return max(around, key=lambda each: (len(each.area_code), -each.pk), default=None)


def _fillers() -> list[Post]:
    kinds = [kind for kind, each in regime().posts.items() if FILLING in each.grants]
    return list(posts_open().filter(kind__in=kinds, party_id=None))
