"""How records were on a day gone by, read back from the sealed acts that changed them since.

In SQL a table is shadowed by a query of its own name, so that whatever reads it reads the day.
"""

import json
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models

from sanze.foundation.acts.models import Act
from sanze.foundation.identity.models import Person, Post
from sanze.foundation.moment import SHANGHAI, today
from sanze.know.jurisdictions.models import Area
from sanze.know.parties.models import Enterprise

# Models whose changes stand in acts alone → the day from which a row is there, where it has one.
DATED = {Enterprise: "registered_on", Area: "opened_on", Post: "opened_on", Person: ""}
APPS = r"^(parties|jurisdictions|identity)\."

SHADOW = """{table} AS (
    SELECT was.* FROM {table} now LEFT JOIN jsonb_each(%({name}_was)s::jsonb) told ON told.key = now.id::text
    CROSS JOIN LATERAL jsonb_populate_record(now, coalesce(told.value, '{{}}'::jsonb)) was{born})"""
BORN = " WHERE now.{day} IS NULL OR now.{day} <= %(was_on)s"

# Key of a row, as text → its fields as they were.
Undone = dict[str, dict[str, Any]]


def shadows(on: date) -> tuple[list[str], dict[str, Any]]:
    """Common table expressions that give the records as they were on a day; none for today and later."""
    if on >= today():
        return [], {}
    parts, params = [], {"was_on": on}
    for model, undone in _undone(on).items():
        if undone or DATED[model]:
            name, born = model._meta.model_name, BORN.format(day=DATED[model]) if DATED[model] else ""
            parts.append(SHADOW.format(table=model._meta.db_table, name=name, born=born))
            params[f"{name}_was"] = json.dumps(undone)
    return parts, params


def as_it_was(record: models.Model, on: date) -> models.Model:
    """The record as it was at the end of a day; the same object where nothing changed since."""
    undone = _undone(on).get(type(record), {}) if on < today() else {}
    for name, value in undone.get(str(record.pk), {}).items():
        setattr(record, name, record._meta.get_field(name).to_python(value))
    return record


def _undone(on: date) -> dict[type[models.Model], Undone]:
    """What acts since the end of a day changed, folded back, the latest first."""
    found: dict[type[models.Model], Undone] = {model: {} for model in DATED}
    by_label = {model._meta.label_lower: undone for model, undone in found.items()}
    morning = datetime.combine(on + timedelta(days=1), time(), SHANGHAI)
    acts = Act.objects.filter(at__gte=morning, command__regex=APPS).exclude(changes={}).order_by("-at", "-id")
    for changes in acts.values_list("changes", flat=True).iterator(500):
        for label, fields in changes.items():
            model, _, pk = label.partition(":")
            if model in by_label:
                before = {name: pair[0] for name, pair in fields.items()}
                by_label[model].setdefault(pk, {}).update(before)
    return found
