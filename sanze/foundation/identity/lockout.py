"""What django-axes asks of the house: after how many failures it locks, for how long, and whom it sees."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from sanze.foundation.regime.queries import regime


def failure_limit(request: HttpRequest | None, credentials: dict | None) -> int:
    """Failures in a row after which a sign-in name is locked."""
    return regime().limits["identity.lock_failures"].value


def cool_off(request: HttpRequest | None) -> timedelta:
    """How long a locked name stays locked after the last failure that counted."""
    return timedelta(minutes=regime().limits["identity.lock_minutes"].value)


def address_of(request: HttpRequest) -> str | None:
    """Where the request came from: the peer, or what the proxy says where there is one in front (SANZE_HTTPS)."""
    told = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if settings.SECURE_PROXY_SSL_HEADER and told:
        return told.rsplit(",", 1)[-1].strip()
    return request.META.get("REMOTE_ADDR") or None


def keep_answer(request: HttpRequest, answer: HttpResponse, credentials: dict | None) -> HttpResponse:
    """The sign-in page says itself that the name is locked."""
    return answer
