"""Which duties are owed when: the regimes one after the other, and the periods that begin under each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from sanze.foundation.acts.entry import label
from sanze.foundation.acts.models import Act
from sanze.foundation.calendar.workdays import WorkCalendar
from sanze.foundation.moment import SHANGHAI
from sanze.foundation.regime.entries.cadence import Cadence, Step
from sanze.foundation.regime.entries.duty import Duty
from sanze.foundation.regime.models import Enforcement
from sanze.foundation.regime.owed_periods import OwedPeriod, owed_periods
from sanze.foundation.regime.queries import content_of, standing_enforcements
from sanze.foundation.regime.schema import Regime

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Term:
    """A regime with the days on which it is in force: from `first` to `last`, both included.

    enforced_on: the day it was put in force; for days before that it creates nothing.
    """

    regime: Regime
    first: date
    last: date
    enforced_on: date

    @property
    def since(self) -> date:
        """The first day whose periods it creates."""
        return max(self.first, self.enforced_on)

    def span_of(self, duty: Duty) -> tuple[date, date]:
        """First and last day on which a period of the duty may begin; empty where the second is earlier."""
        return max(self.since, duty.begins or self.since), min(self.last, duty.ends or self.last)


def terms() -> list[Term]:
    """Every regime that was, is or will be in force, in order."""
    found, following = [], date.max
    for each in standing_enforcements().defer("content"):
        found.append(Term(content_of(each), each.in_force_from, following, _enforced_on(each)))
        following = each.in_force_from - ONE_DAY
    return found[::-1]


@lru_cache(maxsize=64)
def _decided_on(enforcement: str) -> date:
    """The day of the act that put it in force. Raises DoesNotExist where none is on record."""
    acts = Act.objects.filter(records__contains=[enforcement], command="regime.enforce")
    return acts.order_by("pk")[:1].get().at.astimezone(SHANGHAI).date()


def _enforced_on(enforcement: Enforcement) -> date:
    """The day on which it was put in force, which is before its first day or on it, save for the first of all."""
    try:
        return _decided_on(label(enforcement))
    except Act.DoesNotExist:
        return enforcement.in_force_from


def owed(regime: Regime) -> Iterator[Duty]:
    """The duties of a regime that the clock creates: those that acts can discharge, and not upon an event."""
    return (each for each in regime.duties if each.discharged_by and not each.cadence.upon)


def counted_from_last(duty: Duty) -> bool:
    """Whether each subject's next period begins when it was last done."""
    return duty.cadence.step is not None and duty.cadence.step.counted_from == "last"


def periods(
    term: Term, duty: Duty, day: date, ahead: date, done: date | None, working: WorkCalendar
) -> list[OwedPeriod]:
    """The periods of a duty that begin under this term until `ahead` and matter on a day, in order.

    Those are all that begin after `done`, the day up to which they were made, and those still running.
    None for a duty counted from last time.
    """
    first, last = term.span_of(duty)
    if min(last, ahead) < first:
        return []
    if duty.cadence.by is None and done is not None:
        first = max(first, min(done, day - _longest(duty.cadence)))
    return list(owed_periods(duty.cadence, first, min(last, ahead), working))


def _longest(cadence: Cadence) -> timedelta:
    """No period of the cadence is longer."""
    if cadence.step is not None:
        return timedelta(
            days=cadence.step.amount * {"days": 1, "weeks": 7, "months": 31, "years": 366}[cadence.step.unit]
        )
    longest = {"daily": 1, "weekly": 7, "half_monthly": 16, "monthly": 31, "quarterly": 92, "half_yearly": 184}
    return timedelta(days=longest.get(cadence.every, 366))


def next_period(duty: Duty, first: date, calendar: WorkCalendar) -> OwedPeriod:
    """The period that begins on a day, of a duty counted from when it was last done."""
    step, cadence = duty.cadence.step, duty.cadence
    fixed = Step(amount=step.amount, unit=step.unit, counted_from="first", first=first)
    same = Cadence(step=fixed, days=cadence.days, due=cadence.due, grace=cadence.grace)
    found = next(owed_periods(same, first, first, calendar), None)
    if found is None:  # no working day in it: it is due on the next one after
        due = calendar.next_working_day(first)
        found = OwedPeriod(first, due, due, due)
    return found


def may_join(period: OwedPeriod, day: date) -> bool:
    """Whether a subject that comes in on `day` still owes this period: in its first half only."""
    return period.first < day <= period.last and 2 * (day - period.first) <= period.last - period.first
