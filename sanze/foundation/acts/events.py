"""Facts travel up: a lower app publishes what happened, a higher app reacts in the same transaction."""

from collections import defaultdict
from collections.abc import Callable

HANDLERS: dict[type, list[Callable]] = defaultdict(list)


def on(event_type: type):
    """Register the decorated function as a reaction to one type of event."""

    def register(handler: Callable) -> Callable:
        HANDLERS[event_type].append(handler)
        return handler

    return register


def publish(event: object) -> None:
    """Tell every handler, at once and in the publisher's transaction."""
    for handler in HANDLERS[type(event)]:
        handler(event)
