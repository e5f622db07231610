"""Questions that the open interface answers about one record, beside the ledgers: `GET /<app>/<name>/<label>`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from ninja import Schema

from sanze.foundation.capabilities import Capability


@dataclass(frozen=True)
class Question:
    """What may be asked of a record as it stood on a day.

    name: 'app.question'. rows: what the function gives is told as rows of this schema.
    """

    name: str
    title: str
    capability: Capability
    rows: type[Schema]
    answer: Callable[[models.Model, date | None], Iterable[Any]]


QUESTIONS: dict[str, Question] = {}


def offer(question: Question) -> None:
    """Add it to the interface. Raises ValueError for a name that is taken."""
    if question.name in QUESTIONS:
        raise ValueError(f"{question.name} is asked already")
    QUESTIONS[question.name] = question
