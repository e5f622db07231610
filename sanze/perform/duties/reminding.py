"""Which step of which rule of reminders falls on which day: for each duty, the due days that it then concerns."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sanze.foundation.calendar.clocks import Unit
from sanze.foundation.calendar.workdays import WorkCalendar
from sanze.foundation.regime.entries.reminder import ReminderStep
from sanze.foundation.regime.schema import Regime

ONE_DAY = timedelta(days=1)
# The rule for what is owed once and whose duty names no rule.
SINGLE = "single"
# No duty: what acts owe without any duty of the regime.
NO_DUTY = ""


@dataclass(frozen=True)
class Turn:
    """One step of a duty's rule comes round on `day` for what is due on `due_on`. number: its place in the rule."""

    duty: str
    number: int
    step: ReminderStep
    due_on: date
    day: date


def rules_of(regime: Regime) -> dict[str, tuple[ReminderStep, ...]]:
    """Duty → the steps of its rule, in the order of their days; NO_DUTY for what is owed without one."""
    found = {NO_DUTY: SINGLE} if SINGLE in regime.reminders else {}
    for each in regime.duties:
        name = each.reminders or (SINGLE if each.cadence.upon else "")
        if name in regime.reminders:
            found[each.id] = name
    return {duty: tuple(sorted(regime.reminders[name].steps, key=_order)) for duty, name in found.items()}


def turns(
    rules: dict[str, tuple[ReminderStep, ...]], first: date, last: date, calendar: WorkCalendar
) -> list[Turn]:
    """Every step of these rules that comes round from `first` to `last`."""
    days: dict[ReminderStep, list[tuple[date, date]]] = {}
    found = []
    for duty, steps in rules.items():
        for number, step in enumerate(steps):
            if step not in days:
                days[step] = list(_due_days(step, first, last, calendar))
            found += [Turn(duty, number, step, due_on, day) for due_on, day in days[step]]
    return found


def name_of(step: ReminderStep) -> str:
    """How the table of steps done names a step, so that another rule's step at the same time is the same."""
    unit = "w" if step.unit == Unit.WORKING_DAYS else "d"
    return f"{step.to}{step.offset:+d}{unit}"


def _order(step: ReminderStep) -> tuple:
    return step.offset, step.unit, step.to


def _due_days(step: ReminderStep, first: date, last: date, calendar: WorkCalendar) -> Iterator[tuple[date, date]]:
    """(due day, day of the step) for each day of the step from `first` to `last`."""
    if step.unit == Unit.CALENDAR_DAYS:
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            yield day - timedelta(days=step.offset), day
        return
    # Working days are not one to one: several due days before a holiday share a step's day.
    margin = timedelta(days=3 * abs(step.offset) + 45)
    due_on = first - margin
    while due_on <= last + margin:
        day = calendar.add_working_days(due_on, step.offset)
        if first <= day <= last:
            yield due_on, day
        due_on += ONE_DAY
