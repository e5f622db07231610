"""Reactions to what lower apps tell, and what this app tells the ledger of what is owed."""

from sanze.foundation.acts.events import on
from sanze.know.parties.events import EnterpriseMoved
from sanze.perform.duties.raising import STRETCHES
from sanze.perform.keyperiods.commands.inspecting import follow_enterprise
from sanze.perform.keyperiods.queries import stretches

STRETCHES.append(stretches)


@on(EnterpriseMoved)
def follow(event: EnterpriseMoved) -> None:
    follow_enterprise(event.enterprise_id, area_code=event.area_code, industry=event.industry)
