"""What a committee still lacks: pure."""

from collections.abc import Iterable


def lines_of(text: str) -> list[str]:
    """The lines of a text that say something."""
    return [each.strip() for each in text.splitlines() if each.strip()]


def lacking(needed: Iterable[tuple[str, str]], there: Iterable[str]) -> list[str]:
    """The faces of the roles that nobody holds. needed: (role, face)."""
    held = set(there)
    return [face for role, face in needed if role not in held]
