"""What the clock does with notices: digests are made, messages sent, old ones forgotten."""

from datetime import datetime, timedelta

from sanze.foundation.jobs.registry import job
from sanze.foundation.notices import digest, outbox
from sanze.foundation.notices.models import DigestLine, Message, Notice

KEPT = timedelta(days=183)


@job(every=timedelta(minutes=5), title="每日提醒汇总")
def gather(now: datetime) -> int:
    """Make the digests of the day once their time has come; returns how many."""
    return digest.gather(now)


@job(every=timedelta(minutes=1), title="外发消息")
def send(now: datetime) -> int:
    """Send what is due in the outbox; returns how many messages were taken."""
    return outbox.send_due()


@job(every="10 3 * * *", title="过期消息清理")
def forget_old_notices(now: datetime) -> int:
    """Remove notices and messages older than half a year, with what they told; returns how many notices."""
    DigestLine.objects.filter(made_at__lt=now - KEPT).delete()
    Message.objects.filter(made_at__lt=now - KEPT).delete()
    return Notice.objects.filter(made_at__lt=now - KEPT).delete()[0]
