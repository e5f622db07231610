"""Entry points of the clock."""

from datetime import datetime, timedelta

from sanze.foundation.jobs.registry import job
from sanze.foundation.moment import SHANGHAI
from sanze.perform.duties.commands import creating, reminding, sweeping

REMINDERS_KEPT = timedelta(days=732)


@job(every="5 * * * *", title="生成履责事项")
def create(now: datetime) -> int:
    """Make what is owed today and soon. Hourly, so that a new regime or a mended fault takes hold on the same day."""
    return creating.keep_up(now.astimezone(SHANGHAI).date())


@job(every="2 * * * *", title="履责日终清点")
def sweep(now: datetime) -> int:
    """Count what the days gone by left late and missed, and fold the sums together; returns how many were missed."""
    missed = sweeping.sweep_until(now.astimezone(SHANGHAI).date())
    sweeping.fold()
    return missed


@job(every="50 3 * * *", title="提醒记录清理")
def forget_old_reminders(now: datetime) -> int:
    """Remove steps taken longer ago than any rule looks back; returns how many."""
    return reminding.forget((now - REMINDERS_KEPT).date())
