"""Where a record lies in the scope, and the way back from a record's label to the record."""

from functools import reduce

from django.apps import apps
from django.db import models

from sanze.foundation.scope.actor import Actor


def coordinates_of(record: models.Model) -> dict:
    """The record's own place in the scope, as the fields area_code, industry and party_id of what is tied to it."""
    paths = type(record).SCOPE

    def at(path: str | None):
        return reduce(getattr, path.split("__"), record) if path else None

    return {"area_code": at(paths.area) or "", "industry": at(paths.industry) or "", "party_id": at(paths.party)}


def in_sight(actor: Actor, label: str) -> models.Model | None:
    """The record of that label ('app.model:17') as it is now, if the actor sees it."""
    name, pk = label.split(":")
    return apps.get_model(name)._default_manager.visible_to(actor).filter(pk=pk).first()


def asked_for(actor: Actor, label: str) -> models.Model | None:
    """The same for a label that came from outside, which may name nothing at all or nothing with a place."""
    try:
        record = in_sight(actor, label)
    except (LookupError, ValueError, AttributeError):
        return None
    return record if hasattr(record, "SCOPE") else None
