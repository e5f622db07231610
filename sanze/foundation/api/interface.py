"""The root of /api/v1/: who is let in, and how refusals are told."""

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.security import APIKeyCookie, HttpBearer

from sanze import __version__
from sanze.foundation.acts.refusal import Refused
from sanze.foundation.api.derive import add_operations
from sanze.foundation.identity.queries import actor_by_token
from sanze.foundation.scope.access import open_route
from sanze.foundation.scope.actor import Actor

open_route("api:openapi-json", "接口说明，人人相同，不含业务数据")
open_route("api:api-root", "接口的根，没有内容")


class SessionActor(APIKeyCookie):
    """The person signed in with this browser; writes need the CSRF token."""

    param_name = "sanze"

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        return request.actor


class TokenActor(HttpBearer):
    """A program with the token of a post."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        request.actor = actor_by_token(token)
        return request.actor


def make_api() -> NinjaAPI:
    """The interface with an operation for everything registered so far."""
    api = NinjaAPI(
        title="三责安全生产监管平台开放接口",
        version=__version__,
        urls_namespace="api",
        auth=[TokenActor(), SessionActor()],
        docs_url=None,
        description="每项操作与页面走同一扇门：同样的权力、辖区、状态与留痕。写操作可带 Idempotency-Key 头重试。",
    )
    add_operations(api)

    @api.exception_handler(Refused)
    def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
        return api.create_response(request, {"code": refusal.code, "message": str(refusal)}, status=refusal.status)

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        sentences = [f"{'.'.join(str(step) for step in each['loc'][2:])}：{each['msg']}" for each in error.errors]
        return api.create_response(request, {"code": "Invalid", "message": "；".join(sentences)}, status=422)

    return api
