"""Whether work is being done, and how it went."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models.functions import Now
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from sanze.foundation.jobs.models import JobRun
from sanze.foundation.jobs.registry import JOBS, Job
from sanze.foundation.moment import now


@dataclass(frozen=True)
class JobLine:
    """A job with its last run and its next."""

    job: Job
    last: JobRun | None
    next: datetime | None


def worker_alive(within_seconds: float = 30) -> bool:
    """Whether any worker gave a sign of life lately, by the database's clock."""
    since = Now() - timedelta(seconds=within_seconds)
    return ProcrastinateWorker.objects.filter(last_heartbeat__gte=since).exists()


def waiting() -> int:
    """How many jobs wait to be taken."""
    return ProcrastinateJob.objects.filter(status="todo").count()


def job_lines() -> list[JobLine]:
    """Every job with its newest run, the scheduled ones first, then by title."""
    first, *others = [JobRun.objects.filter(name=name).order_by("-started")[:1] for name in JOBS]
    last = {run.name: run for run in first.union(*others, all=True)}
    ordered = sorted(JOBS.values(), key=lambda each: (each.every is None, each.title))
    return [JobLine(each, last.get(each.name), each.next_after(now())) for each in ordered]


def failures(most: int = 20) -> list[JobRun]:
    """The newest runs that ended with an error."""
    return list(JobRun.objects.exclude(error="").order_by("-started")[:most])
