"""What the regime in force allows of a file."""

from sanze.foundation.regime.queries import regime


def most_bytes() -> int:
    """The largest file, in bytes; the regime says it in MB."""
    return regime().limit("evidence.size").value * 1024**2


def most_pixels() -> int:
    """The largest picture, in pixels; the regime says it in millions."""
    return regime().limit("evidence.pixels").value * 10**6
