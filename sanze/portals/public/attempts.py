"""How often one address may be wrong: codes cannot be guessed, but nobody need try all day at our cost."""

from django.core.cache import cache
from django.http import HttpRequest

from sanze.foundation.identity.lockout import address_of

MOST_WRONG = 20
SPAN = 10 * 60  # seconds


def too_many(request: HttpRequest) -> bool:
    """Whether the address was wrong too often in the last minutes; then a right code is not answered either."""
    return cache.get(_key(request), 0) >= MOST_WRONG


def note_wrong(request: HttpRequest) -> None:
    """Count one wrong code; the count is forgotten a while after the first."""
    if not cache.add(_key(request), 1, SPAN):
        try:
            cache.incr(_key(request))
        except ValueError:
            cache.add(_key(request), 1, SPAN)


def _key(request: HttpRequest) -> str:
    return f"public.verify.{address_of(request) or 'unknown'}"
