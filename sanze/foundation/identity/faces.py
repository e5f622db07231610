"""Labels of records and names of fields, as acts keep them, in a person's words."""

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from sanze.foundation.pages.act import PAGES


def model_of(label: str) -> type[models.Model] | None:
    """The model of a record's label, None where the platform has it no longer."""
    try:
        return apps.get_model(label.split(":")[0])
    except (LookupError, ValueError):
        return None


def face_of(label: str) -> str:
    """A record's label in words: 'identity.post:17' is '岗位 17'."""
    model = model_of(label)
    return f"{model._meta.verbose_name} {label.split(':')[1]}" if model else label


def field_face(label: str, name: str) -> str:
    """The face of a field of the record's model; its name where it has none."""
    model = model_of(label)
    try:
        face = str(model._meta.get_field(name).verbose_name) if model else name
    except FieldDoesNotExist:
        return name
    return name if face == name.replace("_", " ") else face


def fact_face(command: str, about: str, name: str) -> str:
    """The face of a fact: as the command's own form asks for it, else as the record's model calls such a field."""
    for page in PAGES:
        asked = page.form.base_fields.get(name) if page.name == command else None
        if asked is not None and asked.label:
            return str(asked.label)
    return field_face(about, name)


def said(value: object) -> str:
    """A value of an act as text."""
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(said(each) for each in value) or "—"
    if isinstance(value, dict):
        return "；".join(f"{name}：{said(each)}" for name, each in value.items() if each not in ("", None)) or "—"
    return str(value)
