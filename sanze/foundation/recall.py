"""What is asked again and again while one request or one act lasts, and cannot change meanwhile, is asked once."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_known: ContextVar[dict[Hashable, Any] | None] = ContextVar("known", default=None)


@contextmanager
def recalling() -> Iterator[None]:
    """What is asked for inside is known until the outermost block of this kind ends."""
    if _known.get() is not None:
        yield
        return
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def once(key: Hashable, ask: Callable[[], Any]) -> Any:
    """The answer known for `key`, else that of `ask`; outside any block it is asked each time."""
    known = _known.get()
    if known is None:
        return ask()
    if key not in known:
        known[key] = ask()
    return known[key]


def forget() -> None:
    """Whoever changes what others recall says so."""
    if (known := _known.get()) is not None:
        known.clear()
