"""Where the web server listens: options shared by `serve` and `web`."""

import socket
from collections.abc import Callable

import click

from sanze.cli.outcome import Unwell


def listening(function: Callable) -> Callable:
    """Options --bind and --port, from SANZE_BIND and SANZE_PORT where they are set."""
    bind = click.option("--bind", envvar="SANZE_BIND", default="127.0.0.1", show_default=True,
                        help="监听地址；0.0.0.0 向局域网开放 · address to listen on")
    port = click.option("--port", envvar="SANZE_PORT", default=8000, show_default=True,
                        type=click.IntRange(1, 65535), help="端口 · port")
    return bind(port(function))


def require_free(bind: str, port: int) -> None:
    """Raises Unwell if another program has the port, or the address is not this machine's."""
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((bind, port))
        except OSError as taken:
            sentence = f"不能监听 {bind}:{port}（{taken.strerror}）。请换一个端口，例如 SANZE_PORT=8001。"
            raise Unwell(sentence) from taken


def address_for_people(bind: str, port: int) -> str:
    """The address to type into a browser on this machine."""
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(bind, f"[{bind}]" if ":" in bind else bind)
    return f"http://{host}:{port}/"
