"""The photographs and files on which acts of the loop rely."""

from collections.abc import Iterable

from django.db import models

from sanze.foundation.evidence.commands import attach
from sanze.foundation.scope.actor import Actor

FOUND, RECTIFIED, REINSPECTED = "found", "rectified", "reinspected"


def keep(actor: Actor, record: models.Model, hashes: Iterable[str] | None, purpose: str) -> None:
    """Attach kept files to the record, and seal their hashes with the act in progress. Raises UnknownEvidence."""
    if hashes := list(hashes or []):
        attach(actor, record, hashes, purpose)
