"""The system user that runs the server when root starts it: PostgreSQL refuses to run as root."""

import os
import pwd
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from .errors import DatabaseUnwell
from .places import is_root

NAME = "sanze"


@dataclass(frozen=True)
class Account:
    """Whom the server's programs run as. `switch` is empty where that is whoever runs us."""

    name: str
    uid: int
    gid: int

    @property
    def switch(self) -> dict:
        """Keyword arguments of subprocess that change to this user."""
        if self.uid == os.geteuid():
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        """Give one file or folder, made by us, to this user."""
        if self.uid != os.geteuid():
            os.chown(path, self.uid, self.gid)


def account_for(data: Path) -> Account:
    """Who runs the server of this cluster: its owner; for a new one the caller, or root's system user.

    Raises DatabaseUnwell where the cluster is somebody else's, or the system user cannot be made.
    """
    if not is_root():
        if data.exists() and data.stat().st_uid != os.geteuid():
            raise DatabaseUnwell(f"数据库目录 {data} 属于另一个用户，请用该用户或 root 运行。")
        return _known(os.geteuid())
    if data.exists() and data.stat().st_uid != 0:
        return _known(data.stat().st_uid)
    return _system_user()


def _known(uid: int) -> Account:
    try:
        found = pwd.getpwuid(uid)
    except KeyError as missing:
        raise DatabaseUnwell(f"系统里没有编号为 {uid} 的用户，数据库程序不能以它运行。") from missing
    return Account(found.pw_name, found.pw_uid, found.pw_gid)


def _system_user() -> Account:
    try:
        found = pwd.getpwnam(NAME)
    except KeyError:
        _add_system_user()
        found = pwd.getpwnam(NAME)
    return Account(found.pw_name, found.pw_uid, found.pw_gid)


def _add_system_user() -> None:
    """Make the system user without home and shell; a second process doing the same at once is fine."""
    if shutil.which("useradd"):
        order = ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent",
                 "--shell", "/usr/sbin/nologin", NAME]
    elif shutil.which("adduser"):  # busybox
        order = ["adduser", "-S", "-D", "-H", "-s", "/sbin/nologin", NAME]
    else:
        raise DatabaseUnwell(f"需要系统用户 {NAME} 来运行数据库，但本机没有 useradd；请建立该用户，"
                             "或改用普通用户运行，或设置 SANZE_DATABASE_URL。")
    for _ in range(10):  # the list of users may be locked by another
        result = subprocess.run(order, capture_output=True, text=True)
        if any(user.pw_name == NAME for user in pwd.getpwall()):
            return
        time.sleep(0.5)
    raise DatabaseUnwell(f"不能建立系统用户 {NAME}：{result.stderr.strip()}")
