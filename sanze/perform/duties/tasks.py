"""Entry points of the clock."""

from datetime import datetime

from sanze.foundation.jobs.registry import job
from sanze.foundation.moment import SHANGHAI
from sanze.perform.duties.commands import creating, sweeping


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
