"""What is told of a visit: lines of the check list, the training answers, the officers. Pure."""

from dataclasses import dataclass

OK, FAIL, NOT_APPLICABLE = "ok", "fail", "na"
RESULTS = (OK, FAIL, NOT_APPLICABLE)


@dataclass(frozen=True)
class CheckResult:
    """One line of the check list. text: the item as it read that day. result: 'ok', 'fail' or 'na' (不涉及)."""

    item_code: str
    text: str
    result: str
    note: str = ""

    def row(self) -> list[str]:
        """The line as the visit keeps it."""
        return [self.item_code, self.text, self.result, self.note]


@dataclass(frozen=True)
class Training:
    """The answers that every administrative inspection asks first (培训首查必查).

    principal, managers, operators: whether the certificates of the person in charge, the safety managers and the
    special-operation workers are valid; None where there are no such people. untrained: persons at work untrained.
    """

    principal: bool | None
    managers: bool | None
    operators: bool | None
    untrained: int
    note: str = ""

    def passes(self) -> bool:
        return self.untrained == 0 and False not in (self.principal, self.managers, self.operators)


@dataclass(frozen=True)
class Officer:
    """Somebody who inspects, with the certificate as it stood that day."""

    person_id: int
    name: str
    certificate: str
