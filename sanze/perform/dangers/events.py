"""What this app tells the rest: facts that happened, in the past tense."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class DangerReported:
    danger_id: int
    enterprise_id: int
    self_reported: bool
    major_suspected: bool


@dataclass(frozen=True)
class DangerGraded:
    danger_id: int
    major: bool


@dataclass(frozen=True)
class DangerOrdered:
    danger_id: int
    enterprise_id: int
    due_on: date


@dataclass(frozen=True)
class DangerExtended:
    danger_id: int
    old_due_on: date
    due_on: date


@dataclass(frozen=True)
class ExtensionDeclined:
    danger_id: int
    due_on: date


@dataclass(frozen=True)
class DangerRectified:
    danger_id: int
    rectified_on: date


@dataclass(frozen=True)
class DangerSentBack:
    danger_id: int
    enterprise_id: int
    due_on: date


@dataclass(frozen=True)
class DangerClosed:
    danger_id: int
    enterprise_id: int
    closed_on: date


@dataclass(frozen=True)
class DangerReopened:
    danger_id: int
    enterprise_id: int
    due_on: date


@dataclass(frozen=True)
class DangerDismissed:
    danger_id: int
