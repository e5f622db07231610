"""kill -9 of web, worker and database while people submit; everything comes back by itself."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from sanze.cli.tests.conftest import Installation
from sanze.foundation.database import embedded
from sanze.foundation.database.settings import ADDRESS, database_settings
from tests.crash.writers import Writer

pytestmark = pytest.mark.crash
SEEDING = "import django; django.setup(); from tests.crash.seeding import main; main()"
ROUNDS = [
    "backend", "web process", "backend", "database", "worker", "web process", "backend",
    "web", "database", "backend", "web process", "worker", "backend", "web",
]  # fmt: skip
MORE = 5
BACK_SECONDS = 90


@pytest.fixture
def platform(monkeypatch) -> Iterator[Installation]:
    """`sanze serve` in a home of its own, with a database of its own."""
    folder = Path(tempfile.mkdtemp(prefix="sanze-crash-"))
    folder.chmod(0o755)
    made = Installation(folder)
    monkeypatch.setenv("SANZE_HOME", str(made.home))
    monkeypatch.delenv(ADDRESS, raising=False)
    try:
        yield made.start()
    finally:
        with suppress(ProcessLookupError):
            os.killpg(made.serve.pid, signal.SIGKILL)
        made.serve.wait()
        made.wait_until(lambda: not made.processes(), 30)
        embedded.stop()
        shutil.rmtree(folder)


def test_nothing_acknowledged_is_lost_and_nothing_doubled_whatever_is_killed(platform):
    stop, luck = threading.Event(), random.Random(20260302)
    told = seeding(platform, "build")["writers"]
    writers = [Writer(platform.port, bearer, party, stop) for bearer, party in told]
    for each in writers:
        each.start()
    killed = 0

    for target in ROUNDS:
        wait_for(writers, platform)
        time.sleep(luck.uniform(0.05, 0.6))
        killed += kill(platform, target, luck)
    wait_for(writers, platform)
    stop.set()
    for each in writers:
        each.join(BACK_SECONDS)
    platform.wait_until(platform.answers, BACK_SECONDS)

    keys = [key for each in writers for key in each.acknowledged]
    assert [each.refused for each in writers] == [""] * len(writers)
    assert killed == len(ROUNDS)
    once = dict.fromkeys(keys, 1)
    assert len(once) == len(keys) >= MORE * len(ROUNDS)
    assert seeding(platform, "count") == {"acts": once, "visits": once, "dangers": once}
    verified = platform.run("seals", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr


def wait_for(writers: list[Writer], platform: Installation) -> None:
    """Until the platform has acknowledged some more: it came back by itself."""
    begun = sum(len(each.acknowledged) for each in writers)

    def gone_on() -> bool:
        assert not any(each.refused for each in writers), [each.refused for each in writers]
        return sum(len(each.acknowledged) for each in writers) >= begun + MORE

    platform.wait_until(gone_on, BACK_SECONDS)


def kill(platform: Installation, target: str, luck: random.Random) -> bool:
    """End it at once, as a power cut or the kernel would; whether it was there to be killed."""
    find: dict[str, Callable[[], list[int]]] = {
        "web": lambda: [platform.child(" web ")],
        "worker": lambda: [platform.child(" worker ")],
        "web process": lambda: below(platform, platform.child(" web ")),
        "database": lambda: [embedded.status().pid],
        "backend": lambda: backends(),
    }
    until = time.monotonic() + BACK_SECONDS
    while time.monotonic() < until:
        with suppress(ProcessLookupError, psycopg.Error, IndexError):
            if pid := luck.choice(find[target]()):
                os.kill(pid, signal.SIGKILL)
                return True
        time.sleep(0.2)
    return False


def below(platform: Installation, parent: int) -> list[int]:
    """The processes that do the web server's work."""
    found = []
    for pid, line in platform.processes().items():
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        if int(fields[1]) == parent and "resource_tracker" not in line:
            found.append(pid)
    return found


def backends() -> list[int]:
    """The server's processes that serve somebody: the web's and the worker's sessions."""
    where = database_settings()
    address = {"dbname": where["NAME"], "user": where["USER"], "host": where["HOST"], "port": where["PORT"]}
    with psycopg.connect(**address, connect_timeout=5) as asker:
        rows = asker.execute("SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'").fetchall()
        return [pid for (pid,) in rows if pid != asker.info.backend_pid]


def seeding(platform: Installation, what: str) -> dict:
    """What the seeding's function says, run as a process of its own beside the platform."""
    surroundings = platform.environment | {
        "DJANGO_SETTINGS_MODULE": "sanze.config.settings",
        "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
    }
    done = subprocess.run(
        [sys.executable, "-c", SEEDING, what], env=surroundings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
