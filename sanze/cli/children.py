"""Child processes of `sanze serve`: each in a group of its own, ended with it, restarted with patience."""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress

from sanze.cli.outcome import say_wrong
from sanze.foundation.database.parent import end_with_parent

STOP_SECONDS = 7
SETTLED_SECONDS = 60  # a child that lived this long starts its count of failures anew
LONGEST_WAIT = 30


def start(arguments: list[str]) -> subprocess.Popen:
    """`sanze …` as a child that Ctrl-C does not reach, and that gets SIGTERM when this process dies."""
    return subprocess.Popen(
        [sys.executable, "-m", "sanze.cli.main", *arguments],
        stdin=subprocess.DEVNULL, process_group=0, preexec_fn=_end_in_order,
    )


def _end_in_order() -> None:
    end_with_parent(signal.SIGTERM)


def run_to_end(arguments: list[str], stopping: threading.Event) -> bool:
    """Run one `sanze …` to its end; False if told to stop meanwhile. Leaves with the child's code if it fails."""
    if stopping.is_set():
        return False
    process = start(arguments)
    while process.poll() is None:
        if stopping.wait(0.1):
            end(process)
            return False
    if process.returncode:
        sys.exit(process.returncode)
    return True


def end(*processes: subprocess.Popen) -> None:
    """Ask all, wait for each until the same moment, and kill what is left of their groups."""
    until = time.monotonic() + STOP_SECONDS
    for process in processes:
        with suppress(ProcessLookupError):
            process.terminate()
    for process in processes:
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(until - time.monotonic(), 0))
        kill_group(process)
        process.wait()


def kill_group(process: subprocess.Popen) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


class Child:
    """One part of the platform that shall always run."""

    def __init__(self, name: str, arguments: list[str]):
        self.name = name
        self.arguments = arguments
        self.process: subprocess.Popen | None = None
        self.born = 0.0
        self.failures = 0
        self.next_try = 0.0

    def look_after(self) -> None:
        """Start it if it is not there; after each early death wait twice as long, up to half a minute."""
        if self.process is not None and self.process.poll() is not None:
            self._mourn(self.process)
            self.process = None
        if self.process is None and time.monotonic() >= self.next_try:
            self.process = start(self.arguments)
            self.born = time.monotonic()

    def _mourn(self, process: subprocess.Popen) -> None:
        kill_group(process)
        lived = time.monotonic() - self.born
        self.failures = 1 if lived > SETTLED_SECONDS else self.failures + 1
        wait = min(2 ** (self.failures - 1), LONGEST_WAIT)
        self.next_try = time.monotonic() + wait
        say_wrong(f"{self.name}意外退出（{_ending(process.returncode)}），{wait} 秒后重新启动")


def _ending(code: int) -> str:
    return f"代码 {code}" if code >= 0 else f"信号 {signal.Signals(-code).name}"
