"""One PostgreSQL cluster of our own: made, started, stopped, found crashed.

It listens on a Unix socket only, and knows its callers by their system user (peer authentication).
"""

import os
import shlex
import shutil
import stat
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import psycopg

from .account import Account, account_for
from .binaries import programs_for
from .errors import DatabaseUnwell
from .places import SOCKET_NAME, Place, make_folder

ROLE = "sanze"
NAME = "sanze"
PORT = "5432"
START_SECONDS = 120  # replaying the log after a crash of a large database takes its time
STOP_SECONDS = 60

SETTINGS = {
    "listen_addresses": "''",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "synchronous_commit": "on",
    "jit": "off",
    "work_mem": "'16MB'",
    "maintenance_work_mem": "'128MB'",
    "max_wal_size": "'2GB'",
    "checkpoint_timeout": "'15min'",
    "random_page_cost": "1.1",
    "timezone": "'Asia/Shanghai'",
    "log_timezone": "'Asia/Shanghai'",
}
DIARY = {  # a week of daily files, each overwritten in the week after
    "logging_collector": "on",
    "log_directory": "'log'",
    "log_filename": "'postgres-%a.log'",
    "log_rotation_age": "'1d'",
    "log_rotation_size": "0",
    "log_truncate_on_rotation": "on",
    "log_min_duration_statement": "'2s'",
    "log_line_prefix": "'%m [%p] '",
}
INITDB = (
    *("-U", ROLE, "-E", "UTF8", "--auth=peer", "--no-instructions", "--no-sync"),
    *("--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
)
OURS = "sanze.conf"
UNSAFE_BUT_QUICK = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum_naptime": "'10s'",
}


def memory_settings() -> dict[str, str]:
    """A quarter of the memory for pages, from 128 MB to 2 GB; half of it counted on as the system's cache."""
    try:
        megabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    except (ValueError, OSError):
        megabytes = 2048
    pages = min(max(megabytes // 4, 128), 2048)
    return {"shared_buffers": f"'{pages}MB'", "effective_cache_size": f"'{max(megabytes // 2, 256)}MB'"}


@dataclass(frozen=True)
class Cluster:
    """A cluster at a place. Its methods are not locked against each other: callers hold the start lock."""

    place: Place

    @cached_property
    def account(self) -> Account:
        return account_for(self.place.data)

    @cached_property
    def programs(self) -> Path:
        return programs_for(self.account)

    @property
    def is_made(self) -> bool:
        return (self.place.data / "PG_VERSION").exists()

    @property
    def socket_arguments(self) -> list[str]:
        return ["-k", str(self.place.run), "-p", PORT]

    def connect(self, name: str = "postgres", **more) -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.place.run), port=PORT, user=ROLE, dbname=name, connect_timeout=10, **more
        )

    def answers(self) -> bool:
        """Whether a server takes connections at this place now."""
        if not (self.place.run / SOCKET_NAME).exists():
            return False
        try:
            with self.connect(autocommit=True) as connection:
                found = connection.execute("SHOW data_directory").fetchone()
        except psycopg.OperationalError:
            return False
        return Path(found[0]).resolve() == self.place.data.resolve()

    def make(self) -> None:
        """Have initdb fill a folder beside, moved into place when whole: no half cluster is ever left."""
        base = self.place.data.parent
        make_folder(base, 0o711 if self.account.switch else 0o700)
        half = base / "postgres.half"
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(0o700)
        self.account.own(half)
        self._run("initdb", "-D", half, *INITDB)
        self._configure(half)
        self._run("initdb", "-D", half, "--sync-only")
        half.rename(self.place.data)

    def _configure(self, folder: Path) -> None:
        with (folder / "postgresql.conf").open("a") as conf:
            conf.write(f"\ninclude_if_exists = '{OURS}'\ninclude_if_exists = 'own.conf'\n")
        (folder / "pg_hba.conf").write_text("local all all peer map=sanze\n")
        people = {self.account.name, "root", _name_of_caller()}
        (folder / "pg_ident.conf").write_text("".join(f"sanze {name} {ROLE}\n" for name in sorted(people)))

    def configure(self, settings: dict[str, str]) -> None:
        """Write our settings for the next start; `own.conf` beside them is the administrator's and wins."""
        path = self.place.data / OURS
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with open(handle, "w") as conf:
            conf.write("".join(f"{key} = {value}\n" for key, value in settings.items()))
        self.account.own(path)

    def start(self) -> None:
        """Start the server and wait until it takes connections.

        A crashed one's traces are cleared and its log is replayed.
        Raises DatabaseUnwell with the last lines of the server's log.
        """
        self._refuse_another_version()
        make_socket_folder(self.place.run, self.account)
        until = time.monotonic() + START_SECONDS
        while True:
            self._clear_traces()
            done = self._control("start", START_SECONDS, "-l", self._log().name,
                                 "-o", shlex.join(self.socket_arguments))
            if done.returncode == 0 or self.answers():
                return
            if time.monotonic() > until or "pre-existing shared memory" not in self.last_words():
                raise DatabaseUnwell(f"数据库没有启动成功。{self.last_words()}")
            time.sleep(0.5)  # the children of a killed server are still leaving

    def stop(self) -> None:
        """Stop the server in order; nothing to do if none runs."""
        if self.pid() is None:
            return
        done = self._control("stop", STOP_SECONDS, "-m", "fast")
        if done.returncode and self.pid() is not None:
            raise DatabaseUnwell(f"数据库没有停下来：{done.stderr.strip()}")

    def create_database(self) -> None:
        with self.connect(autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
                connection.execute(f'CREATE DATABASE "{NAME}"')

    def pid(self) -> int | None:
        """The process that serves this cluster, if it lives and really is this cluster's."""
        noted = _first_number(self.place.data / "postmaster.pid")
        return noted if noted and _serves(noted, self.place.data) else None

    def last_words(self) -> str:
        """The last lines the server wrote, from the newest of its logs."""
        logs = [self.place.log, *self.place.data.glob("log/*.log")]
        logs = sorted((log for log in logs if log.exists()), key=lambda log: log.stat().st_mtime)
        texts = [log.read_text(errors="replace") for log in logs[-2:]]
        return "\n".join(line for text in texts for line in text.splitlines()[-6:])

    def _log(self) -> Path:
        log = self.place.log
        if not log.exists() or log.stat().st_size > 2**20:
            log.write_text("")
            log.chmod(0o600)
            self.account.own(log)
        return log

    def _clear_traces(self) -> None:
        """Remove the pid and socket files of a server that is gone; its number may be another process's."""
        if self.pid() is not None:
            return
        for trace in (self.place.data / "postmaster.pid", self.place.run / f"{SOCKET_NAME}.lock"):
            noted = _first_number(trace)
            if noted and not _serves(noted, self.place.data):
                trace.unlink(missing_ok=True)

    def _refuse_another_version(self) -> None:
        written = (self.place.data / "PG_VERSION").read_text().strip()
        here = self._run("postgres", "--version").split()[-1].split(".")[0]
        if written != here:
            raise DatabaseUnwell(f"数据由 PostgreSQL {written} 写成，现在装的是 {here}："
                                 "请先用原来的版本 sanze backup，再恢复到新库。")

    def _control(self, verb: str, seconds: int, *arguments: str) -> subprocess.CompletedProcess:
        """pg_ctl, with names relative to the folder above the cluster, since it hands them to a shell."""
        return self._try("pg_ctl", verb, "-D", self.place.data.name, "-w", "-s", "-t", seconds, *arguments)

    def _try(self, program: str, *arguments) -> subprocess.CompletedProcess:
        order = [str(self.programs / program), *map(str, arguments)]
        return subprocess.run(
            order, cwd=self.place.data.parent, env=server_environment(), stdin=subprocess.DEVNULL,
            capture_output=True, text=True, umask=0o077, process_group=0, **self.account.switch,
        )

    def _run(self, program: str, *arguments) -> str:
        done = self._try(program, *arguments)
        if done.returncode:
            raise DatabaseUnwell(f"{program} 没有成功：{(done.stderr or done.stdout).strip()}")
        return done.stdout


def server_environment() -> dict[str, str]:
    """A clean environment: a caller's PGDATA, PGPORT or locale must not reach the server."""
    return {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/", "TZ": "Asia/Shanghai"}


def make_socket_folder(folder: Path, account: Account) -> None:
    """The folder of the socket, open to its server's user alone. Raises DatabaseUnwell if another has it."""
    if not folder.exists():
        make_folder(folder.parent, 0o711 if account.switch else 0o700)
        with suppress(FileExistsError):
            folder.mkdir(0o700)
            account.own(folder)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != account.uid or found.st_mode & 0o077:
        raise DatabaseUnwell(f"{folder} 不是数据库用户自己的目录，请检查后删除它。")


def _name_of_caller() -> str:
    return account_for(Path("/nonexistent")).name if os.geteuid() else "root"


def _first_number(path: Path) -> int | None:
    try:
        return abs(int(path.read_text().split()[0]))
    except (FileNotFoundError, IndexError, ValueError):
        return None


def _serves(pid: int, data: Path) -> bool:
    """Whether this process is a server of this cluster. Where the system cannot tell, a living one counts."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return Path("/proc/self").exists() is False
    try:
        return Path(os.readlink(f"/proc/{pid}/cwd")) == data.resolve()
    except FileNotFoundError:
        return not Path("/proc/self").exists()
    except PermissionError:
        return False
