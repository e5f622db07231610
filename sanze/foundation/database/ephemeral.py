"""A server for as long as a block runs, in a folder that goes with it: for tests."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from .cluster import (
    NAME,
    PORT,
    ROLE,
    SETTINGS,
    UNSAFE_BUT_QUICK,
    Cluster,
    make_socket_folder,
    server_environment,
)
from .errors import DatabaseUnwell
from .parent import end_with_parent
from .places import OF_THE_SYSTEM, Place, is_open_to_others, is_root, make_folder, socket_folder

PREFIX = "sanze-ephemeral-"


@contextmanager
def ephemeral(*, fsync: bool = False) -> Iterator[str]:
    """The address (postgresql://…) of a fresh server with an empty database `sanze`.

    It ends with the block, and also, by the kernel's hand, with a killed caller; folders that such a
    caller left are swept by the next one. fsync: whether a power cut may not lose what was committed.
    """
    base = _roof()
    _sweep(base)
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=base))
    if is_root():
        folder.chmod(0o711)
    cluster = Cluster(Place(data=folder / "postgres", run=socket_folder(folder)))
    try:
        cluster.make()
        cluster.configure({**SETTINGS, **({} if fsync else UNSAFE_BUT_QUICK)})
        server = _serve(cluster)
        try:
            cluster.create_database()
            yield f"postgresql://{ROLE}@{quote(str(cluster.place.run), safe='')}:{PORT}/{NAME}"
        finally:
            _end(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _roof() -> Path:
    """The folder for temporary clusters; the system's, where root's usual one is closed to the server."""
    usual = Path(tempfile.gettempdir())
    if not is_root() or is_open_to_others(usual):
        return usual
    make_folder(OF_THE_SYSTEM, 0o711)
    return OF_THE_SYSTEM


def _serve(cluster: Cluster) -> subprocess.Popen:
    make_socket_folder(cluster.place.run, cluster.account)
    order = [cluster.programs / "postgres", "-D", cluster.place.data, *cluster.socket_arguments]
    with cluster.place.log.open("wb") as log:
        server = subprocess.Popen(
            list(map(str, order)), cwd="/", env=server_environment(), umask=0o077, stdin=subprocess.DEVNULL,
            stdout=log, stderr=log, start_new_session=True, preexec_fn=end_with_parent,
            **cluster.account.switch,
        )
    until = time.monotonic() + 60
    while not cluster.answers():
        if server.poll() is not None or time.monotonic() > until:
            _end(server)
            raise DatabaseUnwell(f"测试数据库没有启动成功。{cluster.last_words()}")
        time.sleep(0.05)
    return server


def _end(server: subprocess.Popen) -> None:
    """Fast shutdown; a server that does not heed it within 10 s is stopped at once."""
    server.send_signal(signal.SIGINT)
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)
        server.wait(10)


def _sweep(base: Path) -> None:
    for left in base.glob(f"{PREFIX}*"):
        owner = re.match(rf"{PREFIX}(\d+)-", left.name)
        if owner and left.stat().st_uid == os.geteuid() and not _lives(int(owner[1])):
            shutil.rmtree(left, ignore_errors=True)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
