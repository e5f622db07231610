"""The words that a regime may use: kinds of subject with their attributes, measures, commands. Apps fill the slots."""

import pkgutil
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Literal

from django.apps import apps
from django.db.models import QuerySet

from sanze.foundation.acts.command import COMMANDS


@dataclass(frozen=True)
class Attribute:
    """Something declared of a kind of subject, by which a regime selects.

    path: where it stands, as an ORM path. choices: the values there are, for kind 'choice'.
    """

    title: str
    kind: Literal["flag", "choice", "number", "text", "day", "area"]
    path: str
    choices: Callable[[], Collection[str]] | None = None


@dataclass(frozen=True)
class SubjectKind:
    """A kind of subject: its face, all its rows that are still there, and what is declared of them."""

    title: str
    rows: Callable[[], QuerySet]
    attributes: dict[str, Attribute] = field(default_factory=dict)


# Kinds of subject by name; the app that keeps the rows registers them.
SUBJECTS: dict[str, SubjectKind] = {}

# Measures of targets: name → face. The app that reckons one registers it.
MEASURES: dict[str, str] = {}

# Occasions upon which something may be owed once: name → face. The app whose acts they are registers them.
OCCASIONS: dict[str, str] = {}

OPERATORS = {
    "flag": {"eq", "ne"},
    "choice": {"eq", "ne", "in", "not_in", "in_list", "not_in_list"},
    "text": {"eq", "ne", "in", "not_in", "in_list", "not_in_list"},
    "area": {"eq", "ne", "in", "not_in"},
    "number": {"eq", "ne", "in", "not_in", "gt", "gte", "lt", "lte"},
    "day": {"eq", "ne", "gt", "gte", "lt", "lte"},
}


def is_command(name: str) -> bool:
    """Whether an installed app has a command of that name; only that app's commands are imported to find out."""
    if name not in COMMANDS:
        _import_commands_of(name.partition(".")[0])
    return name in COMMANDS


@cache
def _import_commands_of(app: str) -> None:
    ours = __name__.split(".")[0]
    for each in apps.get_app_configs():
        if each.name.split(".")[0] == ours and each.name.rpartition(".")[2] == app:
            _import_commands(each.name)


def _import_commands(app: str) -> None:
    name = f"{app}.commands"
    if not any(each.name == "commands" for each in pkgutil.iter_modules(import_module(app).__path__)):
        return
    package = import_module(name)
    for each in pkgutil.iter_modules(getattr(package, "__path__", ())):
        import_module(f"{name}.{each.name}")
