"""What this app tells the rest."""

from dataclasses import dataclass


@dataclass(frozen=True)
class AreaMerged:
    """A jurisdiction ceased and another took its place: what lay under the first code lies under the second."""

    old_code: str
    new_code: str
