"""What changes from one regime to another, entry by entry, in the words of the office."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from sanze.foundation.regime.schema import Regime


class Turn(StrEnum):
    """What became of an entry."""

    ADDED = "新增"
    REMOVED = "取消"
    CHANGED = "变更"


@dataclass(frozen=True)
class Change:
    """One field of an entry, before and after."""

    label: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.label}：{self.before or '（空）'} → {self.after or '（空）'}"


@dataclass(frozen=True)
class Difference:
    """One entry that is new, gone or changed. part: the face of the part it belongs to."""

    part: str
    name: str
    title: str
    turn: Turn
    changes: tuple[Change, ...] = ()

    def __str__(self) -> str:
        said = "；".join(map(str, self.changes))
        return f"{self.part} {self.turn} {self.name} {self.title}" + (f"（{said}）" if said else "")


PARTS = (
    "duties", "targets", "gates", "vetoes", "periods", "letters", "responsibilities", "hazards", "first_handlers",
    "mending", "selections", "limits", "posts", "reminders", "local_terms", "switches", "texts", "lists",
)  # fmt: skip
HEAD = ("title", "issuer", "document", "quiet")


def differences(before: Regime, after: Regime) -> list[Difference]:
    """Everything that differs, part by part: the clauses first, then what they create, then the figures and words."""
    found = [*_part("条款", before.clauses, after.clauses)]
    for part in PARTS:
        face = Regime.model_fields[part].title
        found += _part(face, _named(getattr(before, part)), _named(getattr(after, part)))
    head = _changes(
        {name: getattr(before, name) for name in HEAD}, {name: getattr(after, name) for name in HEAD}, Regime
    )
    if head:
        found.append(Difference("制度", after.code, after.title, Turn.CHANGED, head))
    return found


def _named(entries: Any) -> dict[str, Any]:
    return entries if isinstance(entries, dict) else {each.id: each for each in entries}


def _part(face: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[Difference]:
    for name in dict.fromkeys([*before, *after]):
        old, new = before.get(name), after.get(name)
        if old is None:
            yield Difference(face, name, _title(new), Turn.ADDED)
        elif new is None:
            yield Difference(face, name, _title(old), Turn.REMOVED)
        elif old != new:
            yield Difference(face, name, _title(new), Turn.CHANGED, _entry_changes(old, new))


def _title(entry: Any) -> str:
    if isinstance(entry, BaseModel):
        return getattr(entry, "title", "") or getattr(entry, "text", "") or str(entry)
    return said(entry)


def _entry_changes(old: Any, new: Any) -> tuple[Change, ...]:
    if isinstance(old, tuple) and isinstance(new, tuple):
        return tuple(_members("各项", old, new))
    if not isinstance(new, BaseModel):
        return (Change("内容", said(old), said(new)),)
    return _changes(dict(old), dict(new), type(new))


def _changes(old: dict, new: dict, model: type[BaseModel]) -> tuple[Change, ...]:
    found: list[Change] = []
    for name, value in new.items():
        earlier = old.get(name)
        if earlier == value:
            continue
        label = model.model_fields[name].title or name
        if isinstance(value, tuple) and isinstance(earlier, tuple):
            found += _members(label, earlier, value)
        else:
            found.append(Change(label, said(earlier), said(value)))
    return tuple(found)


def _members(label: str, old: tuple, new: tuple) -> Iterator[Change]:
    """What a list lost and won; only the order, where nothing else differs."""
    lost = [said(each) for each in old if each not in new]
    won = [said(each) for each in new if each not in old]
    if lost or won:
        yield Change(label, "、".join(lost), "、".join(won))
    else:
        yield Change(f"{label}的次序", "、".join(map(said, old)), "、".join(map(said, new)))


def said(value: Any) -> str:
    """A value as the office reads it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, tuple):
        return "、".join(map(said, value))
    if isinstance(value, BaseModel) and type(value).__str__ is BaseModel.__str__:
        return "，".join(f"{type(value).model_fields[name].title}{said(each)}" for name, each in value if each)
    return str(value)
