"""What happened to a record, told from its acts."""

from datetime import datetime
from decimal import Decimal

from django.db import models

from sanze.foundation.acts.entry import label
from sanze.foundation.acts.models import Act
from sanze.foundation.moment import SHANGHAI
from sanze.foundation.scope.actor import Actor
from sanze.foundation.scope.place import in_sight

SILENT_ENDINGS = ("_id", "_ids")
LONGEST = 120


def steps_of(record: models.Model, limit: int = 200, reader: Actor | None = None, app: str = "") -> list[dict]:
    """The steps for ui/timeline.html, newest first: title, moment, who, and what changed in the record's own words.

    reader: a party is not told of acts that made what it may not see, such as an application about itself.
    app: only the acts of that app, for records on which others act in great number.
    """
    name = label(record)
    rows = Act.objects.filter(records__contains=[name]).order_by("-at", "-id")
    acts = list((rows.filter(command__startswith=f"{app}.") if app else rows)[:limit])
    if reader is not None and reader.party_id is not None:
        acts = _told_to(reader, acts, name)
    return [
        {
            "title": act.title,
            "at": act.at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M"),
            "who": f"{act.post} {act.person}".strip(),
            "note": "\n".join(_sentences(type(record), act.changes.get(name, {}))),
            "act": act,
        }
        for act in acts
    ]


def _told_to(reader: Actor, acts: list[Act], name: str) -> list[Act]:
    """The acts that made nothing but what the reader sees, or nothing beside the record itself."""
    made = {act.result for act in acts if act.result and act.result != name}
    seen = {each for each in made if in_sight(reader, each)}
    return [act for act in acts if act.result not in made - seen]


def _sentences(model: type[models.Model], changes: dict) -> list[str]:
    sentences = []
    for attname, (before, after) in changes.items():
        field = model._meta.get_field(attname)
        if attname.endswith(SILENT_ENDINGS) or field.verbose_name == attname.replace("_", " ") or before == after:
            continue
        said = _said(field, after)
        if said is None:
            continue
        earlier = f"（原为 {_said(field, before)}）" if before not in (None, "", False) else ""
        sentences.append(f"{field.verbose_name}：{said}{earlier}")
    return sentences


def _said(field: models.Field, value: object) -> str | None:
    """A stored value in words; None for lists and the like, which a line of text cannot tell."""
    if isinstance(value, (list, dict)):
        return None
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "是" if value else "否"
    if value in (None, ""):
        return "无"
    if isinstance(field, models.DateTimeField):
        return datetime.fromisoformat(str(value)).astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    if isinstance(field, models.DecimalField):
        return f"{Decimal(str(value)).normalize():f}"
    text = str(value)
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"
