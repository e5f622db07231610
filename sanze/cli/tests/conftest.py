import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from sanze.foundation.database import embedded
from sanze.foundation.database.parent import end_with_parent
from sanze.foundation.database.settings import ADDRESS

SANZE = [sys.executable, "-m", "sanze.cli.main"]


class Installation:
    """An installation of its own, with its own embedded database, in a folder that goes with the test."""

    def __init__(self, folder: Path):
        self.home = folder / "home"
        self.port = _free_port()
        self.environment = {**os.environ, "SANZE_HOME": str(self.home), "SANZE_PORT": str(self.port)}
        self.environment.pop(ADDRESS, None)
        self.output = folder / "output.txt"
        self.serve: subprocess.Popen | None = None

    def run(self, *arguments: str, **more: str) -> subprocess.CompletedProcess:
        return subprocess.run([*SANZE, *arguments], env={**self.environment, **more}, capture_output=True, text=True)

    def start(self) -> "Installation":
        with self.output.open("w") as output:
            self.serve = subprocess.Popen(
                [*SANZE, "serve"], env=self.environment, stdin=subprocess.DEVNULL, stdout=output,
                stderr=subprocess.STDOUT, start_new_session=True, preexec_fn=end_with_parent,
            )
        self.wait_until(self.answers)
        return self

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2) as answer:
                return answer.status == 200
        except (OSError, urllib.error.URLError):
            return False

    def wait_until(self, holds, seconds: float = 240) -> None:
        until = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < until, self.output.read_text()
            time.sleep(0.1)

    def processes(self) -> dict[int, str]:
        """The living processes of serve's session, with their command lines."""
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
                if int(fields[3]) == self.serve.pid and fields[0] != "Z":
                    found[int(folder.name)] = (folder / "cmdline").read_text().replace("\0", " ")
        return found

    def child(self, word: str) -> int:
        """The process number of serve's own child whose command line holds this word."""
        parent = f"{self.serve.pid}"
        for pid, line in self.processes().items():
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            if fields[1] == parent and word in line:
                return pid
        return 0


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


@contextmanager
def installed():
    """An installation for as long as the block runs; it is this process's own as well."""
    folder = Path(tempfile.mkdtemp(prefix="sanze-cli-"))
    folder.chmod(0o755)
    made = Installation(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SANZE_HOME", str(made.home))
        patch.delenv(ADDRESS, raising=False)
        yield made
        if made.serve is not None:
            with suppress(ProcessLookupError):
                os.killpg(made.serve.pid, signal.SIGKILL)
            made.serve.wait()
            made.wait_until(lambda: not made.processes(), 15)
        embedded.stop()
    shutil.rmtree(folder)


@pytest.fixture
def installation():
    with installed() as made:
        yield made
