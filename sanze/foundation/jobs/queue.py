"""The queue: asking for work, in the transaction that needs it done."""

from typing import Any

from procrastinate import App
from procrastinate.contrib.django.django_connector import DjangoConnector

from sanze.foundation.jobs.registry import JOBS, Job

QUEUE = App(connector=DjangoConnector())


def defer(job: Job | str, **args: Any) -> int:
    """Ask for one run of a job with these arguments (JSON values); gives its number in the queue.

    The request is a row of the caller's transaction: workers see it after the commit, never if it is
    rolled back. job: a job or its name, 'app.function'. Raises KeyError for an unknown name.
    """
    each = job if isinstance(job, Job) else JOBS[job]
    return QUEUE.configure_task(each.name, lock=each.lock).defer(**args)
