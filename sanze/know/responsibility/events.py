"""What this app tells the apps above it: frozen dataclasses, in the past tense."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FlawsFound:
    """Flaws of responsibility that were not there before; each is to be mended by somebody until a day."""

    finding_ids: tuple[int, ...]


@dataclass(frozen=True)
class FlawsGone:
    """Flaws of responsibility that stand no more, mended by hand or no longer found; `actor` saw to it."""

    finding_ids: tuple[int, ...]
    actor: object
