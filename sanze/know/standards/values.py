"""What the library answers with: a check item and a criterion, alike whether shipped or the county's own. Pure."""

from dataclasses import dataclass
from datetime import date

SEVERITIES = {"general": "一般", "major": "重大"}
TO_BE_VERIFIED = "?"


@dataclass(frozen=True)
class CheckItem:
    """A check item as it reads on a day.

    limit_days: usual days to rectify, 0 on the spot, None where limit_note says otherwise.
    basis: the citations in force, joined; a county's own item has its own sentence. criteria: codes of the criteria
    of major dangers that name the item. mark: certainty V, K or ?; own items are V. area_code: of own items only.
    """

    code: str
    industry: str
    text: str
    category: str
    severity: str
    limit_days: int | None
    measure: str
    basis: str
    criteria: tuple[str, ...] = ()
    limit_note: str = ""
    liability: str = ""
    raises_when: str = ""
    no_criterion: str = ""
    mark: str = "V"
    area_code: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def __str__(self) -> str:
        return f"{self.code} {self.text}"

    @property
    def own(self) -> bool:
        return bool(self.area_code)

    @property
    def certain(self) -> bool:
        return self.mark != TO_BE_VERIFIED

    @property
    def severity_name(self) -> str:
        return SEVERITIES[self.severity]

    @property
    def limit(self) -> str:
        """The usual limit as people say it: 当场, 7天, 按治理方案."""
        if self.limit_days is None:
            return self.limit_note
        return f"{self.limit_days}天" if self.limit_days else "当场"

    def in_force(self, on: date) -> bool:
        """Whether the item holds on a day; both bounds are included, an unknown bound does not exclude."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True)
class MajorCriterion:
    """A case that makes a danger a major one. basis: its full citation. items: codes of the check items it judges.

    keywords, applies_to: see catalogue.Criterion.
    """

    code: str
    industry: str
    text: str
    basis: str
    keywords: tuple[str, ...] = ()
    applies_to: frozenset[str] = frozenset()
    items: tuple[str, ...] = ()
    note: str = ""
    mark: str = "V"
    area_code: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def __str__(self) -> str:
        return f"{self.code} {self.text}"

    @property
    def own(self) -> bool:
        return bool(self.area_code)

    @property
    def certain(self) -> bool:
        return self.mark != TO_BE_VERIFIED

    def in_force(self, on: date) -> bool:
        """Whether the criterion holds on a day; both bounds are included, an unknown bound does not exclude."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True)
class Proposed:
    """A criterion proposed for a danger: the person decides. reason: why, as a sentence. basis: its legal basis.

    words: those of the description that met it; none where only the check item leads to it.
    """

    criterion: MajorCriterion
    reason: str
    words: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        return self.criterion.code

    @property
    def text(self) -> str:
        return self.criterion.text

    @property
    def basis(self) -> str:
        return self.criterion.basis


@dataclass(frozen=True)
class NewItem:
    """What a county tells of a check item of its own. limit_days: 0 = on the spot."""

    industry: str
    text: str
    category: str
    measure: str
    basis: str
    limit_days: int
    valid_from: date
    severity: str = "general"
    valid_to: date | None = None
