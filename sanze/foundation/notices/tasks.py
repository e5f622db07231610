"""Old notices are forgotten."""

from datetime import datetime, timedelta

from sanze.foundation.jobs.registry import job
from sanze.foundation.notices.models import Notice

KEPT = timedelta(days=183)


@job(every="10 3 * * *", title="过期消息清理")
def forget_old_notices(now: datetime) -> int:
    """Remove notices older than half a year; returns how many."""
    return Notice.objects.filter(made_at__lt=now - KEPT).delete()[0]
