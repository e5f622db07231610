"""What this app listens to: acts just before they are sealed, the hour of digests, the proof of sets, flaws found."""

from sanze.foundation.acts.command import BEFORE_SEALS
from sanze.foundation.acts.events import on
from sanze.foundation.acts.verify import MADE_BY_SETS
from sanze.foundation.notices.digest import SOURCES
from sanze.know.responsibility.events import FlawsFound, FlawsGone
from sanze.know.responsibility.models import Finding
from sanze.know.responsibility.queries import carried
from sanze.perform.duties.commands.discharging import discharge_by
from sanze.perform.duties.commands.reminding import remind_until
from sanze.perform.duties.commands.singles import discharge, owe
from sanze.perform.duties.owing import CARRIED
from sanze.perform.duties.proof import faults

BEFORE_SEALS.append(discharge_by)
MADE_BY_SETS.append(faults)
SOURCES.append(remind_until)
CARRIED.append(carried)
MEND = "responsibility.mend"


@on(FlawsFound)
def owe_mending(event: FlawsFound) -> None:
    """Each flaw of responsibility is owed by whoever must mend it."""
    for each in Finding.objects.filter(pk__in=event.finding_ids).order_by("pk"):
        owe(each, code=MEND, title=each.mend, due=each.due_on, holder_post_id=each.mender_id)


@on(FlawsGone)
def mended(event: FlawsGone) -> None:
    """A flaw that stands no more is owed no more."""
    for each in Finding.objects.filter(pk__in=event.finding_ids).order_by("pk"):
        discharge(event.actor, each, MEND, on=each.gone_on)
