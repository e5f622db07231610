"""The year as a strip: where each key period lies, as shares of a line of a thousand."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from sanze.perform.keyperiods.queries import Planned

WIDE = 1000
LEAST = 6


@dataclass(frozen=True)
class Bar:
    """One key period on the strip. tone: as of its state; row: 0 or 1, so that neighbours do not hide each other."""

    title: str
    x: float
    width: float
    row: int
    tone: str
    url: str


@dataclass(frozen=True)
class Strip:
    """The months with where they begin, the periods, and where today is; None in another year."""

    months: list[tuple[str, float, float]]
    bars: list[Bar]
    today: float | None


def strip_of(year: int, planned: list[Planned], today: date) -> Strip:
    """The strip of a year; a period that runs over New Year is cut at its edge."""
    months, day = [], 0
    length = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    for month in range(1, 13):
        days = monthrange(year, month)[1]
        months.append((f"{month}月", _share(day, length), _share(day + days / 2, length)))
        day += days
    bars, ends = [], [-1.0, -1.0]
    for each in planned:
        first, last = _days(each)
        if first is None or last < date(year, 1, 1) or first > date(year, 12, 31):
            continue
        begin = max(0, (first - date(year, 1, 1)).days)
        end = min(length, (last - date(year, 1, 1)).days + 1)
        x, width = _share(begin, length), max(_share(end - begin, length), LEAST)
        row = 0 if x > ends[0] else 1
        ends[row] = x + width
        bars.append(_bar(each, x, width, row))
    now = _share((today - date(year, 1, 1)).days, length) if today.year == year else None
    return Strip(months, bars, now)


def _days(each: Planned) -> tuple[date | None, date | None]:
    if each.run:
        return each.run.first_day, each.run.last_day
    return (each.days.first, each.days.last) if each.days else (None, None)


def _bar(each: Planned, x: float, width: float, row: int) -> Bar:
    if each.run:
        return Bar(each.run.title, x, width, row, each.run.state, each.run.get_absolute_url())
    return Bar(each.period.title, x, width, row, "planned", "")


def _share(days: float, length: int) -> float:
    return round(WIDE * days / length, 1)
