"""What this app tells the rest: facts that happened, in the past tense."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class VisitApplied:
    visit_id: int
    enterprise_id: int


@dataclass(frozen=True)
class VisitApproved:
    visit_id: int
    enterprise_id: int


@dataclass(frozen=True)
class VisitRecorded:
    """kind: 'admin', 'patrol' or 'service'. post_id: the post that recorded it."""

    visit_id: int
    kind: str
    enterprise_id: int
    day: date
    post_id: int
    findings: int
