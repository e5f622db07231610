"""What key periods add to a duty: further periods beside those of its own cadence, which stay as they are.

See docs/adr/0014-key-periods.md. Which key periods run when is told by the app above through STRETCHES.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from sanze.foundation.calendar.workdays import WorkCalendar
from sanze.foundation.regime.entries.cadence import Cadence
from sanze.foundation.regime.entries.duty import Duty
from sanze.foundation.regime.entries.period import Raise
from sanze.foundation.regime.owed_periods import OwedPeriod, cut_periods
from sanze.perform.duties.terms import ONE_DAY, Term, counted_from_last


@dataclass(frozen=True)
class Stretch:
    """Days on which a key period of the regime raises what is owed. It never reaches back before it was declared."""

    key_period: str
    first: date
    last: date


# Slot: the stretches that touch the days from one to another, both included.
STRETCHES: list[Callable[[date, date], Iterable[Stretch]]] = []


def stretches_in(first: date, last: date) -> list[Stretch]:
    """Every stretch that touches these days, the earliest first."""
    found = [each for told in STRETCHES for each in told(first, last)]
    return sorted(found, key=lambda each: (each.first, each.last, each.key_period))


def raised(
    term: Term, duty: Duty, day: date, ahead: date, done: date | None, working: WorkCalendar, known: list[Stretch]
) -> list[OwedPeriod]:
    """The further periods of a duty that key periods ask for under a term, as `terms.periods` tells its own.

    known: the stretches, the earliest first. Where two of them ask for the same, the one that began first does.
    """
    if not duty.cadence.every and (duty.cadence.step is None or counted_from_last(duty)):
        return []
    since, until = term.span_of(duty)
    from_day = min(done, day) if done is not None else since
    found = (
        period
        for (_, ordinal), asked in _lanes(term, duty, known).items()
        for period in _laid(asked, ordinal, since, until, working)
    )
    return [each for each in found if each.first <= ahead and each.last >= from_day]


def _lanes(term: Term, duty: Duty, known: list[Stretch]) -> dict[tuple, list[tuple[Stretch, Cadence]]]:
    """(cadence, ordinal) → the stretches that ask for it."""
    raises: dict[str, list[Raise]] = {
        each.id: [one for one in each.raises if one.duty == duty.id] for each in term.regime.periods
    }
    lanes: dict[tuple, list] = defaultdict(list)
    for stretch in known:
        for each in raises.get(stretch.key_period, []):
            for ordinal in _ordinals(each):
                lanes[each.every, ordinal].append((stretch, each.cadence(duty.cadence)))
    return lanes


def _ordinals(each: Raise) -> Iterable[int]:
    """Of the duty's own periods the second and on; of a quicker cadence 0 and down, since the ordinary one is 1."""
    return range(0, -each.times, -1) if each.every else range(2, each.times + 1)


def _laid(
    asked: list[tuple[Stretch, Cadence]], ordinal: int, since: date, until: date, working: WorkCalendar
) -> Iterator[OwedPeriod]:
    """The stretches one after the other, none beginning before the last day of the one before."""
    for stretch, cadence in asked:
        for each in cut_periods(cadence, max(since, stretch.first), min(until, stretch.last), working):
            yield replace(each, ordinal=ordinal, key_period=stretch.key_period)
        since = max(since, stretch.last + ONE_DAY)
