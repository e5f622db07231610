"""Reactions to what lower apps tell."""

from sanze.foundation.acts.events import on
from sanze.know.parties.events import EnterpriseMoved
from sanze.perform.inspections.commands.planning import follow_enterprise


@on(EnterpriseMoved)
def follow(event: EnterpriseMoved) -> None:
    follow_enterprise(event.enterprise_id, area_code=event.area_code, industry=event.industry)
