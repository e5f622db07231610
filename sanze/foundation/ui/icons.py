"""The names of the icons that the build draws into the sprite."""

from functools import cache
from pathlib import Path

NAMES = Path(__file__).resolve().parent / "icons.txt"


@cache
def icon_names() -> frozenset[str]:
    """The icons listed in icons.txt: Tabler's outline icons, and our emblem."""
    return frozenset(NAMES.read_text(encoding="utf-8").split())
