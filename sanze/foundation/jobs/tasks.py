"""What the house itself does by the clock."""

from datetime import datetime, timedelta

from asgiref.sync import async_to_sync
from django.contrib.sessions.models import Session

from sanze.foundation.acts.verify import drop_anchor
from sanze.foundation.jobs.models import JobRun
from sanze.foundation.jobs.queue import QUEUE
from sanze.foundation.jobs.registry import job
from sanze.foundation.jobs.rescue import rescue
from sanze.foundation.jobs.worker import stalled_after

RUNS_KEPT = timedelta(days=90)


@job(every=timedelta(hours=1), title="行为印记锚点")
def anchor_seals(now: datetime) -> int:
    """Tie the heads of all lanes together."""
    drop_anchor()
    return 1


@job(every=timedelta(minutes=1), title="中断任务恢复", overlaps=True)
def rescue_stalled(now: datetime) -> int:
    """Give the jobs of killed workers back to the queue; returns how many.

    It overlaps, because a rescue that was itself killed must not stand in the way of the next.
    """
    return rescue(now, stalled_after())


@job(every="20 3 * * *", title="过期会话清理")
def clear_sessions(now: datetime) -> int:
    """Remove sessions that have ended; returns how many."""
    return Session.objects.filter(expire_date__lt=now).delete()[0]


@job(every="40 3 * * *", title="任务执行记录清理")
def forget_old_runs(now: datetime) -> int:
    """Remove runs, and failed jobs from the queue, that are older than is looked at."""
    hours = int(RUNS_KEPT.total_seconds() // 3600)
    async_to_sync(QUEUE.job_manager.delete_old_jobs)(nb_hours=hours, include_failed=True, include_aborted=True)
    return JobRun.objects.filter(started__lt=now - RUNS_KEPT).delete()[0]
