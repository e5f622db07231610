"""Statutory clocks (法定期限): a unit, an amount, and the pauses that a recorded reason allows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from sanze.foundation.calendar.workdays import WorkCalendar
from sanze.foundation.moment import SHANGHAI

_ONE_DAY = timedelta(days=1)


class Unit(StrEnum):
    """What a clock counts."""

    HOURS = "hours"
    CALENDAR_DAYS = "calendar_days"
    WORKING_DAYS = "working_days"


_UNIT_WORDS = {Unit.HOURS: "小时", Unit.CALENDAR_DAYS: "日", Unit.WORKING_DAYS: "个工作日"}


@dataclass(frozen=True)
class Pause:
    """A stretch in which a clock stands still (中止), with its reason. end is None while it still stands.

    Raises ValueError for a moment without a time zone, an end before the start, or no reason.
    """

    start: datetime
    end: datetime | None
    reason: str

    def __post_init__(self):
        _require_aware(self.start)
        if self.end is not None:
            _require_aware(self.end)
            if self.end < self.start:
                raise ValueError("a pause ends before it starts")
        if not self.reason.strip():
            raise ValueError("a pause needs a reason")


@dataclass(frozen=True)
class Clock:
    """A limit of so many hours, calendar days or working days.

    moves_off_holidays: a last calendar day that is a day off moves to the next working day.
    Raises ValueError for an amount below 1, or a move that the unit has no use for.
    """

    unit: Unit
    amount: int
    moves_off_holidays: bool = False

    def __post_init__(self):
        object.__setattr__(self, "unit", Unit(self.unit))
        if self.amount < 1:
            raise ValueError("a clock needs an amount of at least 1")
        if self.moves_off_holidays and self.unit is not Unit.CALENDAR_DAYS:
            raise ValueError("only a clock of calendar days moves off holidays")

    def __str__(self) -> str:
        return f"{self.amount}{_UNIT_WORDS[self.unit]}"

    def due(self, start: datetime, calendar: WorkCalendar, pauses: Iterable[Pause] = ()) -> datetime | None:
        """The last moment in time; None while a pause stands open that began before the clock ran out.

        Hours run from the start; days are counted from the next day in China and end with their last day.
        Of a pause in days, the day it begins counts and the days after it do not, up to and with the day it
        ends. Pauses may overlap; one that begins after the clock ran out changes nothing.
        """
        _require_aware(start)
        stretches = _merged(pauses, start)
        if self.unit is Unit.HOURS:
            return _hours_later(start, timedelta(hours=self.amount), stretches)
        last = self._last_day(start.astimezone(SHANGHAI).date(), calendar, stretches)
        return None if last is None else datetime.combine(last, time.max, SHANGHAI)

    def certain(self, start: datetime, calendar: WorkCalendar, pauses: Iterable[Pause] = ()) -> bool:
        """Whether due() stands on published arrangements alone; an open pause leaves it uncertain."""
        end = self.due(start, calendar, pauses)
        if end is None:
            return False
        if self.unit is not Unit.WORKING_DAYS and not self.moves_off_holidays:
            return True
        years = range(start.astimezone(SHANGHAI).year, end.astimezone(SHANGHAI).year + 1)
        return all(calendar.certain(year) for year in years)

    def _last_day(self, day: date, calendar: WorkCalendar, stretches: "list[_Stretch]") -> date | None:
        spans = [(_day(begin), None if end is None else _day(end)) for begin, end in stretches]
        left = self.amount
        while left:
            day += _ONE_DAY
            held = next((span for span in spans if _holds(span, day)), None)
            if held is not None and held[1] is None:
                return None
            if held is not None:
                day = held[1]
                continue
            left -= 1 if self.unit is Unit.CALENDAR_DAYS else calendar.is_working(day)
        return calendar.next_working_day(day) if self.moves_off_holidays else day


_Stretch = tuple[datetime, datetime | None]


def _require_aware(moment: datetime) -> None:
    if moment.utcoffset() is None:
        raise ValueError("a clock needs aware moments")


def _day(moment: datetime) -> date:
    return moment.astimezone(SHANGHAI).date()


def _holds(span: tuple[date, date | None], day: date) -> bool:
    return span[0] < day and (span[1] is None or day <= span[1])


def _merged(pauses: Iterable[Pause], start: datetime) -> list[_Stretch]:
    """The pauses from the start on as stretches that neither touch nor overlap, in order."""
    merged: list[_Stretch] = []
    for pause in sorted(pauses, key=lambda each: each.start):
        if pause.end is not None and pause.end <= start:
            continue
        begin = max(pause.start, start)
        if merged and (merged[-1][1] is None or begin <= merged[-1][1]):
            last = merged[-1]
            end = None if last[1] is None or pause.end is None else max(last[1], pause.end)
            merged[-1] = (last[0], end)
        else:
            merged.append((begin, pause.end))
    return merged


def _hours_later(start: datetime, left: timedelta, stretches: list[_Stretch]) -> datetime | None:
    at = start
    for begin, end in stretches:
        if begin - at >= left:
            break
        left -= begin - at
        if end is None:
            return None
        at = end
    return at + left
