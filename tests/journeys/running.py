"""The web server of every installation, in a process of its own, for as long as a block runs."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sanze.foundation.database.parent import end_with_parent

START_SECONDS = 90


@contextmanager
def served(environment: dict[str, str], port: int, log: Path) -> Iterator[str]:
    """The address of the platform, answering on this machine alone; it ends with a killed caller too.

    log: where its words go.
    """
    address = f"http://127.0.0.1:{port}"
    order = [sys.executable, "-m", "sanze.cli.main", "web", "--port", str(port), "--workers", "1"]
    with log.open("wb") as output:
        server = subprocess.Popen(
            order, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True,
            preexec_fn=end_with_parent,
        )  # fmt: skip
    try:
        _wait_for(address, server, log)
        yield address
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(20)


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def _wait_for(address: str, server: subprocess.Popen, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(f"{address}/verify/", timeout=10):
                return
        except OSError:
            assert server.poll() is None, log.read_text()
            assert time.monotonic() < until, log.read_text()
            time.sleep(0.2)
