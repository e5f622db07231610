import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg
import pytest

from sanze.foundation.database.ephemeral import ephemeral

pytestmark = pytest.mark.crash

KILLED = """
import os, signal
from sanze.foundation.database.ephemeral import ephemeral
with ephemeral() as address:
    print(address, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def folder_of(address):
    return Path(unquote(urlsplit(address).netloc.split("@")[1].rsplit(":", 1)[0])).parent


def test_a_throw_away_server_leaves_nothing_and_its_index_knows_chinese():
    with ephemeral() as address, psycopg.connect(address) as door:
        door.execute("CREATE EXTENSION pg_trgm")
        door.execute("CREATE EXTENSION btree_gist")
        assert door.execute("SELECT similarity('安全生产', '安全生产法') > 0.5").fetchone() == (True,)

    assert not folder_of(address).exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address)


def test_a_killed_callers_server_ends_and_its_folder_is_swept_by_the_next():
    told = subprocess.run([sys.executable, "-c", KILLED], capture_output=True, text=True)
    address = told.stdout.strip()
    pid_file = folder_of(address) / "postgres" / "postmaster.pid"
    until = time.monotonic() + 10
    while pid_file.exists() and time.monotonic() < until:
        time.sleep(0.05)

    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address)
    with ephemeral():
        assert not folder_of(address).exists()
