"""Dangers that came on record without their debts, from former years or another system: what they make owed is added.

Nothing that already passed is invented: only the step that each of them waits for now.
"""

from collections.abc import Callable, Sequence
from datetime import date

from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from sanze.foundation.acts.command import command
from sanze.foundation.capabilities import Capability
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import CLOCK, Actor
from sanze.perform.dangers import occasions
from sanze.perform.dangers.commands import owing
from sanze.perform.dangers.models import SETTLED, Danger
from sanze.perform.dangers.queries import last_day, step_due
from sanze.perform.dangers.states import DangerState
from sanze.perform.duties.commands import singles
from sanze.perform.duties.models import OPEN, Obligation

BATCH = 500

# What a danger in each state waits for: command, title, occasion.
STEPS = {
    DangerState.REPORTED: (owing.GRADE, "核定隐患等级", occasions.REPORTED),
    DangerState.GRADED: (owing.ORDER, "下达整改指令", occasions.GRADED),
    DangerState.ORDERED: (owing.RECTIFY, "整改隐患", occasions.ORDERED),
    DangerState.RECTIFIED: (owing.CLOSE, "复查隐患", occasions.RECTIFIED),
}


class NothingToDo(Exception):
    """Every danger in the loop is owed by somebody."""


def without_debt() -> QuerySet[Danger]:
    """Dangers in the loop about which nothing is owed."""
    label = Concat(Value(f"{Danger._meta.label_lower}:"), Cast(OuterRef("pk"), CharField()))
    owed = Obligation.objects.filter(OPEN, subject=label, run_id=None)
    return Danger.objects.exclude(state__in=SETTLED).filter(~Exists(owed)).order_by("pk")


def catch_up() -> int:
    """Add what is missing, some hundred dangers in an act; returns how many dangers that were."""
    done = 0
    try:
        while True:
            done += owe_missing(CLOCK, None)
    except NothingToDo:
        return done


@command(grant="duties.create", title="补建隐患履责事项", capability=Capability.DUTY_AS_DEBT, inner=True)
def owe_missing(actor: Actor, subject: None) -> int:
    """Add what some dangers make owed and nobody owes yet; returns how many they were. Raises NothingToDo."""
    found = list(without_debt()[:BATCH].select_for_update(of=("self",)))
    if not found:
        raise NothingToDo
    owe_steps(found)
    return len(found)


def owe_steps(dangers: Sequence[Danger]) -> None:
    """Inside another act: owe the next step of each of these dangers, about which nothing is owed, by its own day."""
    for state, (code, title, occasion) in STEPS.items():
        own = [each for each in dangers if each.state == state]
        singles.owe_each(own, code=code, title=title, occasion=occasion, due=_due(state))
    untold = [each for each in dangers if _to_be_reported(each)]
    about = {"title": "重大隐患双报告", "occasion": occasions.FOUND_MAJOR}
    singles.owe_each(untold, code=owing.REPORT, due=_after_grading("dangers.report_major"), **about)


def _due(state: DangerState) -> Callable[[Danger], date]:
    return _after_grading(owing.ORDER) if state == DangerState.GRADED else step_due


def _after_grading(limit: str) -> Callable[[Danger], date]:
    return lambda danger: last_day(regime().limit(limit), danger.graded_on or danger.found_on)


def _to_be_reported(danger: Danger) -> bool:
    told = danger.authority_reported_on is not None and danger.congress_reported_on is not None
    return bool(danger.major) and not told and danger.state not in SETTLED
