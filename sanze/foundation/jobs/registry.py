"""`@job`: a function of the moment, which workers run on a schedule or when a command asks for it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import ClassVar

from procrastinate import App, JobContext, RetryStrategy

from sanze.foundation.jobs.models import JobRun
from sanze.foundation.jobs.schedule import LocalSchedule, cron_of, next_after, words_of
from sanze.foundation.moment import now

MOST_ATTEMPTS = 5
RETRY = RetryStrategy(max_attempts=MOST_ATTEMPTS, wait=20, exponential_wait=3)


@dataclass(frozen=True)
class Job:
    """A registered job. Calling it runs its function, with no row and no retry."""

    # A page that shows a job must not run it.
    do_not_call_in_templates: ClassVar[bool] = True

    name: str
    title: str
    function: Callable[..., int | None]
    every: timedelta | str | None = None
    overlaps: bool = False

    def __call__(self, now: datetime, **args) -> int | None:
        return self.function(now, **args)

    @property
    def lock(self) -> str | None:
        """What keeps a scheduled job from overlapping with itself."""
        return self.name if self.every and not self.overlaps else None

    @property
    def words(self) -> str:
        return words_of(self.every) if self.every else "按需"

    def next_after(self, moment: datetime) -> datetime | None:
        return next_after(cron_of(self.every), moment) if self.every else None

    def enrol(self, app: App) -> None:
        """Make the job known to a worker's app."""
        made = app.task(name=self.name, retry=RETRY, lock=self.lock, pass_context=True)(self.run)
        if self.every:
            planned = LocalSchedule(task=made, cron=cron_of(self.every), periodic_id="", configure_kwargs={})
            app.periodic_registry.periodic_tasks[(self.name, "")] = planned

    def run(self, context: JobContext, timestamp: int | None = None, **args) -> int | None:
        """One run on record. timestamp: the schedule's slot; a slot answered by a later run is passed over."""
        slot = datetime.fromtimestamp(timestamp, UTC) if timestamp is not None else None
        if slot and JobRun.objects.filter(name=self.name, started__gte=slot, done__isnull=False, error="").exists():
            return None
        row = JobRun.objects.create(name=self.name, queue_id=context.job.id, slot=slot, started=now())
        try:
            count = self.function(now(), **args)
        except Exception as error:
            _end(row, error=f"{type(error).__name__}: {error}")
            raise
        _end(row, count=count)
        return count


JOBS: dict[str, Job] = {}


def job(*, title: str, every: timedelta | str | None = None, overlaps: bool = False) -> Callable[[Callable], Job]:
    """Make `function(now, **args)` a job named 'app.function'; it returns how many things it did.

    every: a span, or a cron line in China's time; None for a job that is only asked for. overlaps: a scheduled
    run does not wait for the one before. A job may be run twice for the same work (after a crash, after an
    error), so its effect must be the same then.
    """
    if every is not None:
        cron_of(every)

    def register(function: Callable) -> Job:
        made = Job(f"{function.__module__.split('.')[-2]}.{function.__name__}", title, function, every, overlaps)
        if made.name in JOBS:
            raise ValueError(f"two jobs are named {made.name}")
        JOBS[made.name] = made
        return made

    return register


def _end(row: JobRun, **outcome) -> None:
    JobRun.objects.filter(pk=row.pk).update(done=now(), **outcome)
