"""How records were on a day gone by, read back from the sealed acts that changed them since.

In SQL a table is shadowed by a query of its own name, so that whatever reads it reads the day.
"""

import json
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models

from sanze.foundation.acts.models import Act
from sanze.foundation.identity.models import Person, Post
from sanze.foundation.moment import SHANGHAI, today
from sanze.know.jurisdictions.models import Area
from sanze.know.parties.models import Enterprise

DATED = (Enterprise, Area, Post, Person)
APPS = r"^(parties|jurisdictions|identity)\."

SHADOW = """{table} AS (
    SELECT was.* FROM {table} now LEFT JOIN jsonb_each(%({name}_was)s::jsonb) told ON told.key = now.id::text
    CROSS JOIN LATERAL jsonb_populate_record(now, coalesce(told.value, '{{}}'::jsonb)) was
    WHERE now.id <> ALL(%({name}_later)s::bigint[]))"""


@dataclass
class Undone:
    """For one model: key → its fields as they were, and the keys of what was made only afterwards."""

    was: dict[str, dict] = field(default_factory=dict)
    later: list[int] = field(default_factory=list)


def shadows(on: date) -> tuple[list[str], dict[str, Any]]:
    """Common table expressions that give the records as they were on a day; none for today and later."""
    if on >= today():
        return [], {}
    parts, params = [], {}
    for model, undone in _undone(on).items():
        if undone.was or undone.later:
            name = model._meta.model_name
            parts.append(SHADOW.format(table=model._meta.db_table, name=name))
            params |= {f"{name}_was": json.dumps(undone.was), f"{name}_later": undone.later}
    return parts, params


def as_it_was(record: models.Model, on: date) -> models.Model:
    """The record as it was at the end of a day; the same object where nothing changed since."""
    undone = _undone(on).get(type(record), Undone()) if on < today() else Undone()
    for name, value in undone.was.get(str(record.pk), {}).items():
        setattr(record, name, record._meta.get_field(name).to_python(value))
    return record


def _undone(on: date) -> dict[type[models.Model], Undone]:
    found = {model: Undone() for model in DATED}
    by_label = {model._meta.label_lower: undone for model, undone in found.items()}
    morning = datetime.combine(on + timedelta(days=1), time(), SHANGHAI)
    acts = Act.objects.filter(at__gte=morning, command__regex=APPS).order_by("-at", "-id")
    for made, changes in acts.values_list("made", "changes").iterator(500):
        for label in made:
            model, _, pk = label.partition(":")
            if model in by_label:
                by_label[model].later.append(int(pk))
        for label, fields in changes.items():
            model, _, pk = label.partition(":")
            if model in by_label:
                before = {name: pair[0] for name, pair in fields.items()}
                by_label[model].was.setdefault(pk, {}).update(before)
    return found
