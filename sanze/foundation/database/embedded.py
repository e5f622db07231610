"""The embedded server of this installation: started by its first user, stopped by its last.

Every process that uses it holds a shared lock on one file for as long as it lives, so that the system counts
the users, killed ones included. Starting and stopping happen under a second, exclusive lock.
"""

import atexit
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg

from .cluster import DIARY, SETTINGS, Cluster, memory_settings
from .errors import DatabaseUnwell
from .places import POINTER, home, make_home, place_of
from .settings import database_settings, external_address

OLDEST = 150000  # server_version_num of PostgreSQL 15
_held: dict[int, IO] = {}  # the users' lock this process holds, under its process number: a fork holds none


@dataclass(frozen=True)
class Status:
    """How the database is. `folder` and `pid` are None for an external server."""

    running: bool
    external: bool
    folder: Path | None = None
    pid: int | None = None
    version: str = ""
    trouble: str = ""


def ensure_running() -> dict:
    """Have the database running for as long as this process lives; gives Django's settings for it.

    Safe from several processes at once, and again after a crash of the server.
    Raises DatabaseUnwell, also for an external server that cannot be reached.
    """
    if external_address():
        _greet_external()
        return database_settings()
    folder = make_home()
    with _alone(folder):
        _start(folder)
        if os.getpid() not in _held:
            _held[os.getpid()] = _join(folder)
            atexit.register(leave)
    return database_settings()


def leave() -> None:
    """Stop using the embedded database; the last user out stops it."""
    users = _held.pop(os.getpid(), None)
    if users is None:
        return
    atexit.unregister(leave)
    folder = Path(users.name).parent
    if not folder.is_dir():  # removed under the running server, which then ends by itself
        return
    with _alone(folder), users:
        fcntl.flock(users, fcntl.LOCK_UN)
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        _stop(folder)


@contextmanager
def in_use() -> Iterator[dict]:
    """Have the database running during a block."""
    try:
        yield ensure_running()
    finally:
        leave()


def status() -> Status:
    """How the database is at this moment; starts nothing."""
    if external_address():
        try:
            return Status(running=True, external=True, version=_greet_external())
        except DatabaseUnwell as trouble:
            return Status(running=False, external=True, trouble=str(trouble))
    cluster = Cluster(place_of(home()))
    if not cluster.answers():
        return Status(running=False, external=False, folder=cluster.place.data, pid=cluster.pid())
    with cluster.connect() as connection:
        version = connection.execute("SHOW server_version").fetchone()[0]
    return Status(True, False, cluster.place.data, cluster.pid(), version)


def is_alive() -> bool:
    """Whether the embedded server's process lives; cheap. An external server is not ours to watch."""
    return bool(external_address()) or Cluster(place_of(home())).pid() is not None


def stop() -> None:
    """Stop the embedded server whoever uses it. Raises DatabaseUnwell if it does not stop."""
    folder = home()
    if folder.is_dir():
        with _alone(folder):
            _stop(folder)


def _start(folder: Path) -> None:
    cluster = Cluster(place_of(folder))
    if cluster.answers():
        return
    if not cluster.is_made:
        cluster.make()
        _leave_pointer(folder, cluster.place.data.parent)
    cluster.configure({**SETTINGS, **memory_settings(), **DIARY})
    cluster.start()
    cluster.create_database()


def _stop(folder: Path) -> None:
    cluster = Cluster(place_of(folder))
    if cluster.is_made:
        cluster.stop()


def _leave_pointer(folder: Path, base: Path) -> None:
    if base != folder / "database":
        (folder / POINTER).write_text(f"{base}\n")


def _join(folder: Path) -> IO:
    users = _lock_file(folder / "database.users")
    fcntl.flock(users, fcntl.LOCK_SH)
    return users


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with _lock_file(folder / "database.lock") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _lock_file(path: Path) -> IO:
    try:
        return open(path, "a", opener=lambda name, flags: os.open(name, flags, 0o600))
    except PermissionError as closed:
        raise DatabaseUnwell(f"{path.parent} 属于另一个用户，请用该用户或 root 运行。") from closed


def _greet_external() -> str:
    """The version of the external server. Raises DatabaseUnwell if it cannot be reached or is too old."""
    try:
        with psycopg.connect(external_address(), connect_timeout=10) as connection:
            number = connection.info.server_version
            version = connection.execute("SHOW server_version").fetchone()[0]
    except psycopg.OperationalError as trouble:
        raise DatabaseUnwell(f"连不上 SANZE_DATABASE_URL 所指的数据库：{str(trouble).strip()}") from trouble
    if number < OLDEST:
        raise DatabaseUnwell(f"外部数据库是 PostgreSQL {version}，需要 15 或更新的版本。")
    return version
