"""Columns: one declaration of a value for the screen, the sheet, the print and the operation."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from typing import Any

from django.db import models
from django.utils.safestring import mark_safe

from sanze.foundation.moment import SHANGHAI
from sanze.foundation.ui.templatetags.ui import LEVELS, TONES, masked


@dataclass(frozen=True)
class Column:
    """One column of a ledger.

    path: attribute path, dots for relations; a choice field shows its label, a callable is called.
    link: the cell opens the record. sort: the heading sorts (the path must be a stored field).
    kind: 'text', 'level', 'status', 'person' (masked name or number) or 'number'.
    tones: value → tone of a status dot. wide: the column takes what room is left. width: characters on the sheet.
    """

    path: str
    label: str
    link: bool = False
    sort: bool = False
    kind: str = "text"
    tones: dict[str, str] | Callable[[Any], str] | None = None
    wide: bool = False
    width: int = 14

    @property
    def field(self) -> str:
        """The path as the ORM spells it."""
        return self.path.replace(".", "__")

    def value(self, record: models.Model) -> Any:
        """The value as a person reads it: label, date, number or text."""
        raw = self._raw(record)
        if self.kind == "person":
            return masked(raw)
        if isinstance(raw, bool):
            return "是" if raw else "否"
        if isinstance(raw, datetime):
            return raw.astimezone(SHANGHAI).replace(tzinfo=None)
        return "" if raw is None else raw

    def text(self, record: models.Model) -> str:
        """The value as text, dates as 2026-11-24."""
        value = self.value(record)
        if isinstance(value, datetime):
            return f"{value:%Y-%m-%d %H:%M}"
        return value.isoformat() if isinstance(value, date) else str(value)

    def cell(self, record: models.Model) -> str:
        """The value as HTML, with everything that people wrote escaped; subclasses may show it otherwise."""
        text = escape(self.text(record))
        if self.kind == "level" and text:
            return f'<span class="tag tag-{LEVELS.get(text, "grey")}">{text}</span>'
        if self.kind == "status" and text:
            return f'<span class="status status-{self._tone(record)}">{text}</span>'
        if self.link and (url := getattr(record, "get_absolute_url", None)):
            return f'<a href="{escape(url())}">{text or "查看"}</a>'
        return text

    def data(self, record: models.Model) -> str:
        """The cell with its place in the table."""
        cell = self.cell(record)
        if self.kind == "number":
            return f'<td data-label="{escape(self.label)}" class="number">{cell}</td>'
        if self.wide:
            title = escape(self.text(record))
            return f'<td data-label="{escape(self.label)}" class="wide" title="{title}">{cell}</td>'
        return f'<td data-label="{escape(self.label)}" class="nowrap">{cell}</td>'

    def _raw(self, record: models.Model) -> Any:
        *steps, last = self.path.split(".")
        for name in steps:
            record = getattr(record, name)
            if record is None:
                return None
        show = getattr(record, f"get_{last}_display", None)
        raw = show() if show else getattr(record, last)
        return raw() if callable(raw) else raw

    def _tone(self, record: models.Model) -> str:
        if callable(self.tones):
            tone = self.tones(record)
        else:
            *steps, last = self.path.split(".")
            for name in steps:
                record = getattr(record, name)
            tone = (self.tones or {}).get(str(getattr(record, last)), "off")
        return tone if tone in TONES else "off"


def row_of(columns: list[Column], record: models.Model) -> str:
    """The cells of a record, written here because a template takes twice as long for a page of them."""
    return mark_safe("".join([each.data(record) for each in columns]))
