"""The plain page of one record: what it says, tables of what belongs to it, what may be done, what happened."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sanze.foundation.pages.act import buttons
from sanze.foundation.pages.slots import panels_of
from sanze.foundation.pages.timeline import steps_of


@dataclass(frozen=True)
class Cell:
    """A cell of a table: its text, where it leads, and the tone of its state (done, wait, late, doing, off)."""

    text: Any
    url: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Table:
    """A block of rows under its title. rows: cells, or plain values. note: a sentence above the rows."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Any]]
    empty: str = "暂无"
    note: str = ""
    links: Sequence[tuple[str, str]] = field(default=())

    def lines(self) -> list[list[tuple[str, Cell]]]:
        """Each row as (heading, cell)."""
        return [[(head, _cell(each)) for head, each in zip(self.headings, row, strict=True)] for row in self.rows]


@dataclass(frozen=True)
class Face:
    """How a record looks: the ledger it stands in, its state in a word with its tone, its facts and tables."""

    ledger: str
    ledger_title: str
    facts: Sequence[tuple]
    tables: Sequence[Table] = ()
    standing: str = ""
    tone: str = "off"
    links: Sequence[tuple[str, str]] = ()


def record_page(request: HttpRequest, record: models.Model, face: Face) -> HttpResponse:
    """The page; the record must have been read through the scope of the request's actor."""
    context = {
        "record": record,
        "face": face,
        "ledger_url": reverse(face.ledger),
        "buttons": buttons(record, request.actor),
        "panels": panels_of(request, record),
        "steps": steps_of(record, reader=request.actor),
    }
    return render(request, "pages/record.html", context)


def _cell(value: Any) -> Cell:
    return value if isinstance(value, Cell) else Cell("" if value is None else value)
