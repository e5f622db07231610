"""A worker killed at any moment of its run: nothing is made twice, nothing is missing."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from sanze.foundation.moment import fixed
from sanze.perform.duties.commands.creating import keep_up
from sanze.perform.duties.models import Obligation
from sanze.perform.duties.proof import faults
from sanze.perform.duties.tests import county
from sanze.perform.duties.tests.conftest import MARCH, build

PROGRAM = Path(__file__).with_name("doomed_run.py")
ROOT = PROGRAM.parents[4]
DAYS = 20


def begin(folder: Path) -> subprocess.Popen:
    place = connection.settings_dict
    who = quote(place["USER"]) + (f":{quote(place['PASSWORD'])}" if place["PASSWORD"] else "")
    address = f"postgresql://{who}@{quote(place['HOST'], safe='')}:{place['PORT']}/{place['NAME']}"
    surroundings = os.environ | {
        "SANZE_DATABASE_URL": address,
        "SANZE_HOME": str(folder),
        "DJANGO_SETTINGS_MODULE": "sanze.config.settings",
        "PYTHONPATH": str(ROOT),
    }
    day = (MARCH + timedelta(days=DAYS)).isoformat()
    return subprocess.Popen([sys.executable, str(PROGRAM), day], cwd=ROOT, env=surroundings)


@pytest.mark.crash
@pytest.mark.django_db(transaction=True)
def test_a_killed_run_is_finished_by_the_next_and_doubles_nothing(tmp_path, settings):
    with fixed(county.at(MARCH)):
        build()
    settings.SANZE_KEYS = tmp_path / "keys"

    for rows in (4, 20, 45):
        doomed = begin(tmp_path)
        until = time.monotonic() + 60
        while Obligation.objects.count() < rows and doomed.poll() is None:
            assert time.monotonic() < until, "the run made nothing in time"
            time.sleep(0.005)
        doomed.send_signal(signal.SIGKILL)
        doomed.wait()

    with fixed(county.at(MARCH + timedelta(days=DAYS))):
        keep_up(MARCH + timedelta(days=DAYS))
    keys = list(Obligation.objects.filter(duty="patrol", voided_on=None).values_list("subject", "period_first"))
    assert len(keys) == len(set(keys)) == 3 * (DAYS + 2)
    assert list(faults()) == []
