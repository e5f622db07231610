"""Lists by which something is found to reach a standard: what must be there, how much of it, what it counts.

Pure: reads the YAML files beside it and checks them. Marks of certainty as in `catalogue`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent / "data" / "checklists"


@dataclass(frozen=True)
class Requirement:
    """One thing that must be there. quantity: how many, in `unit`. points: what it counts; basic: cannot be lacking."""

    code: str
    text: str
    quantity: int = 1
    unit: str = "项"
    points: int = 0
    basic: bool = False


@dataclass(frozen=True)
class Group:
    """The requirements of one aspect."""

    name: str
    items: tuple[Requirement, ...]


@dataclass(frozen=True)
class Shortfall:
    """What is lacking of one requirement."""

    group: str
    item: Requirement
    there: int

    @property
    def lacking(self) -> int:
        return self.item.quantity - self.there

    def __str__(self) -> str:
        return f"{self.item.text}缺{self.lacking}{self.item.unit}"


@dataclass(frozen=True)
class Checklist:
    """A list with its source and how sure it is."""

    code: str
    title: str
    source: str
    mark: str
    valid_from: date
    groups: tuple[Group, ...]

    def items(self) -> Iterator[tuple[str, Requirement]]:
        """(group, requirement) of each, in order."""
        return ((group.name, each) for group in self.groups for each in group.items)

    def codes(self) -> list[str]:
        return [each.code for _, each in self.items()]

    def shortfalls(self, there: Mapping[str, int]) -> list[Shortfall]:
        """What is lacking, when so many of each code are there."""
        found = (Shortfall(group, each, there.get(each.code, 0)) for group, each in self.items())
        return [each for each in found if each.lacking > 0]

    def score(self, met: set[str]) -> int:
        """The points of the requirements that are met, of 100."""
        every = sum(each.points for _, each in self.items())
        return round(100 * sum(each.points for _, each in self.items() if each.code in met) / every)

    def lacking_basics(self, met: set[str]) -> list[Requirement]:
        """The requirements that cannot be lacking and are not met."""
        return [each for _, each in self.items() if each.basic and each.code not in met]


@cache
def checklist(code: str) -> Checklist:
    """The list of that code. Raises ValueError where a code stands twice, FileNotFoundError for no such list."""
    told = yaml.safe_load((FOLDER / f"{code}.yaml").read_text(encoding="utf-8"))
    groups = tuple(
        Group(each["name"], tuple(Requirement(**item) for item in each["items"])) for each in told.pop("groups")
    )
    made = Checklist(groups=groups, **told)
    if len(set(made.codes())) != len(made.codes()):
        raise ValueError(f"checklist {code}: a code stands twice")
    return made
