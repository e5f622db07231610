"""What the clock makes: the obligations of every duty, day by day, and what it takes back because it is owed no more.

A run does one duty for one day in one transaction, under a lock of that duty: a second worker finds it done, and
what a killed one left undone is done by the next.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max

from sanze.foundation.acts.command import command
from sanze.foundation.calendar.queries import calendar
from sanze.foundation.calendar.workdays import WorkCalendar
from sanze.foundation.capabilities import Capability
from sanze.foundation.moment import today
from sanze.foundation.regime.entries.duty import Duty
from sanze.foundation.regime.owed_periods import OwedPeriod
from sanze.foundation.scope.actor import CLOCK, Actor
from sanze.perform.duties.commands import making
from sanze.perform.duties.commands.discharging import make_good
from sanze.perform.duties.commands.making import days_last_done
from sanze.perform.duties.commands.partitions import make_partitions
from sanze.perform.duties.models import OPEN, Obligation, Run
from sanze.perform.duties.raising import Stretch, raised, stretches_in
from sanze.perform.duties.terms import ONE_DAY, Term, counted_from_last, may_join, next_period, owed, periods, terms

log = logging.getLogger(__name__)


class NothingToDo(Exception):
    """A run would change nothing, so there is no act to put on record."""


class SomeFailed(RuntimeError):
    """Some duties could not be created; all others were."""


def keep_up(day: date) -> int:
    """Make everything owed up to `day`, and what begins within the horizon after it; returns how many rows were made.

    Days missed since the last run of a duty are made good. Raises SomeFailed when all duties have been tried.
    """
    failed: list[str] = []
    with making.joins(by_loops=False):
        made = _keep_up(day, failed)
    if failed:
        raise SomeFailed("；".join(failed))
    return made


def _keep_up(day: date, failed: list[str]) -> int:
    made, working, following = 0, calendar(), terms()
    _attempt(failed, "旧制度", take_back, following, day)
    still_open, done = _still_open(day), _last_runs()
    ahead = day + timedelta(days=settings.SANZE_DUTIES_AHEAD)
    raising = stretches_in(min((term.since for term in following), default=day), ahead)
    for term in following:
        if term.first <= ahead:
            for duty in owed(term.regime):
                settled = term.last < day and (duty.id, term.regime.full_version) not in still_open
                step = _Turn(term, duty, day, working, done.get((duty.id, term.first)), raising)
                made += _attempt(failed, duty.id, step.bring_up, settled)
    return made


def _attempt(failed: list[str], name: str, step: Callable[..., int], *args) -> int:
    try:
        return step(*args)
    except Exception as error:
        log.exception("obligations were not created: %s", name)
        failed.append(f"{name}：{error}")
        return 0


def _still_open(day: date) -> set[tuple[str, str]]:
    """(duty, regime) of which something is open and not past its due day."""
    rows = Obligation.objects.filter(OPEN, due_on__gte=day, run_id__isnull=False)
    return set(rows.values_list("duty", "regime").distinct())


def _last_runs() -> dict[tuple[str, date], date]:
    """(duty, first day of the term) → the last day up to which its periods were made."""
    rows = Run.objects.values("duty", "under").annotate(last=Max("day")).order_by()
    return {(row["duty"], row["under"]): row["last"] for row in rows}


@dataclass(frozen=True)
class _Turn:
    """One duty of one term on one day. done: the day of its last run, None before the first.

    raising: the key periods that may ask for more.
    """

    term: Term
    duty: Duty
    day: date
    working: WorkCalendar
    done: date | None
    raising: list[Stretch]

    def bring_up(self, settled: bool) -> int:
        """Run the duty for each day missed, then for the day itself, unless the term is over and all is `settled`."""
        day, done = self.day, self.done
        ahead = day + timedelta(days=settings.SANZE_DUTIES_AHEAD)
        asked = (self.term, self.duty, day, ahead, done, self.working)
        everything = sorted([*periods(*asked), *raised(*asked, self.raising)], key=lambda each: each.first)
        missed = [each for each in everything if each.first < day and (done is None or each.first > done)]
        made = 0
        for first, group in groupby(missed, key=lambda each: each.first):
            made += self._run(first, list(group), None)
        if settled:
            return made
        fresh = done is None or done < day
        spans = [each for each in everything if each.first > day or (fresh and each.first == day)]
        spans += [each for each in everything if each not in missed and may_join(each, day)]
        if not fresh:  # a key period declared since this morning
            spans += [each for each in everything if each.key_period and each.first == day]
        planned_from = day if fresh else day + ONE_DAY
        begins = fresh and any(each.first == day for each in spans)
        if begins or self._pending(spans, planned_from):
            made += self._run(day, spans, planned_from)
        return made

    def _pending(self, spans: list[OwedPeriod], planned_from: date) -> bool:
        turns = _turns(self.term, self.duty, self.day)
        return making.Batch(0, self.term.regime, self.duty, self.day, self.day).pending(spans, planned_from, turns)

    def _run(self, day: date, spans: list[OwedPeriod], planned_from: date | None) -> int:
        make_partitions(min((each.due_on for each in spans), default=day), max((e.due_on for e in spans), default=day))
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(hashtext('duties'), hashtext(%s))", [self.duty.id])
            runs = Run.objects.filter(duty=self.duty.id, under=self.term.first)
            done = runs.aggregate(last=Max("day"))["last"]
            if done is not None and (day < done or (day == done and planned_from is None)):
                return 0
            if done == day and planned_from == day:  # another worker was quicker
                planned_from, spans = day + ONE_DAY, [each for each in spans if each.first != day]
            facts = {"duty": self.duty.id, "under": self.term.first, "day": day}
            try:
                return create(CLOCK, None, **facts, periods=spans, planned_from=planned_from).made
            except NothingToDo:
                return 0


@command(grant="duties.create", title="生成履责事项", capability=Capability.DUTY_AS_DEBT, inner=True)
def create(
    actor: Actor,
    subject: None,
    *,
    duty: str,
    under: date,
    day: date,
    periods: list[OwedPeriod],
    planned_from: date | None,
) -> Run:
    """One run of one duty of the regime that begins on `under`, for one day.

    Takes back open obligations, due on the day or later, whose subject is selected no more or whose post is gone;
    those of periods from `planned_from` on also where their holder or due day would be another now. Then makes
    what the periods ask for and is not there. A day made good afterwards (planned_from None) takes nothing back,
    and acts of that time discharge what it makes.
    Raises NothingToDo where nothing changed and no period began on the day.
    """
    term = next(each for each in terms() if each.first == under)
    each = term.regime.duty[duty]
    run = making.Batch(making.reserve_run(), term.regime, each, day, today())
    taken = run.take_back(periods, planned_from) if planned_from else making.Taken()
    turns = _turns(term, each, day)
    made = run.make(periods, taken.moved, turns)
    if planned_from is None and made.count:
        spans = [(span.first, span.late_until) for span in periods] + [(row[1], row[4]) for row in turns or ()]
        firsts, lasts = zip(*spans, strict=True)
        with making.joins(by_loops=True):
            make_good(run.number, term.regime.full_version, duty, min(firsts), max(lasts))
    if not made.count and not taken.count and not any(period.first == day for period in periods):
        raise NothingToDo
    return Run.objects.create(
        id=run.number,
        duty=duty,
        regime=term.regime.full_version,
        under=under,
        day=day,
        made=made.count,
        gaps=made.gaps,
        digest=made.digest,
        voided=taken.count,
        void_digest=taken.digest,
    )


def _turns(term: Term, duty: Duty, day: date) -> list[tuple] | None:
    """For a duty counted from last time: (day last done, or None for never) and the period that then follows.

    None for any other duty, and on days on which the regime is not in force.
    """
    if not counted_from_last(duty) or not term.first <= day <= term.last:
        return None
    working, begins = calendar(), max(day, term.span_of(duty)[0])
    turns = {last: next_period(duty, last + ONE_DAY if last else begins, working) for last in days_last_done(duty)}
    make_partitions(day, max(each.due_on for each in turns.values()))
    return [(last, each.first, each.last, each.due_on, each.late_until) for last, each in turns.items()]


def take_back(following: list[Term], day: date) -> int:
    """Void what was made ahead under a regime that turned out not to be in force on its first day."""
    done = 0
    for term in following:
        if not making.outdated(term, _other_days(term, following), day):
            continue
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(hashtext('duties'), hashtext('take back'))")
            try:
                done += supersede(CLOCK, None, under=term.first, day=day).voided
            except NothingToDo:
                continue
    return done


@command(grant="duties.create", title="撤销旧制度事项", capability=Capability.DUTY_AS_DEBT, inner=True)
def supersede(actor: Actor, subject: None, *, under: date, day: date) -> Run:
    """Void open obligations of other regimes whose periods begin under this one and after it was enforced.

    What had begun by then stays as it was, save one thing: where something was to be done once by a day, and the new
    regime names another day. Raises NothingToDo.
    """
    following = terms()
    term = next(each for each in following if each.first == under)
    number = making.reserve_run()
    voided, digest = making.supersede(number, term, _other_days(term, following), day, today())
    if not voided:
        raise NothingToDo
    return Run.objects.create(
        id=number,
        regime=term.regime.full_version,
        under=under,
        day=day,
        made=0,
        gaps=0,
        digest=making.OF_NOTHING,
        voided=voided,
        void_digest=digest,
    )


def _other_days(term: Term, following: list[Term]) -> list[tuple[str, str, date]]:
    """(duty, former version, former day) of what was to be done once by a day and has another day now."""
    return [
        (duty.id, former.regime.full_version, before.cadence.by)
        for former in following
        if former.first < term.first <= today()
        for duty in owed(term.regime)
        if (before := former.regime.duty.get(duty.id)) and before.cadence.by and before.cadence.by != duty.cadence.by
    ]
