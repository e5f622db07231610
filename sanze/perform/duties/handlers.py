"""What this app listens to: every act, just before it is sealed; the digest's hour; the proof of what sets made."""

from sanze.foundation.acts.command import BEFORE_SEALS
from sanze.foundation.acts.verify import MADE_BY_SETS
from sanze.foundation.notices.digest import SOURCES
from sanze.perform.duties.commands.discharging import discharge_by
from sanze.perform.duties.commands.reminding import remind_until
from sanze.perform.duties.proof import faults

BEFORE_SEALS.append(discharge_by)
MADE_BY_SETS.append(faults)
SOURCES.append(remind_until)
