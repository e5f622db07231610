"""The one act of the demonstration that no office has: entering history by the thousand."""

from collections.abc import Sequence

from sanze.foundation.acts.command import command
from sanze.foundation.capabilities import Capability
from sanze.foundation.scope.actor import Actor
from sanze.perform.dangers.commands.catching_up import owe_steps
from sanze.perform.dangers.models import SETTLED, Danger


class History:
    """Some dangers of years gone by. In the act's facts it stands as its count; the rows stand in what the act made."""

    def __init__(self, dangers: Sequence[Danger]):
        self.dangers = dangers

    def __str__(self) -> str:
        return f"示范数据，成批写入隐患 {len(self.dangers)} 条"


@command(grant="demo.enter_history", title="成批写入示范历史", capability=Capability.DANGER_LOOP, inner=True)
def enter_history(actor: Actor, subject: None, *, history: History) -> None:
    """Write made-up dangers set-wise, sealed as one act; only the console may, and the act says what it is."""
    Danger.objects.bulk_copy(list(history.dangers))
    numbers = [each.number for each in history.dangers]
    owe_steps(Danger.objects.filter(number__in=numbers).exclude(state__in=SETTLED).order_by("pk"))
