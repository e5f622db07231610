"""A sender killed between handing a message over and marking it: it arrives once, and the ledger says it is unsure."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from sanze.foundation.moment import fixed, now
from sanze.foundation.notices import commands, outbox
from sanze.foundation.scope.actor import INSTALLER

ROOT = Path(__file__).parents[4]
PROGRAM = """
import django
django.setup()
from sanze.foundation.notices.outbox import send_due
send_due()
"""


def begin() -> subprocess.Popen:
    """A sender in a process of its own, on the test's database."""
    place = connection.settings_dict
    who = quote(place["USER"]) + (f":{quote(place['PASSWORD'])}" if place["PASSWORD"] else "")
    address = f"postgresql://{who}@{quote(place['HOST'], safe='')}:{place['PORT']}/{place['NAME']}"
    surroundings = os.environ | {
        "SANZE_DATABASE_URL": address,
        "SANZE_HOME": str(Path(settings.SANZE_KEYS).parent),
        "SANZE_SECRET_KEY": settings.SECRET_KEY,
        "DJANGO_SETTINGS_MODULE": "sanze.config.settings",
        "PYTHONPATH": str(ROOT),
    }
    return subprocess.Popen([sys.executable, "-c", PROGRAM], cwd=ROOT, env=surroundings)


def until(holds, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.05)


@pytest.mark.crash
@pytest.mark.django_db(transaction=True)
def test_a_message_of_a_killed_sender_is_not_sent_again_by_itself(robot, away):
    message = commands.try_channel(INSTALLER, robot())
    away.wait.clear()  # the other side has it, and has not answered yet

    sender = begin()
    try:
        until(lambda: away.came)
    finally:
        sender.send_signal(signal.SIGKILL)
        sender.wait()
    away.wait.set()
    message.refresh_from_db()
    assert (message.state, message.tries) == ("sending", 1)

    with fixed(now() + outbox.CUT_OFF_AFTER + timedelta(seconds=1)):
        assert outbox.send_due() == 0
    message.refresh_from_db()
    assert (message.state, message.error, len(away.came)) == ("unsure", outbox.CUT_OFF, 1)

    commands.resend(INSTALLER, message, reason="对方说没有收到")
    assert outbox.send_due() == 1
    assert len(away.came) == 2
