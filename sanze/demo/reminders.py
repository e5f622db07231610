"""What the demonstration city owes on its last day, and what its people are reminded of on that morning."""

from datetime import date, datetime, time, timedelta

from sanze.foundation.moment import SHANGHAI, fixed
from sanze.foundation.notices import digest
from sanze.perform.duties.commands.creating import keep_up
from sanze.perform.duties.models import Reminding

MORNINGS = 3
MORNING = time(7, 30)


def remind(today: date) -> None:
    """What is owed up to the last day is made, and the last mornings' digests lie in the inboxes."""
    keep_up(today)
    last = Reminding.objects.order_by("-day").values_list("day", flat=True).first()
    for number in reversed(range(MORNINGS)):
        day = today - timedelta(days=number)
        if last is None or day > last:
            at = datetime.combine(day, MORNING, SHANGHAI)
            with fixed(at):
                digest.gather(at)
