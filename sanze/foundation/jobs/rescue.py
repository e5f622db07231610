"""Jobs of killed workers: found by the missing heartbeat and given back to the queue."""

from datetime import datetime

from asgiref.sync import async_to_sync
from django.db import connection, transaction
from procrastinate.jobs import Status

from sanze.foundation.jobs.models import JobRun
from sanze.foundation.jobs.queue import QUEUE
from sanze.foundation.jobs.registry import MOST_ATTEMPTS

ONE_AT_A_TIME = 0x5A4E  # key of the advisory lock that keeps two rescuers apart
CUT_OFF = "工作进程中断，任务未完成"


def rescue(at: datetime, silent_seconds: float) -> int:
    """Give back every job whose worker has been silent for so long; gives their number.

    A job that has killed its worker too often is put aside as failed instead.
    """
    queue = QUEUE.job_manager
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
        stalled = list(async_to_sync(queue.get_stalled_jobs)(seconds_since_heartbeat=silent_seconds))
        for each in stalled:
            if each.attempts >= MOST_ATTEMPTS:
                async_to_sync(queue.finish_job_by_id_async)(job_id=each.id, status=Status.FAILED, delete_job=False)
            else:
                queue.retry_job_by_id(job_id=each.id, retry_at=at)
        cut = JobRun.objects.filter(queue_id__in=[each.id for each in stalled], done=None)
        cut.update(done=at, error=CUT_OFF)
        async_to_sync(queue.prune_stalled_workers)(silent_seconds)
    return len(stalled)
