"""Who may open a page at all: somebody signed in to a post, holding a grant where one is asked for."""

import functools
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse

# Routes open to everybody, each with the reason; the walk over every route reads it.
OPEN_ROUTES: dict[str, str] = {}


def open_route(name: str, reason: str) -> None:
    """Declare that the route of that name shows the same to everybody."""
    OPEN_ROUTES[name] = reason


def signed_in(view: Callable | None = None, *, grant: str | None = None) -> Callable:
    """Let only an actor in (holding `grant`, if named); others go to the sign-in page, programs get 401."""
    if view is None:
        return functools.partial(signed_in, grant=grant)

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.actor is None:
            return turned_away(request)
        if grant and not request.actor.may(grant):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def turned_away(request: HttpRequest) -> HttpResponse:
    """The answer to somebody who is not signed in."""
    if request.headers.get("HX-Request") or "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"code": "SignedOut", "message": "请先登录"}, status=401)
    return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
