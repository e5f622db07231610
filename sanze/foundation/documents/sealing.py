"""Whether one document still stands as it was sealed, told from the few acts that wrote it."""

from sanze.foundation.acts import entry
from sanze.foundation.acts.models import Act, Lane
from sanze.foundation.acts.seal import seal_of
from sanze.foundation.documents.checking import code_for
from sanze.foundation.documents.models import OfficialDocument


def is_sealed(document: OfficialDocument) -> bool:
    """Whether the code fits the words, the acts bear their seals between their neighbours, and the row says no more.

    It proves this document; that no act is missing elsewhere in the book is proven by `acts.verify.faults`.
    """
    label = entry.label(document)
    written: dict = {}
    for act in Act.objects.filter(records__contains=[label]).order_by("pk"):
        if not _stands_in_its_lane(act):
            return False
        written |= act.made.get(label, {})
        written |= {name: after for name, (_, after) in act.changes.get(label, {}).items()}
    return entry.fields_of(document) == written and code_for(document.content) == document.check_code


def _stands_in_its_lane(act: Act) -> bool:
    """Whether the act's seal follows from the one before, and the one after (or the lane's head) follows from it."""
    # The lane first: acts sealed meanwhile are then seen as neighbours, never missed.
    head = Lane.objects.get(pk=act.lane)
    near = {
        each.number: each for each in Act.objects.filter(lane=act.lane, number__in=[act.number - 1, act.number + 1])
    }
    before, after = near.get(act.number - 1), near.get(act.number + 1)
    if (before is None and act.number != 1) or seal_of(act, before.seal if before else "") != act.seal:
        return False
    if after is not None:
        return seal_of(after, act.seal) == after.seal
    return (head.number, head.seal) == (act.number, act.seal)
