"""What one act has written so far: the door opens an entry, records report to it."""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import models


class OutsideTheDoor(RuntimeError):
    """A record was written outside any command: a bug of ours, never a person's mistake."""


# Values that JSON keeps as they are.
PLAIN = frozenset({str, int, float, bool, type(None)})


@dataclass
class Entry:
    """The writes of one act.

    made: record → its fields as written; changes: record → {field: [before, after]};
    evidence: content hashes that the act relies on.
    """

    made: dict[str, dict] = field(default_factory=dict)
    changes: dict[str, dict] = field(default_factory=dict)
    evidence: list[str] = field(default_factory=list)

    def note_made(self, record: models.Model) -> None:
        self.made[label(record)] = fields_of(record)

    def note_changed(self, record_label: str, before: dict, after: dict) -> None:
        """Remember a change; a field changed twice in one act keeps its first 'before'."""
        if record_label in self.made:
            self.made[record_label].update(after)
            return
        noted = self.changes.setdefault(record_label, {})
        for name, value in after.items():
            first = noted[name][0] if name in noted else before[name]
            noted[name] = [first, value]

    def note_evidence(self, hashes: list[str]) -> None:
        self.evidence += [each for each in hashes if each not in self.evidence]


_open: ContextVar[Entry | None] = ContextVar("entry", default=None)


def current() -> Entry:
    """The entry of the act in progress. Raises OutsideTheDoor where there is none."""
    entry = _open.get()
    if entry is None:
        raise OutsideTheDoor("records are written by commands only")
    return entry


@contextmanager
def opened():
    """A fresh entry for one act; acts may nest, each keeps its own."""
    entry = Entry()
    token = _open.set(entry)
    try:
        yield entry
    finally:
        _open.reset(token)


def label(record: models.Model) -> str:
    """How acts name a record, e.g. 'identity.post:17'."""
    return f"{record._meta.label_lower}:{record.pk}"


def fields_of(record: models.Model) -> dict[str, Any]:
    told = {}
    for name, each, exact in _wiring(type(record)):
        value = getattr(record, name)
        told[name] = value if type(value) in PLAIN and not exact else wire(each, value)
    return told


@lru_cache(maxsize=256)
def _wiring(model: type[models.Model]) -> list[tuple[str, models.Field, bool]]:
    """(attribute, field, whether its numbers need rounding) of each field that acts remember."""
    return [(each.attname, each, isinstance(each, models.DecimalField)) for each in stored_fields(model)]


@lru_cache(maxsize=256)
def stored_fields(model: type[models.Model]) -> tuple[models.Field, ...]:
    """The fields whose values acts remember: all concrete ones that the database does not compute.

    A model names in `UNSEALED` the fields that must never be copied into an act, such as the hash of a password.
    """
    unsealed = getattr(model, "UNSEALED", frozenset())
    return tuple(each for each in model._meta.concrete_fields if not each.generated and each.name not in unsealed)


@lru_cache(maxsize=256)
def stored_names(model: type[models.Model]) -> frozenset[str]:
    """The names of `stored_fields`."""
    return frozenset(each.name for each in stored_fields(model))


def wire(each: models.Field, value: Any) -> Any:
    """A field's value as JSON keeps it, the same before writing and after reading back."""
    if value is None or isinstance(value, bool) or isinstance(each, models.JSONField):
        return value
    if isinstance(value, models.Model):
        value = value.pk
    if isinstance(each, models.DecimalField):
        return str(Decimal(value).quantize(Decimal(1).scaleb(-each.decimal_places)))
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, (date, UUID, Decimal)):
        return str(value)
    if isinstance(value, (str, int, float)):
        return str(value) if isinstance(value, str) else value
    if isinstance(value, dict):
        return value
    if isinstance(value, (list, tuple)):
        return [wire(each, item) for item in value]
    if isinstance(value, (bytes, memoryview)):
        return bytes(value).hex()
    return str(value)
