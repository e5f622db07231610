"""Reactions to what lower apps tell."""

from sanze.foundation.acts.events import on, publish
from sanze.foundation.scope.models import within
from sanze.know.jurisdictions.events import AreaMerged
from sanze.know.parties.events import EnterpriseMoved
from sanze.know.parties.models import Enterprise


@on(AreaMerged)
def follow(event: AreaMerged) -> None:
    """The enterprises of an area that ceased lie in what took its place; all of them, closed ones too."""
    rows = Enterprise.objects.filter(within("area_code", event.old_code))
    moved = list(rows.order_by("pk").values_list("pk", "industry"))
    if moved:
        rows.update(area_code=event.new_code)
    for pk, industry in moved:
        publish(EnterpriseMoved(pk, event.new_code, industry))
