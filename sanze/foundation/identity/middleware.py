"""Gives every request its actor: the person signed in, in the post they chose."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse

from sanze.foundation.identity.sessions import ended, leave, standing
from sanze.foundation.identity.states import SignInOutcome
from sanze.foundation.recall import recalling
from sanze.foundation.regime.queries import NoRegime, regime

SENTENCES = {
    SignInOutcome.IDLE: "长时间未操作，请重新登录",
    SignInOutcome.REPLACED: "您的账号已在别处登录，请重新登录",
}


class ActorMiddleware:
    """Sets `request.actor`: None while signed out, while the person holds no post, and while they owe something.

    `request.stage` says what is owed: the second factor or a new password. `request.held` lists the holdings.
    """

    def __init__(self, get_response: Callable):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with recalling():
            return self._answer(request)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        request.actor, request.stage, request.held = None, None, []
        if request.user.is_authenticated:
            try:
                rules = regime()
            except NoRegime:
                return self.get_response(request)
            if outcome := ended(request, rules):
                leave(request, outcome)
                if _is_program(request):
                    return JsonResponse({"code": "SignedOut", "message": SENTENCES[outcome]}, status=401)
                messages.warning(request, SENTENCES[outcome])
            else:
                request.actor, request.stage, request.held = standing(request, rules)
        return self.get_response(request)


def _is_program(request: HttpRequest) -> bool:
    """htmx and scripts cannot follow a redirect to the sign-in page to any good."""
    return bool(request.headers.get("HX-Request")) or "application/json" in request.headers.get("Accept", "")
