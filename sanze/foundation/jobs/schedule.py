"""When a job comes round: spans and cron lines, read in China's time."""

from datetime import datetime, timedelta
from functools import cached_property

from croniter import croniter
from procrastinate.periodic import PeriodicTask

from sanze.foundation.moment import SHANGHAI

UNITS = (
    (timedelta(days=1), 1, "0 0 * * *", "天"),
    (timedelta(hours=1), 24, "0 */{} * * *", "小时"),
    (timedelta(minutes=1), 60, "*/{} * * * *", "分钟"),
    (timedelta(seconds=1), 60, "* * * * * */{}", "秒"),
)


def cron_of(every: timedelta | str) -> str:
    """The cron line of a span, or the line itself if it is one (a sixth field counts seconds).

    Raises ValueError for a span that does not divide the next larger unit, and for a broken line.
    """
    if isinstance(every, str):
        if not croniter.is_valid(every):
            raise ValueError(f"no cron line: {every!r}")
        return every
    for unit, most, line, _ in UNITS:
        number, rest = divmod(every, unit)
        if number and not rest and most % number == 0:
            return line.format(number)
    raise ValueError(f"{every} does not divide a minute, an hour or a day")


def words_of(every: timedelta | str) -> str:
    """The schedule as people say it."""
    if isinstance(every, timedelta):
        for unit, _, _, word in UNITS:
            if every >= unit:
                return f"每 {every // unit} {word}" if every > unit else f"每{word}"
    minute, hour, *rest = every.split()
    if minute.isdigit() and hour.isdigit() and rest == ["*"] * 3:
        return f"每天 {int(hour):02}:{int(minute):02}"
    if minute.isdigit() and [hour, *rest] == ["*"] * 4:
        return f"每小时第 {int(minute)} 分"
    return f"按 {every}"


def next_after(cron: str, moment: datetime) -> datetime:
    """The first time strictly after `moment`, in China's time."""
    return croniter(cron, moment.astimezone(SHANGHAI)).get_next(datetime)


class LocalSchedule(PeriodicTask):
    """A periodic task whose cron line is read in China's time instead of UTC."""

    @cached_property
    def croniter(self) -> croniter:
        return croniter(self.cron, datetime.now(SHANGHAI))
