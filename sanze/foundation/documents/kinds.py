"""The kinds of official documents that apps above can issue, and of what each is made."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models

from sanze.foundation.documents.paper import Paper


@dataclass(frozen=True)
class PaperKind:
    """One kind of official document (文书).

    name: a slug; the regime's text 'documents.<name>_number' is the template of its numbers.
    build: what the document says of a record, without number, day of signing and check code. when: whether the
    record is in a state in which it may be issued afterwards, from its page. once: one stands at a time, a later
    one takes its place. internal: for the offices alone, never shown to the party that it speaks of.
    unit: whom it concerns, for the ledger, where the paper is addressed to nobody.
    """

    name: str
    label: str
    subject: type[models.Model]
    build: Callable[[models.Model], Paper]
    when: Callable[[models.Model], bool] = lambda record: True
    once: bool = False
    internal: bool = False
    unit: Callable[[models.Model], str] = lambda record: ""

    @property
    def number_text(self) -> str:
        """Name of the regime's text with the template of the numbers."""
        return f"documents.{self.name}_number"


PAPERS: dict[str, PaperKind] = {}


def kinds_of(model: type[models.Model]) -> list[PaperKind]:
    """The kinds that speak of records of this model."""
    return [each for each in PAPERS.values() if each.subject is model]


def label_of(name: str) -> str:
    """The face of a kind; of one no longer offered its slug."""
    return PAPERS[name].label if name in PAPERS else name
