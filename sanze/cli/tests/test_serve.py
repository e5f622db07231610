import os
import signal
import socket
import time

import pytest

from sanze.foundation.database import embedded

pytestmark = [pytest.mark.journey, pytest.mark.crash]


def test_a_stop_ends_everything_in_under_ten_seconds_and_a_second_start_finds_the_database(installation):
    for number, told in ((signal.SIGINT, "更新数据库结构"), (signal.SIGTERM, "数据库")):
        installation.start()
        assert told in installation.output.read_text()
        began = time.monotonic()

        os.killpg(installation.serve.pid, number)

        assert installation.serve.wait(30) == 0
        assert time.monotonic() - began < 10
        assert not installation.processes()
        assert not embedded.status().running
    assert "更新数据库结构" not in installation.output.read_text()


def test_when_serve_itself_is_killed_web_worker_and_database_end_as_well(installation):
    installation.start()
    assert len(installation.processes()) >= 4

    os.kill(installation.serve.pid, signal.SIGKILL)
    installation.serve.wait()

    installation.wait_until(lambda: not installation.processes(), 15)
    installation.wait_until(lambda: not embedded.status().running, 15)


def test_whatever_is_killed_is_started_again(installation):
    installation.start()

    for part in ("web", "worker"):
        killed = installation.child(f" {part} ")
        os.kill(killed, signal.SIGKILL)
        installation.wait_until(lambda part=part, killed=killed: installation.child(f" {part} ") not in (0, killed))
        installation.wait_until(installation.answers)

    killed = embedded.status().pid
    os.kill(killed, signal.SIGKILL)
    installation.wait_until(lambda: embedded.status().running and embedded.status().pid != killed)
    installation.wait_until(installation.answers)


def test_a_taken_port_is_said_plainly_and_nothing_is_started(installation):
    with socket.socket() as door:
        door.bind(("127.0.0.1", installation.port))
        door.listen()

        done = installation.run("serve")

    assert done.returncode == 3
    assert "SANZE_PORT" in done.stderr
    assert not installation.home.exists()
