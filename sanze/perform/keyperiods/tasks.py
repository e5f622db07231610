"""Entry points of the clock."""

from datetime import datetime

from sanze.foundation.jobs.registry import job
from sanze.foundation.moment import SHANGHAI
from sanze.perform.keyperiods.commands import running


@job(every="1 * * * *", title="重点时段运行")
def keep_up(now: datetime) -> int:
    """Announce, begin and close key periods and await reports; just before what is owed is made."""
    return running.keep_up(now.astimezone(SHANGHAI).date())
