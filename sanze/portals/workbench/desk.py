"""What lies on a desk: gathered from what every app says waits for the actor."""

from dataclasses import dataclass
from datetime import date, timedelta

from sanze.foundation.calendar.queries import calendar
from sanze.foundation.pages.slots import BANNERS, FIGURES, QUICK, WAITING, Banner, Figure, Quick, Task, Waiting
from sanze.foundation.scope.actor import Actor

WEEKDAYS = "一二三四五六日"
SHOWN_TASKS = 10
SHOWN_LATE = 7
SHOWN_A_DAY = 3


@dataclass(frozen=True)
class Day:
    """One day of the week on the desk: its tasks, and how many more there are."""

    on: date
    name: str
    today: bool
    rest: bool
    tasks: list[Task]
    more: int


@dataclass(frozen=True)
class Desk:
    """Everything that a workbench shows."""

    waiting: list[Waiting]
    tasks: list[Task]
    late: list[tuple[Task, int]]
    late_count: int
    due_today: int
    week: list[Day]
    figures: list[Figure]
    quick: list[Quick]
    banners: list[Banner]

    @property
    def count(self) -> int:
        return sum(each.count for each in self.waiting)


def desk_of(actor: Actor, today: date) -> Desk:
    """The actor's desk on a day: what waits, most urgent first, what is late, the week, figures, quick acts."""
    waiting = [each for slot in WAITING for each in slot(actor) if each.count]
    tasks = sorted((task for each in waiting for task in each.tasks), key=lambda task: task.due_on or date.max)
    late = [(task, (today - task.due_on).days) for task in tasks if task.due_on and task.due_on < today]
    return Desk(
        waiting=waiting,
        tasks=[task for task in tasks if not task.due_on or task.due_on >= today][:SHOWN_TASKS] or tasks[:SHOWN_TASKS],
        late=late[:SHOWN_LATE],
        late_count=sum(each.late for each in waiting),
        due_today=sum(task.due_on == today for task in tasks),
        week=_week(tasks, today),
        figures=[figure for slot in FIGURES for figure in slot(actor)],
        quick=[each for each in QUICK if actor.may(each.grant)],
        banners=[banner for slot in BANNERS for banner in slot(actor)],
    )


def _week(tasks: list[Task], today: date) -> list[Day]:
    monday = today - timedelta(days=today.weekday())
    working = calendar()
    days = []
    for number in range(7):
        on = monday + timedelta(days=number)
        due = [task for task in tasks if task.due_on == on]
        shown, more = due[:SHOWN_A_DAY], max(0, len(due) - SHOWN_A_DAY)
        days.append(Day(on, WEEKDAYS[number], on == today, not working.is_working(on), shown, more))
    return days
