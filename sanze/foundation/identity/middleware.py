"""Gives every request its actor: the person signed in, in the post they chose."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from sanze.foundation.identity.queries import actor_for

POST_KEY = "post"


class ActorMiddleware:
    """Sets `request.actor`: None while signed out or while the person holds no post."""

    def __init__(self, get_response: Callable):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = None
        if request.user.is_authenticated and request.user.is_active:
            request.actor = actor_for(request.user, request.session.get(POST_KEY))
            if request.actor is None and POST_KEY in request.session:
                request.actor = actor_for(request.user)
        return self.get_response(request)
