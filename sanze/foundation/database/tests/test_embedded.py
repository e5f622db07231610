import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psycopg
import pytest

from sanze.foundation.database import embedded
from sanze.foundation.database.cluster import Cluster
from sanze.foundation.database.places import SOCKET_NAME, home, is_root, place_of
from sanze.foundation.database.settings import database_settings

pytestmark = pytest.mark.crash  # each has a server of its own, most of them killed

USER = """
import sys
from sanze.foundation.database import embedded
embedded.ensure_running()
print(embedded.status().pid, flush=True)
sys.stdin.read()
"""


def run_sql(statement, *values):
    where = database_settings()
    told = {"host": where["HOST"], "port": where["PORT"], "user": where["USER"], "dbname": where["NAME"]}
    with psycopg.connect(**told) as door:
        found = door.execute(statement, values)
        return found.fetchall() if found.description else None


def another_user():
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    return subprocess.Popen([sys.executable, "-c", USER], **pipes)


def end(process):
    process.stdin.close()
    assert process.wait(30) == 0
    process.stdout.close()


def kill_server():
    pid = embedded.status().pid
    os.kill(pid, signal.SIGKILL)
    return pid


def test_what_was_written_is_there_after_a_stop_and_a_start(installation, open_folder):
    installation(open_folder / "home")

    with embedded.in_use():
        run_sql("CREATE TABLE kept (word text)")
        run_sql("INSERT INTO kept VALUES ('隐患')")
    assert not embedded.status().running

    with embedded.in_use():
        assert run_sql("SELECT word FROM kept") == [("隐患",)]


def test_asking_where_the_database_is_starts_nothing_and_writes_nothing(installation, open_folder):
    folder = installation(open_folder / "home")

    assert database_settings()["HOST"].startswith(str(folder))
    assert not embedded.status().running
    assert not folder.exists()


def test_processes_starting_at_once_share_one_server_and_the_last_one_out_stops_it(installation, open_folder):
    installation(open_folder / "home")

    users = [another_user() for _ in range(4)]
    servers = {user.stdout.readline() for user in users}
    assert len(servers) == 1

    for user in users[:-1]:
        end(user)
    assert embedded.status().running
    end(users[-1])
    assert not embedded.status().running


def test_a_killed_user_does_not_count(installation, open_folder):
    installation(open_folder / "home")
    killed = another_user()
    killed.stdout.readline()

    killed.kill()
    killed.communicate()
    assert embedded.status().running

    with embedded.in_use():
        pass
    assert not embedded.status().running


def test_a_killed_server_comes_back_with_everything_that_was_committed(installation, open_folder):
    installation(open_folder / "home")
    embedded.ensure_running()
    run_sql("CREATE TABLE written (number int)")

    for number in range(3):
        run_sql("INSERT INTO written VALUES (%s)", number)
        killed = kill_server()
        embedded.ensure_running()
        assert embedded.status().pid != killed

    assert run_sql("SELECT number FROM written ORDER BY 1") == [(0,), (1,), (2,)]


def test_a_server_killed_in_the_middle_of_writing_keeps_each_acknowledged_row(installation, open_folder):
    installation(open_folder / "home")
    embedded.ensure_running()
    run_sql("CREATE TABLE written (number int PRIMARY KEY)")
    acknowledged = []

    def write():
        try:
            for number in range(100_000):
                run_sql("INSERT INTO written VALUES (%s)", number)
                acknowledged.append(number)
        except psycopg.OperationalError:
            return

    writer = threading.Thread(target=write)
    writer.start()
    while len(acknowledged) < 50:
        time.sleep(0.01)
    kill_server()
    writer.join()
    embedded.ensure_running()

    there = {number for (number,) in run_sql("SELECT number FROM written")}
    assert set(acknowledged) <= there
    assert len(there - set(acknowledged)) <= 1  # a commit whose answer was lost


def test_a_stale_pid_file_that_names_another_process_is_no_obstacle(installation, open_folder):
    installation(open_folder / "home")
    with embedded.in_use():
        trace = place_of(home()).data / "postmaster.pid"
        text = trace.read_text()
    lines = text.splitlines(keepends=True)
    trace.write_text("".join([f"{os.getpid()}\n", *lines[1:]]))
    (place_of(home()).run / f"{SOCKET_NAME}.lock").write_text(f"{os.getpid()}\n")

    with embedded.in_use():
        assert embedded.status().running


def test_a_half_made_cluster_is_made_anew(installation, open_folder):
    folder = installation(open_folder / "home")
    half = place_of(folder).data.parent / "postgres.half"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")

    with embedded.in_use():
        assert embedded.status().running
    assert not half.exists()


def test_a_long_path_gets_its_socket_in_a_short_folder(installation, open_folder):
    folder = installation(open_folder / ("long-" * 20) / ("path-" * 20))

    with embedded.in_use():
        assert run_sql("SHOW data_directory") == [(str(folder / "database" / "postgres"),)]
    assert len(database_settings()["HOST"]) + len(SOCKET_NAME) < 100


def test_spaces_and_quotes_in_the_path_are_no_obstacle(installation, open_folder):
    installation(open_folder / "安全, 'a\" $b")

    with embedded.in_use():
        assert embedded.status().running


def test_no_folder_that_was_there_has_its_rights_or_owner_changed(installation, closed_folder):
    above = closed_folder / "theirs"
    above.mkdir(0o700)
    programs = [*Path(sys.executable).parents, *Path(embedded.__file__).parents]
    watched = {*above.parents, above, *programs, Path.home()}
    before = {folder: (folder.stat().st_mode, folder.stat().st_uid) for folder in watched}
    installation(above / "home")

    with embedded.in_use():
        assert embedded.status().running

    assert {folder: (folder.stat().st_mode, folder.stat().st_uid) for folder in watched} == before


@pytest.mark.skipif(not is_root(), reason="only root needs another user's server")
def test_a_folder_closed_to_the_servers_user_holds_a_pointer_to_the_cluster(installation, closed_folder):
    folder = installation(closed_folder / "home")

    with embedded.in_use():
        run_sql("CREATE TABLE kept ()")
        data = place_of(folder).data
    closed_folder.chmod(0o755)

    assert (folder / "database-at").read_text().strip() == str(data.parent)
    assert place_of(folder).data == data
    with embedded.in_use():
        run_sql("SELECT FROM kept")


@pytest.mark.skipif(not is_root(), reason="only root can be somebody else")
def test_the_folders_of_the_server_are_closed_to_everybody_else(installation, open_folder):
    folder = installation(open_folder / "home")
    with embedded.in_use():
        place, account = place_of(folder), Cluster(place_of(folder)).account

    assert account.uid != 0
    for part in (place.data, place.run):
        assert (part.stat().st_uid, part.stat().st_mode & 0o777) == (account.uid, 0o700)
    assert not (folder / "database.users").stat().st_mode & 0o077
