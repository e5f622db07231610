import os
import shutil
import tempfile
from pathlib import Path

import pytest

from sanze.foundation.database import embedded
from sanze.foundation.database.places import place_of
from sanze.foundation.database.settings import ADDRESS


@pytest.fixture
def no_external(monkeypatch):
    monkeypatch.delenv(ADDRESS)


@pytest.fixture
def installation(no_external, open_folder, closed_folder, monkeypatch):
    """Sets SANZE_HOME to a folder and sees to it that nothing of its server is left."""
    used = []

    def install(folder: Path) -> Path:
        monkeypatch.setenv("SANZE_HOME", str(folder))
        used.append(folder)
        return folder

    yield install
    for folder in used:
        monkeypatch.setenv("SANZE_HOME", str(folder))
        embedded.leave()
        embedded.stop()
        place = place_of(folder)
        shutil.rmtree(place.data.parent, ignore_errors=True)
        shutil.rmtree(place.run, ignore_errors=True)


@pytest.fixture
def open_folder():
    """A folder that every user may pass through."""
    folder = Path(tempfile.mkdtemp(prefix="sanze-open-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def closed_folder():
    """A folder as root's home: nobody else passes."""
    folder = Path(tempfile.mkdtemp(prefix="sanze-closed-"))
    assert folder.stat().st_mode & 0o777 == 0o700
    assert folder.stat().st_uid == os.geteuid()
    yield folder
    shutil.rmtree(folder)
