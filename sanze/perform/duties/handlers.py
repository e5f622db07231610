"""What this app listens to: every act, just before it is sealed; and the proof of what was made by sets."""

from sanze.foundation.acts.command import BEFORE_SEALS
from sanze.foundation.acts.verify import MADE_BY_SETS
from sanze.perform.duties.commands.discharging import discharge_by
from sanze.perform.duties.proof import faults

BEFORE_SEALS.append(discharge_by)
MADE_BY_SETS.append(faults)
