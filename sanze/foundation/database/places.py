"""Where an installation keeps its things, and which of them a server of another system user can reach."""

import hashlib
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

import platformdirs

OF_THE_SYSTEM = Path("/var/lib/sanze")
LONGEST_SOCKET_PATH = 100  # bytes; the kernels' limit is 107 (Linux) and 103 (macOS)
SOCKET_NAME = ".s.PGSQL.5432"
PLAIN = re.compile(r"[\w/.@+ -]+")
POINTER = "database-at"


def is_root() -> bool:
    return os.geteuid() == 0


def home() -> Path:
    """The folder of this installation: SANZE_HOME, or the user's data folder, or for root the system's."""
    given = os.environ.get("SANZE_HOME", "").strip()
    if given:
        return Path(given).expanduser().absolute()
    return OF_THE_SYSTEM if is_root() else platformdirs.user_data_path("sanze", appauthor=False)


def make_home() -> Path:
    """The folder of this installation, made if missing; an existing one keeps its rights.

    Root's lets other users pass through (not list), so that the database's own user reaches its part.
    """
    folder = home()
    make_folder(folder, 0o711 if is_root() else 0o700)
    return folder


def make_folder(folder: Path, mode: int) -> None:
    """Make a folder and what is missing above it, with these rights, whatever the umask; touch none found."""
    if folder.is_dir():
        return
    make_folder(folder.parent, mode)
    try:
        folder.mkdir(0o700)
    except FileExistsError:
        return
    folder.chmod(mode)


def is_open_to_others(folder: Path) -> bool:
    """Whether a user who owns none of it may pass through this folder and all above it.

    A folder that is not there yet counts as open: it will be made by us.
    """
    real = folder.resolve()
    return all(_lets_others_pass(step) for step in (real, *real.parents))


def _lets_others_pass(folder: Path) -> bool:
    try:
        return bool(folder.stat().st_mode & stat.S_IXOTH)
    except FileNotFoundError:
        return True


@dataclass(frozen=True)
class Place:
    """The folders of one server: `data` is the cluster, `run` holds its socket."""

    data: Path
    run: Path

    @property
    def log(self) -> Path:
        return self.data.parent / "postgres.log"


def place_of(folder: Path) -> Place:
    """The place of the server that belongs to this installation folder; touches nothing.

    Where the cluster already is decides; then the pointer left by an earlier start; then, for root,
    whether the server's own user could reach the folder at all.
    """
    base = folder / "database"
    if not (base / "postgres" / "PG_VERSION").exists():
        if (folder / POINTER).exists():
            base = Path((folder / POINTER).read_text().strip())
        elif is_root() and not is_open_to_others(base):
            base = OF_THE_SYSTEM / "elsewhere" / _short(folder)
    return Place(data=base / "postgres", run=socket_folder(base))


def socket_folder(base: Path) -> Path:
    """A folder for the socket: beside the cluster, or one of our own where that path is too long or too odd.

    A connection string has no way to write a comma in a host, and the server none for quotes.
    """
    beside = base / "run"
    if len(os.fsencode(beside / SOCKET_NAME)) <= LONGEST_SOCKET_PATH and PLAIN.fullmatch(str(beside)):
        return beside
    if is_root():
        return OF_THE_SYSTEM / "run" / _short(base)
    return Path("/tmp") / f"sanze-{os.getuid()}-{_short(base)}"


def _short(folder: Path) -> str:
    return hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:12]
