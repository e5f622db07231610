"""What this app tells the rest."""

from dataclasses import dataclass


@dataclass(frozen=True)
class AreaMerged:
    """A jurisdiction ceased and another took its place: what lay under the first code lies under the second.

    Of areas that cease together the smallest are told first, so what lies in a cell follows its cell.
    """

    old_code: str
    new_code: str
