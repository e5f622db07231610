"""What this app tells the rest: facts that happened, in the past tense."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class DaySwept:
    """A day is over: so many obligations passed their due day, so many were missed for good."""

    day: date
    late: int
    missed: int


@dataclass(frozen=True)
class ObligationEscalated:
    """Something stood open so long that the regime hands it to accountability. obligation: the row itself.

    day: the day on which that came round. step: the rule's step in words.
    """

    obligation: object
    day: date
    step: str
