"""Jobs that exist for one test."""

import pytest
from django.db import connection

from sanze.foundation.jobs.registry import JOBS, Job

QUEUE_TABLES = "procrastinate_jobs, procrastinate_workers, procrastinate_events, procrastinate_periodic_defers"


@pytest.fixture
def enlist(db):
    """Make a function a job until the test ends; the queue, which Django does not empty, is empty at first."""
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {QUEUE_TABLES}")
    made = []

    def named(function, every=None) -> Job:
        each = Job(f"tests.{function.__name__}", "试验任务", function, every)
        JOBS[each.name] = each
        made.append(each.name)
        return each

    yield named
    for name in made:
        del JOBS[name]
