"""Backup, restore, seals and doctor on installations of their own, through the command line."""

import json
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from sanze.cli.tests.conftest import installed
from sanze.foundation.database import embedded
from sanze.foundation.database.embedded import in_use
from sanze.foundation.database.settings import database_settings

pytestmark = pytest.mark.journey

ROOT = Path(__file__).parents[3]
ACT = """
import datetime, django
from sanze.foundation.database.embedded import in_use
django.setup()
from sanze.foundation.identity import commands
from sanze.foundation.regime import commands as regime
from sanze.foundation.regime.reading import packaged, read
from sanze.foundation.scope.actor import INSTALLER
with in_use():
    content = read(packaged("yunhe-2026")).model_dump(mode="json")
    regime.enforce(INSTALLER, None, content=content, on=datetime.date(2026, 1, 1))
    commands.register_person(INSTALLER, None, username="zhao", name="赵一", phone="13800000000")
"""


def act(installation):
    environment = {**installation.environment, "DJANGO_SETTINGS_MODULE": "sanze.config.settings"}
    done = subprocess.run([sys.executable, "-c", ACT], env=environment, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def run_sql(statement):
    where = database_settings()
    told = {"host": where["HOST"], "port": where["PORT"], "user": where["USER"], "dbname": where["NAME"]}
    with in_use(), psycopg.connect(**told) as door:
        found = door.execute(statement)
        return found.fetchall() if found.description else None


def settle(installation):
    """Somebody lives there: the tables are made, two acts are done, and evidence is kept."""
    assert installation.run("migrate").returncode == 0
    act(installation)
    evidence = installation.home / "evidence" / "ab" / "abcd"
    evidence.parent.mkdir(parents=True, exist_ok=True)
    evidence.write_text("照片")


@pytest.fixture(scope="module")
def settled():
    """An installation that is lived in, at rest; each test begins with a copy of it."""
    with installed() as made:
        settle(made)
        embedded.stop()
        yield made


@pytest.fixture
def lived_in(settled, installation):
    if (settled.home / "database").exists():
        subprocess.run(["cp", "-a", settled.home, installation.home], check=True)
    else:
        settle(installation)  # its database is kept where the server's own user can reach it
    return installation


@pytest.fixture
def kept(lived_in):
    target = lived_in.home.parent / "kept.tar"
    done = lived_in.run("backup", str(target))
    assert done.returncode == 0, done.stderr
    return target


def test_a_backup_restores_into_an_empty_installation(lived_in, kept, monkeypatch):
    sealed = run_sql("SELECT seal FROM acts_act ORDER BY id")
    key = (lived_in.home / "keys" / "seal.key").read_bytes()
    elsewhere = lived_in.home.parent / "elsewhere"
    monkeypatch.setenv("SANZE_HOME", str(elsewhere))

    done = lived_in.run("restore", str(kept), SANZE_HOME=str(elsewhere))

    assert done.returncode == 0, done.stderr
    assert "全部相符" in done.stdout
    assert len(sealed) == 2
    assert run_sql("SELECT seal FROM acts_act ORDER BY id") == sealed
    assert (elsewhere / "keys" / "seal.key").read_bytes() == key
    assert (elsewhere / "evidence" / "ab" / "abcd").read_text() == "照片"


def test_records_in_the_database_are_replaced_only_when_told_so(lived_in, kept):
    run_sql("UPDATE identity_person SET name = '赵二'")

    refused = lived_in.run("restore", str(kept))
    assert refused.returncode == 1
    assert "--replace" in refused.stderr
    assert run_sql("SELECT name FROM identity_person WHERE username = 'zhao'") == [("赵二",)]

    assert lived_in.run("restore", "--replace", str(kept)).returncode == 0
    assert run_sql("SELECT name FROM identity_person WHERE username = 'zhao'") == [("赵一",)]


def test_a_damaged_backup_changes_nothing(lived_in, kept):
    whole = bytearray(kept.read_bytes())
    whole[2000] ^= 1
    kept.write_bytes(whole)

    done = lived_in.run("restore", "--replace", str(kept))

    assert done.returncode == 1
    assert "database.dump" in done.stderr
    assert len(run_sql("SELECT seal FROM acts_act")) == 2


def test_seals_find_what_was_changed_behind_the_back_and_an_exported_head_holds(lived_in):
    head = lived_in.home.parent / "head.json"
    assert lived_in.run("seals", "export", str(head)).returncode == 0
    assert lived_in.run("seals", "verify", "--head", str(head)).returncode == 0

    run_sql("UPDATE identity_person SET name = '赵二' WHERE username = 'zhao'")

    done = lived_in.run("seals", "verify", "--head", str(head))
    assert done.returncode == 1
    assert "赵二" in done.stderr
    assert json.loads(head.read_text())["seal"]


def test_doctor_says_what_to_do_and_is_content_afterwards(installation):
    sick = installation.run("doctor")
    assert sick.returncode == 1
    assert "sanze migrate" in sick.stdout

    assert installation.run("migrate").returncode == 0
    well = installation.run("doctor")
    assert well.returncode == 0, well.stdout
    assert "✗" not in well.stdout


def test_a_database_without_tables_is_a_plain_sentence(installation):
    done = installation.run("seals", "verify")

    assert done.returncode == 3
    assert "sanze migrate" in done.stderr
    assert "Traceback" not in done.stderr
