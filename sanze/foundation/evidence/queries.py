"""Who may open and use a file, and which files a record relies on."""

from django.db import models
from django.db.models import QuerySet

from sanze.foundation.acts import entry
from sanze.foundation.evidence.models import Evidence, Exhibit, Keeping
from sanze.foundation.scope.actor import Actor
from sanze.foundation.scope.place import in_sight


def may_use(actor: Actor, evidence: Evidence) -> bool:
    """Whether the actor may open the file and attach it: their post kept it, or they see a record relying on it.

    The record is asked as it is now, so a file follows its record from one area to another.
    """
    if Keeping.objects.filter(evidence=evidence, post_id=actor.post_id).exists():
        return True
    labels = Exhibit.objects.filter(evidence=evidence).values_list("record", flat=True).distinct()
    return any(in_sight(actor, label) for label in labels)


def usable(actor: Actor, digest: str) -> Evidence | None:
    """The file of that hash if the actor may open it."""
    evidence = Evidence.objects.filter(digest=digest).first()
    return evidence if evidence and may_use(actor, evidence) else None


def exhibits_of(record: models.Model, purpose: str | None = None) -> QuerySet[Exhibit]:
    """What the record relies on, in the order of attaching, evidence joined; for one purpose or all."""
    rows = Exhibit.objects.filter(record=entry.label(record)).select_related("evidence").order_by("pk")
    return rows if purpose is None else rows.filter(purpose=purpose)
