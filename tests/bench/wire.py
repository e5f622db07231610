"""Requests through the whole WSGI stack, without a browser and without a test client around it."""

import io
from collections.abc import Callable

from django.test import Client

from sanze.config.wsgi import application
from tests import cast


class Wire:
    """The application as its server calls it."""

    def ask(self, path: str, body: bytes | None = None, query: str = "", **headers: str) -> tuple[int, bytes]:
        """Status and body of GET, or of POST where there is a body. headers: as WSGI names them."""
        surroundings = {
            "REQUEST_METHOD": "GET" if body is None else "POST",
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body or b""),
            "wsgi.errors": io.StringIO(),
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(body or b"")),
            **headers,
        }
        told: list[str] = []
        answer = application(surroundings, lambda status, headers: told.append(status))
        content = b"".join(answer)
        answer.close()
        return int(told[0].split()[0]), content

    def well(self, *args, **more) -> bytes:
        """The body of an answer that must be 200."""
        status, body = self.ask(*args, **more)
        if status != 200:
            raise RuntimeError(f"{args[0]}: {status} {body[:300].decode(errors='replace')}")
        return body


def cookie_of(role: cast.Role) -> str:
    """The Cookie header of a browser in which this person has signed in."""
    client = Client()
    cast.sign_in(client, role)
    return f"sanze={client.cookies['sanze'].value}"


def each_of(things: list) -> Callable[[], object]:
    """A function that gives one thing after the other."""
    return iter(things).__next__
