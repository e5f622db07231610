"""What lies on a desk: gathered from what every app says the actor owes, decides or watches."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from sanze.foundation.calendar.queries import calendar
from sanze.foundation.pages.slots import (
    BANNERS,
    DIARY,
    FIGURES,
    QUICK,
    WAITING,
    Banner,
    Figure,
    Mark,
    Quick,
    Task,
    Waiting,
)
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import Actor
from sanze.know.jurisdictions.queries import path_of
from sanze.perform.duties.desk import link
from sanze.perform.duties.queries import TOWNSHIP_DIGITS, Figures, figures_by

WEEKDAYS = "一二三四五六日"
SHOWN_TASKS = 12
SHOWN_DECISIONS = 6
SHOWN_SHARES = 8


@dataclass(frozen=True)
class Line:
    """A task with when it is due, in words: '逾期 3 天', '今日', or the day."""

    task: Task
    when: str
    late: bool


@dataclass(frozen=True)
class Day:
    """One day of the month on the desk. outside: of the month before or after, to fill its weeks."""

    on: date
    today: bool
    rest: bool
    outside: bool
    marks: list[Mark]


@dataclass(frozen=True)
class Share:
    """One place's part, or one duty's, of what fell due this month under the actor's eyes."""

    name: str
    url: str
    figures: Figures


@dataclass(frozen=True)
class Desk:
    """Everything that a workbench shows."""

    owed: list[Waiting]
    decide: list[Waiting]
    watch: list[Waiting]
    tasks: list[Line]
    decisions: list[Line]
    late_count: int
    due_today: int
    weeks: list[list[Day]]
    figures: list[Figure]
    shares: list[Share]
    shared_by: str
    quick: list[Quick]
    banners: list[Banner]

    @property
    def count(self) -> int:
        return sum(each.count for each in [*self.owed, *self.decide])


def desk_of(actor: Actor, today: date) -> Desk:
    """The actor's desk on a day: what it owes, most urgent first, what it decides, the month, figures, quick acts."""
    waiting: dict[str, list[Waiting]] = defaultdict(list)
    for each in (each for slot in WAITING for each in slot(actor) if each.count):
        waiting[each.kind].append(each)
    owed = _tasks(waiting["owed"])
    by_place = wide(actor)
    return Desk(
        owed=waiting["owed"],
        decide=waiting["decide"],
        watch=waiting["watch"],
        tasks=[_line(task, today) for task in owed[:SHOWN_TASKS]],
        decisions=[_line(task, today) for task in _tasks(waiting["decide"])[:SHOWN_DECISIONS]],
        late_count=sum(each.late for each in [*waiting["owed"], *waiting["decide"]]),
        due_today=sum(mark.count for mark in _marks(actor, today, today)),
        weeks=_month(actor, today),
        figures=[figure for slot in FIGURES for figure in slot(actor)],
        shares=_by_place(actor, today) if by_place else _by_duty(actor, today),
        shared_by="乡镇" if by_place else "职责",
        quick=[each for each in QUICK if actor.may(each.grant)],
        banners=[banner for slot in BANNERS for banner in slot(actor)],
    )


def wide(actor: Actor) -> bool:
    """Whether the actor sees more than one township."""
    return actor.party_id is None and any(len(area) < TOWNSHIP_DIGITS for area in actor.areas)


def _by_place(actor: Actor, today: date) -> list[Share]:
    """The townships of the actor's area with what fell due in them this month, those that missed most first."""
    first = today.replace(day=1)
    found = figures_by(actor, first, today, "area_code")
    shares = [
        Share(path_of(area), link(first, today, area=area), sums) for (area,), sums in found.items() if path_of(area)
    ]
    return _worst(shares)


def _by_duty(actor: Actor, today: date) -> list[Share]:
    """The duties owed in the actor's area, or by its enterprise, with what fell due of them this month."""
    first = today.replace(day=1)
    found = figures_by(actor, first, today, "duty")
    duties = regime().duty if found else {}
    shares = [
        Share(duties[duty].title, link(first, today, duty=duty), sums)
        for (duty,), sums in found.items()
        if duty in duties
    ]
    return _worst(shares)


def _worst(shares: list[Share]) -> list[Share]:
    return sorted(shares, key=lambda each: (-each.figures.missed, -each.figures.owed))[:SHOWN_SHARES]


def _tasks(lists: list[Waiting]) -> list[Task]:
    return sorted((task for each in lists for task in each.tasks), key=lambda task: task.due_on or date.max)


def _line(task: Task, today: date) -> Line:
    if task.due_on is None:
        return Line(task, "—", late=False)
    days = (today - task.due_on).days
    return Line(task, f"逾期 {days} 天" if days > 0 else "今日" if days == 0 else f"{task.due_on:%m-%d}", days > 0)


def _marks(actor: Actor, first: date, last: date) -> list[Mark]:
    return [mark for slot in DIARY for mark in slot(actor, first, last)]


def _month(actor: Actor, today: date) -> list[list[Day]]:
    """The weeks of this month, from Monday to Sunday."""
    first, working = today.replace(day=1), calendar()
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    begin, end = first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())
    marks: dict[date, list[Mark]] = defaultdict(list)
    for mark in _marks(actor, begin, end):
        marks[mark.on].append(mark)
    days = []
    for number in range((end - begin).days + 1):
        on = begin + timedelta(days=number)
        days.append(Day(on, on == today, not working.is_working(on), on.month != today.month, marks[on]))
    return [days[at : at + 7] for at in range(0, len(days), 7)]
