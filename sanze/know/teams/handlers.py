"""What this app hears: an enterprise of another industry or place leaves its patrol team."""

from sanze.foundation.acts.events import on
from sanze.know.parties.events import EnterpriseMoved
from sanze.know.teams.commands.patrols import follow_enterprise


@on(EnterpriseMoved)
def follow(event: EnterpriseMoved) -> None:
    follow_enterprise(event.enterprise_id, area_code=event.area_code, industry=event.industry)
