"""What this app hears: an enterprise moved, and its places with it."""

from sanze.foundation.acts.events import on
from sanze.know.parties.events import EnterpriseMoved
from sanze.know.places.commands import follow_enterprise


@on(EnterpriseMoved)
def follow(event: EnterpriseMoved) -> None:
    follow_enterprise(event.enterprise_id, area_code=event.area_code, industry=event.industry)
