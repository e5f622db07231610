# ruff: noqa: S608 (put together from constants; every value is a parameter)
"""Reminders and escalation: each step of the regime's rules is taken on its day, once, for what is still open.

Everything of a day is found in one statement over what is open and due on the days concerned. Days without a clock
are made good by the next run, which takes only the latest step of each obligation, so that nobody is flooded.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection, transaction
from django.db.models import Max
from django.urls import reverse

from sanze.foundation.acts.command import command
from sanze.foundation.acts.events import publish
from sanze.foundation.calendar.queries import calendar
from sanze.foundation.capabilities import Capability
from sanze.foundation.identity.models import Post
from sanze.foundation.identity.superiors import Superiors
from sanze.foundation.moment import now
from sanze.foundation.notices.models import DigestLine
from sanze.foundation.notices.states import Section
from sanze.foundation.notices.tell import tell_later
from sanze.foundation.regime.entries.reminder import ReminderStep
from sanze.foundation.regime.queries import NoRegime, regime
from sanze.foundation.regime.schema import Regime
from sanze.foundation.scope.actor import CLOCK, Actor
from sanze.perform.duties.commands.creating import SomeFailed, keep_up
from sanze.perform.duties.commands.statements import OPEN
from sanze.perform.duties.events import ObligationEscalated
from sanze.perform.duties.models import Obligation, Reminder, Reminding
from sanze.perform.duties.reminding import Turn, name_of, rules_of, turns

log = logging.getLogger(__name__)

ONE_DAY = timedelta(days=1)
AT_ONCE = 5000
NOBODY_THERE = "本岗位无人任职"
NO_POST = "无责任岗位"

# The latest step of each open obligation on the days asked about, put on record as taken.
TAKE = f"""
    WITH turn(duty, number, step, due_on, day) AS (
        SELECT * FROM unnest(%(duties)s::text[], %(numbers)s::int[], %(steps)s::text[], %(dues)s::date[],
                             %(days)s::date[])),
    latest AS (
        SELECT DISTINCT ON (o.id) o.id, o.due_on, turn.step
        FROM duties_obligation o JOIN turn ON turn.due_on = o.due_on AND turn.duty = o.duty
        WHERE o.due_on = ANY(%(dues)s::date[]) AND o.due_on BETWEEN %(first)s AND %(last)s AND {OPEN}
        ORDER BY o.id, turn.day DESC, turn.number DESC)
    INSERT INTO duties_reminder (obligation_id, due_on, step, told_on)
    SELECT id, due_on, step, %(day)s FROM latest ORDER BY id
    ON CONFLICT (obligation_id, due_on, step) DO NOTHING
    RETURNING id, obligation_id, due_on, step"""

HEARD = """
    UPDATE duties_reminder reminder SET post_id = told.post
    FROM unnest(%(reminders)s::bigint[], %(posts)s::bigint[]) told(reminder, post) WHERE reminder.id = told.reminder"""


def remind_until(day: date) -> int:
    """Take the steps of a day and of the days missed before it, unless that was done; returns how many were taken.

    What is owed by then is made first, so that the first morning after an outage speaks of all of it.
    """
    if Reminding.objects.filter(day__gte=day).exists():
        return 0
    try:
        keep_up(day)
    except SomeFailed:
        log.exception("reminders go out without what could not be made")
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('duties'), hashtext('remind'))")
        if Reminding.objects.filter(day__gte=day).exists():
            return 0
        try:
            made = remind(CLOCK, None, day=day)
        except NoRegime:
            return 0
    return made.told + made.raised + made.handed


@command(grant="duties.create", title="每日提醒", capability=Capability.DUTY_AS_DEBT, inner=True)
def remind(actor: Actor, subject: None, *, day: date) -> Reminding:
    """Take every step that has come round since the last run: leave lines for digests, hand over what is escalated."""
    last = Reminding.objects.aggregate(last=Max("day"))["last"]
    since = last + ONE_DAY if last else day
    rules = regime(day)
    coming = turns(rules_of(rules), since, day, calendar())
    told = _Telling(rules, day, _taken(coming, day), {(each.duty, name_of(each.step)): each.step for each in coming})
    told.tell()
    return Reminding.objects.create(day=day, since=since, **told.sums)


def forget(before: date) -> int:
    """Remove the steps taken before a day, which no rule looks back to; returns how many."""
    return Reminder.objects.filter(told_on__lt=before).delete()[0]


def _taken(coming: Sequence[Turn], day: date) -> list[tuple[int, int, date, str]]:
    """(id of the reminder, id of the obligation, its due day, step) of each step taken now."""
    if not coming:
        return []
    dues = [each.due_on for each in coming]
    told = {
        "duties": [each.duty for each in coming],
        "numbers": [each.number for each in coming],
        "steps": [name_of(each.step) for each in coming],
        "dues": dues,
        "days": [each.day for each in coming],
        "first": min(dues),
        "last": max(dues),
        "day": day,
    }
    with connection.cursor() as cursor:
        cursor.execute(TAKE, told)
        return cursor.fetchall()


@dataclass
class _Telling:
    """Who hears of what, for the steps taken on one day."""

    rules: Regime
    day: date
    taken: list[tuple[int, int, date, str]]
    steps: dict[tuple[str, str], ReminderStep]

    def __post_init__(self):
        self.sums = {"told": 0, "raised": 0, "handed": 0, "unheard": 0}
        self.about = {each.pk: each for each in self._obligations()}
        holders = {each.holder_id for each in self.about.values() if each.holder_id}
        self.superiors = Superiors(self.rules, self.day, holders)
        self.heard: dict[int, int] = {}  # reminder → post
        self.found: dict[tuple, Post | None] = {}

    def _obligations(self) -> Iterator[Obligation]:
        for begin in range(0, len(self.taken), AT_ONCE):
            part = self.taken[begin : begin + AT_ONCE]
            days = {due_on for _, _, due_on, _ in part}  # so that only their partitions are looked into
            yield from Obligation.objects.filter(pk__in=[pk for _, pk, _, _ in part], due_on__in=days)

    def tell(self) -> None:
        lines, handed = [], []
        for reminder, obligation, _, name in self.taken:
            each = self.about[obligation]
            step = self.steps[each.duty, name]
            if step.to == "event":
                handed.append(ObligationEscalated(each, self.day, str(step)))
            else:
                lines += self._lines(each, step, reminder)
        tell_later(lines)
        self._note_heard()
        self.sums["handed"] = len(handed)
        for each in handed:
            publish(each)

    def _note_heard(self) -> None:
        """Which post was told, on the row of each step, in one statement."""
        if self.heard:
            told = {"reminders": list(self.heard), "posts": list(self.heard.values())}
            with connection.cursor() as cursor:
                cursor.execute(HEARD, told)

    def _lines(self, each: Obligation, step: ReminderStep, reminder: int) -> list[DigestLine]:
        own = step.to == "holder" and self.superiors.hears(each.holder_id)
        post = each.holder_id if own else self._above(each)
        if post is None:
            self.sums["unheard"] += 1
            return []
        self.sums["told" if own else "raised"] += 1
        self.heard[reminder] = post
        return [
            DigestLine(
                key=f"duties:{each.pk}:{each.due_on}:{name_of(step)}", channel=channel, post_id=post,
                section=self._section(each, own), title=each.title, about=each.subject_name,
                note="" if own else self._note(each), link=reverse("obligation", args=[each.pk]),
                due_on=each.due_on, made_at=now(),
            )
            for channel in step.channels
        ]  # fmt: skip

    def _above(self, each: Obligation) -> int | None:
        kind = self._kind(each)
        key = each.holder_id, kind, each.area_code, each.industry
        if key not in self.found:
            self.found[key] = self.superiors.above(*key)
        post = self.found[key]
        return post.pk if post else None

    def _kind(self, each: Obligation) -> str:
        """The kind of post that owes it, where there is no post from which to tell."""
        if holder := self.superiors.posts.get(each.holder_id):
            return holder.kind
        if duty := self.rules.duty.get(each.duty):
            return duty.holder.kind
        return next((kind for kind, post in self.rules.posts.items() if each.code in post.grants), "")

    def _section(self, each: Obligation, own: bool) -> Section:
        if not own:
            return Section.BELOW if each.due_on < self.day else Section.OTHER
        if each.due_on == self.day:
            return Section.TODAY
        return Section.LATE if each.due_on < self.day else Section.COMING

    def _note(self, each: Obligation) -> str:
        holder = self.superiors.posts.get(each.holder_id)
        if holder is None:
            return NO_POST
        return f"{holder}" if self.superiors.hears(holder.pk) else f"{holder}，{NOBODY_THERE}"
