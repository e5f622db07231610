"""A worker killed in the middle of a job: the job is found, given back, and its effect is there once."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from sanze.foundation.jobs.models import JobRun
from sanze.foundation.jobs.queue import defer
from sanze.foundation.jobs.rescue import CUT_OFF
from sanze.foundation.notices.models import Notice

PROGRAM = Path(__file__).with_name("doomed_worker.py")
ROOT = PROGRAM.parents[4]


def begin(mark: Path) -> subprocess.Popen:
    """A worker process on the test's own database, with a quick pulse."""
    place = connection.settings_dict
    who = quote(place["USER"]) + (f":{quote(place['PASSWORD'])}" if place["PASSWORD"] else "")
    address = f"postgresql://{who}@{quote(place['HOST'], safe='')}:{place['PORT']}/{place['NAME']}"
    surroundings = os.environ | {
        "SANZE_DATABASE_URL": address,
        "SANZE_HOME": str(mark.parent),
        "SANZE_WORKER_HEARTBEAT": "0.3",
        "DJANGO_SETTINGS_MODULE": "sanze.config.settings",
        "PYTHONPATH": str(ROOT),
    }
    return subprocess.Popen([sys.executable, str(PROGRAM), str(mark)], cwd=ROOT, env=surroundings)


def until(holds, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.1)


@pytest.mark.crash
@pytest.mark.django_db(transaction=True)
def test_the_job_of_a_killed_worker_is_found_and_done_once(enlist, tmp_path):
    mark = tmp_path / "hangs"
    number = defer(enlist(doomed), title="只有一条")

    first = begin(mark)
    try:
        until(mark.exists)
    finally:
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert ProcrastinateJob.objects.get(pk=number).status == "doing"
    assert not Notice.objects.exists()

    second = begin(mark)
    try:
        until(lambda: JobRun.objects.filter(name="tests.doomed", count=1).exists())
        until(lambda: not ProcrastinateJob.objects.filter(pk=number).exists())
    finally:
        second.kill()
        second.wait()

    assert Notice.objects.get().title == "只有一条"
    cut, done = JobRun.objects.filter(name="tests.doomed").order_by("pk")
    assert (cut.error, cut.queue_id) == (CUT_OFF, number)
    assert (done.error, done.queue_id) == ("", number)


def doomed(now, title):
    raise AssertionError("only the worker processes run this")
