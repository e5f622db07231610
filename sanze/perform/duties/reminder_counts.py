
"""How many messages a regime's rules of reminders would send: looked at before they are switched on."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import connection

from sanze.foundation.calendar.queries import calendar
from sanze.foundation.identity.models import Post
from sanze.foundation.identity.superiors import Superiors
from sanze.foundation.moment import today
from sanze.foundation.notices.channels import robot_of, robots
from sanze.foundation.notices.states import Channel
from sanze.foundation.regime.schema import Regime
from sanze.perform.duties.reminding import Turn, rules_of, turns

ONE_DAY = timedelta(days=1)
BUSIEST = 10

# What stood open on the morning of each step, by the post that owed it and the place of the matter.
STOOD_OPEN = """
    WITH turn(duty, at, due_on, day) AS (
        SELECT * FROM unnest(%(duties)s::text[], %(ats)s::int[], %(dues)s::date[], %(days)s::date[]))
    SELECT turn.at, o.holder_id, left(o.area_code, 9), o.industry, count(*)
    FROM duties_obligation o JOIN turn ON turn.due_on = o.due_on AND turn.duty = o.duty
    WHERE o.due_on = ANY(%(dues)s::date[]) AND o.due_on BETWEEN %(first)s AND %(last)s
      AND o.period_first <= turn.day
      AND (o.discharged_on IS NULL OR o.discharged_on >= turn.day)
      AND (o.waived_on IS NULL OR o.waived_on >= turn.day)
      AND (o.voided_on IS NULL OR o.voided_on >= turn.day)
    GROUP BY 1, 2, 3, 4"""


@dataclass
class DayCount:
    """One day: messages by channel, each a digest; items told in them; items handed to accountability."""

    day: date
    messages: Counter = field(default_factory=Counter)
    items: int = 0
    handed: int = 0

    @property
    def total(self) -> int:
        return sum(self.messages.values())


@dataclass(frozen=True)
class Preview:
    """What a rule set would send. posts: the posts told most, with their messages. unheard: items with nobody to tell.

    past: it is counted on days gone by; otherwise on what is on record for days to come, as if nothing were done.
    """

    days: list[DayCount]
    posts: list[tuple[str, int]]
    unheard: int
    past: bool

    @property
    def total(self) -> int:
        return sum(each.total for each in self.days)

    @property
    def by_channel(self) -> list[tuple[str, int]]:
        """Each channel in words with its messages."""
        sums = sum((each.messages for each in self.days), Counter())
        return [(each.label, sums[each.value]) for each in Channel]

    @property
    def most(self) -> DayCount | None:
        """The busiest day."""
        return max(self.days, key=lambda each: each.total, default=None)

    @property
    def handed(self) -> int:
        return sum(each.handed for each in self.days)


def reminders_preview(regime: Regime, days: int, on: date | None = None) -> Preview:
    """How many messages these rules would send by day, channel and post.

    days: so many days before `on` (today by default) if negative, so many from it on if positive. Duties that this
    regime would be the first to create have no obligations on record, and are not counted.
    """
    day = on or today()
    first, last = (day + timedelta(days=days), day - ONE_DAY) if days < 0 else (day, day + timedelta(days=days - 1))
    coming = turns(rules_of(regime), first, last, calendar())
    return _Counting(regime, day, coming).preview(first, last, past=days < 0)


class _Counting:
    """The messages of some steps, gathered into digests as they would be."""

    def __init__(self, regime: Regime, day: date, coming: list[Turn]):
        self.coming = coming
        self.rows = _rows(coming)
        self.superiors = Superiors(regime, day, {holder for _, holder, *_ in self.rows if holder})
        self.robots, self.unheard = robots(), 0
        self.told: dict[tuple[date, str], set[int]] = {}
        self.items: Counter = Counter()
        self.handed: Counter = Counter()
        self.regime = regime

    def preview(self, first: date, last: date, past: bool) -> Preview:
        for at, holder, area, industry, number in self.rows:
            turn = self.coming[at]
            if turn.step.to == "event":
                self.handed[turn.day] += number
                continue
            post = self._post(turn, holder, area, industry)
            if post is None:
                self.unheard += number
                continue
            self.items[turn.day] += number
            for channel in turn.step.channels:
                self.told.setdefault((turn.day, channel), set()).add(post)
        days = [self._day(first + timedelta(days=number)) for number in range((last - first).days + 1)]
        return Preview(days, self._busiest(), self.unheard, past)

    def _post(self, turn: Turn, holder: int | None, area: str, industry: str) -> int | None:
        if turn.step.to == "holder" and self.superiors.hears(holder):
            return holder
        duty = self.regime.duty.get(turn.duty)
        found = self.superiors.above(holder, duty.holder.kind if duty else "", area, industry)
        return found.pk if found else None

    def _day(self, day: date) -> DayCount:
        found = DayCount(day, items=self.items[day], handed=self.handed[day])
        for channel in Channel:
            posts = self.told.get((day, channel), set())
            found.messages[channel.value] = len(self._groups(posts)) if channel == Channel.WEBHOOK else len(posts)
        return found

    def _groups(self, posts: set[int]) -> set[int]:
        areas = {self.superiors.posts[each].area_code for each in posts if each in self.superiors.posts}
        return {each.pk for area in areas if (each := robot_of(area, self.robots))}

    def _busiest(self) -> list[tuple[str, int]]:
        sums: Counter = Counter()
        for (_, channel), posts in self.told.items():
            if channel != Channel.WEBHOOK:
                sums.update(posts)
        most = sums.most_common(BUSIEST)
        faces = Post.objects.in_bulk([post for post, _ in most])
        return [(str(faces[post]), number) for post, number in most]


def _rows(coming: list[Turn]) -> list[tuple]:
    if not coming:
        return []
    dues = [each.due_on for each in coming]
    told = {
        "duties": [each.duty for each in coming],
        "ats": list(range(len(coming))),
        "dues": dues,
        "days": [each.day for each in coming],
        "first": min(dues),
        "last": max(dues),
    }
    with connection.cursor() as cursor:
        cursor.execute(STOOD_OPEN, told)
        return cursor.fetchall()
