"""What the platform must be able to do, by the ids of docs/capabilities.md.

Code names a capability; the regime in force says which article asks for it. So next year's
opinion renumbers its articles without touching a line of code.
"""

from enum import StrEnum


class Capability(StrEnum):
    """One row of docs/capabilities.md."""

    JURISDICTIONS = "K1"
    PLACES = "K2"
    DELEGATION = "K9"
    STANDARDS = "K19"
    CADENCE = "P1"
    VISITS = "P2"
    DANGER_LOOP = "P3"
    TRAINING_FIRST = "P6"
    LISTED_SUPERVISION = "A5"
    REGIME = "X1"
    WORKBENCH = "X2"
    MAP = "X3"
    DOCUMENTS = "X5"
    SEALED_ACTS = "X6"
    SCOPE = "X7"
    OPEN_INTERFACE = "X8"
