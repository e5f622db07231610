"""Which documents speak of a record, who may read one, and which may be issued now."""

from dataclasses import replace

from django.db import models
from django.db.models import QuerySet

from sanze.foundation.acts import entry
from sanze.foundation.documents.kinds import PaperKind, kinds_of
from sanze.foundation.documents.models import OfficialDocument
from sanze.foundation.documents.paper import Paper
from sanze.foundation.documents.states import DocumentState
from sanze.foundation.scope.actor import Actor
from sanze.foundation.scope.place import in_sight


def documents_of(record: models.Model) -> QuerySet[OfficialDocument]:
    """All documents about the record, newest first."""
    return OfficialDocument.objects.filter(record=entry.label(record)).order_by("-pk")


def standing(record: models.Model, kind: str) -> QuerySet[OfficialDocument]:
    """The valid documents of one kind about the record."""
    return documents_of(record).filter(kind=kind, state=DocumentState.VALID)


def readable_by(actor: Actor, pk: int) -> OfficialDocument | None:
    """The document if the actor may read it: it lies in their scope, or they see the record that it speaks of.

    So a document follows its record to whoever answers for it now. A party reads only what bears its own id.
    """
    if own := OfficialDocument.objects.visible_to(actor).filter(pk=pk).first():
        return own
    found = OfficialDocument.objects.filter(pk=pk).first() if actor.party_id is None else None
    return found if found and in_sight(actor, found.record) else None


def readable_of(actor: Actor, record: models.Model) -> list[OfficialDocument]:
    """The documents that somebody who sees the record may read."""
    rows = documents_of(record)
    return list(rows if actor.party_id is None else rows.filter(party_id=actor.party_id))


def issuable(record: models.Model) -> list[PaperKind]:
    """The kinds that may be issued about the record now and would say something new."""
    return [each for each in kinds_of(type(record)) if each.when(record) and not said_by(record, each)]


def said_by(record: models.Model, kind: PaperKind) -> OfficialDocument | None:
    """The valid document that says already what one issued now would say."""
    valid = list(standing(record, kind.name))
    paper = _words(kind.build(record)) if valid else None
    return next((each for each in valid if _words(each.paper) == paper), None)


def by_code(code: str) -> OfficialDocument | None:
    """The document with that check code, for whoever holds a print of it."""
    return OfficialDocument.objects.select_related("superseded_by").filter(check_code=code).first()


def _words(paper: Paper) -> Paper:
    """The paper without what is settled only by issuing it."""
    return replace(paper, number="", signed_on=None, check_code="", check_url="")
