"""Labels of records and names of fields, as acts keep them, in a person's words."""

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models


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


def said(value: object) -> str:
    """A value of an act as text."""
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(str(each) for each in value) or "—"
    return str(value)
