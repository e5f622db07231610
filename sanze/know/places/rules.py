"""How places, positions and links lie inside each other: pure."""

# What a place is divided into, a position, and a link into nothing.
BELOW = {"place": "position", "position": "link", "link": ""}


def level_below(level: str) -> str:
    """The level of the parts of one level; empty where there is none."""
    return BELOW[level]


def path_key(*names: str) -> tuple[str, ...]:
    """Names of a path as they are compared: without blanks, empty ones left out."""
    return tuple("".join(each.split()) for each in names if each and each.strip())
