"""A whole database into one file, and back, by PostgreSQL's own programs.

Going back replaces everything in one transaction: a failure leaves the database as it was.
"""

import os
import subprocess
from contextlib import suppress
from pathlib import Path

from psycopg.conninfo import make_conninfo

from .binaries import own_programs
from .errors import DatabaseUnwell

NOT_BEFORE_17 = b"SET transaction_timeout"  # written by newer programs, unknown to servers of 15 and 16
HEADER_LINES = 100  # where it stands; further down a line may be somebody's text
EMPTY = b"DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n"


def dump(settings: dict, target: Path) -> None:
    """Write the database of these Django settings as one compressed file. Raises DatabaseUnwell."""
    _check(_client("pg_dump", settings, "--format=custom", "--no-owner", "--no-privileges", f"--file={target}"))


def put_back(settings: dict, source: Path) -> None:
    """Replace everything in the database by what the file holds. Raises DatabaseUnwell; then nothing changed."""
    script = subprocess.Popen(
        [own_programs() / "pg_restore", "--no-owner", "--no-privileges", "--file=-", source],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )
    into = _client("psql", settings, "--no-psqlrc", "--quiet", "--single-transaction",
                   "--set=ON_ERROR_STOP=1", "--file=-", feed=subprocess.PIPE)
    try:
        into.stdin.write(EMPTY)
        for number, line in enumerate(script.stdout):
            if number > HEADER_LINES or not line.startswith(NOT_BEFORE_17):
                into.stdin.write(line)
        told = script.stderr.read()
        if script.wait():
            into.kill()  # before its end of input, so that it cannot commit
            raise DatabaseUnwell(f"备份里的数据库文件不完整：{told.decode(errors='replace').strip()}")
    except BrokenPipeError:
        script.kill()
    _check(into)


def _client(program: str, settings: dict, *arguments: str, feed: int = subprocess.DEVNULL) -> subprocess.Popen:
    parts = {"host": settings["HOST"], "port": settings["PORT"], "user": settings["USER"], "dbname": settings["NAME"]}
    address = make_conninfo("", **{key: value for key, value in parts.items() if value}, **settings.get("OPTIONS", {}))
    environment = {**os.environ, **({"PGPASSWORD": settings["PASSWORD"]} if settings["PASSWORD"] else {})}
    return subprocess.Popen([own_programs() / program, f"--dbname={address}", *arguments], env=environment,
                            stdin=feed, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def _check(process: subprocess.Popen) -> None:
    if process.stdin and not process.stdin.closed:
        with suppress(BrokenPipeError):
            process.stdin.close()
    told = process.stderr.read().decode(errors="replace").strip()
    if process.wait():
        raise DatabaseUnwell(f"数据库程序没有成功：{told}")
