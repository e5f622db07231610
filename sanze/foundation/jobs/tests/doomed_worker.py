"""A worker for the crash test: its one job leaves a notice, but the first time it hangs just before the commit.

Run as a program with the path of a file; the file appears when the job hangs, and while it is there the job does
not hang again.
"""

import sys
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import django

if __name__ == "__main__":
    django.setup()

    from django.db import transaction

    from sanze.foundation.jobs.registry import JOBS, Job
    from sanze.foundation.jobs.worker import run_worker
    from sanze.foundation.notices.models import Notice
    from sanze.foundation.notices.tell import notify

    mark = Path(sys.argv[1])

    def doomed(now, title):
        with transaction.atomic():
            if Notice.objects.filter(title=title).exists():
                return 0
            notify([1], title=title, link="")
            if not mark.exists():
                mark.touch()
                time.sleep(600)
        return 1

    JOBS["tests.doomed"] = Job("tests.doomed", "注定中断", doomed)
    JOBS["jobs.rescue_stalled"] = replace(JOBS["jobs.rescue_stalled"], every=timedelta(seconds=1))
    run_worker(2)
