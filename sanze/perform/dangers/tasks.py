"""Entry points of the clock."""

from datetime import datetime

from sanze.foundation.jobs.registry import job
from sanze.perform.dangers.commands import catching_up


@job(every="40 1 * * *", title="补建隐患履责事项")
def catch_up(now: datetime) -> int:
    """See that every danger in the loop is owed by somebody; returns how many were not."""
    return catching_up.catch_up()
