"""When a message may go, how long to wait before the next try, and how addresses are shown. Pure."""

from datetime import datetime, time, timedelta

# Waits after a try that failed for certain; after the last one the message is given up.
BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
)


def time_of(text: str) -> time:
    """'21:30' as a time of day."""
    return time.fromisoformat(text)


def is_quiet(local: datetime, first: str, last: str) -> bool:
    """Whether nobody is disturbed at that local moment; the hours may run over midnight, equal ones mean none."""
    at, begin, end = local.time(), time_of(first), time_of(last)
    return begin <= at < end if begin <= end else at >= begin or at < end


def end_of_quiet(local: datetime, first: str, last: str) -> datetime:
    """The first moment from `local` on at which people may be disturbed."""
    if not is_quiet(local, first, last):
        return local
    end = time_of(last)
    day = local.date() if local.time() < end else local.date() + timedelta(days=1)
    return datetime.combine(day, end, local.tzinfo)


def next_wait(tries: int) -> timedelta | None:
    """How long to wait after so many tries; None to give up."""
    return BACK_OFF[tries - 1] if 0 < tries <= len(BACK_OFF) else None


def masked_address(address: str) -> str:
    """'138****0000', 'l***@example.cn'."""
    if "@" in address:
        name, _, host = address.partition("@")
        return f"{name[:1]}***@{host}"
    return f"{address[:3]}****{address[-4:]}" if len(address) > 7 else "****" if address else ""


def cut_to_bytes(text: str, most: int) -> str:
    """The text, cut so that it takes no more bytes than the other side accepts."""
    raw = text.encode()
    return text if len(raw) <= most else raw[: most - 3].decode(errors="ignore") + "…"
