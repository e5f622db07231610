"""What a column of a sheet may hold, told once for reading, for templates and for messages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """How the cells of a column are read and written."""

    TEXT = "text"
    CODE = "code"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    BOOLEAN = "boolean"
    CHOICE = "choice"


@dataclass(frozen=True)
class Field:
    """One field that a sheet can fill.

    label: what people call it; aliases: other headings that offices use for it.
    max_length: characters, of texts and codes. minimum, maximum: of numbers and dates, both included.
    choices: what people write to what is kept. unique: no two rows of one sheet may share a value.
    check: gives a Chinese sentence for a value that will not do, None for one that will.
    hint: one line for the template's notes.
    """

    name: str
    label: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    kind: Kind = Kind.TEXT
    max_length: int | None = None
    minimum: Any = None
    maximum: Any = None
    choices: Mapping[str, Any] = field(default_factory=dict)
    unique: bool = False
    check: Callable[[Any], str | None] | None = None
    hint: str = ""

    def __post_init__(self):
        if (self.kind is Kind.CHOICE) != bool(self.choices):
            raise ValueError(f"{self.name}: choices belong to a field of kind CHOICE, and only there")

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading that names this field."""
        return (self.label, *self.aliases)
