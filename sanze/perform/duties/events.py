"""What this app tells the rest: facts that happened, in the past tense."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class DaySwept:
    """A day is over: so many obligations passed their due day, so many were missed for good."""

    day: date
    late: int
    missed: int
