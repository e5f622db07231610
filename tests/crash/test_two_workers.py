"""Two workers killed at any moment of their runs: nothing is made twice, nothing is missing."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from random import Random
from urllib.parse import quote

import pytest
from django.db import connection
from django.db.models import Sum

from sanze.foundation.moment import fixed
from sanze.perform.duties.models import Obligation, Run, Sweep, Tally
from sanze.perform.duties.proof import faults
from sanze.perform.duties.tests import county
from sanze.perform.duties.tests.conftest import MARCH, build

PROGRAM = Path(__file__).with_name("doomed_run.py")
ROOT = PROGRAM.parents[2]
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
def test_two_workers_killed_at_any_moment_double_nothing_and_leave_nothing_out(tmp_path, settings):
    """Both make the same days and sweep them; one after the other is killed, and the next round finishes."""
    with fixed(county.at(MARCH)):
        build()
    settings.SANZE_KEYS = tmp_path / "keys"
    luck = Random(20260302)

    for rows in (4, 25, 50):
        pair = [begin(tmp_path), begin(tmp_path)]
        until = time.monotonic() + 60
        while Obligation.objects.count() < rows and any(each.poll() is None for each in pair):
            assert time.monotonic() < until, "the run made nothing in time"
            time.sleep(0.005)
        for each in pair:
            each.send_signal(signal.SIGKILL)
            time.sleep(luck.uniform(0, 0.1))
        for each in pair:
            each.wait()

    finished = [begin(tmp_path), begin(tmp_path)]
    assert [each.wait(60) for each in finished] == [0, 0]
    keys = list(Obligation.objects.filter(duty="patrol", voided_on=None).values_list("subject", "period_first"))
    assert len(keys) == len(set(keys)) == 3 * (DAYS + 2)
    runs = list(Run.objects.values_list("duty", "under", "day"))
    days = list(Sweep.objects.order_by("day").values_list("day", flat=True))
    assert len(runs) == len(set(runs))
    assert days == [MARCH + timedelta(days=number) for number in range(DAYS)]
    sums = Tally.objects.filter(duty="patrol").aggregate(owed=Sum("owed"))["owed"]
    assert sums == len(keys)
    assert list(faults()) == []
