"""The days of a key period in a year, by its rule. Pure dates, no database."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from sanze.foundation.calendar.holidays import HOLIDAYS, holiday_days, solar_term
from sanze.foundation.calendar.lunar import lunar_day
from sanze.foundation.calendar.workdays import WorkCalendar
from sanze.foundation.regime.entries.period import Fixed, KeyPeriod, When


@dataclass(frozen=True)
class PeriodDays:
    """First and last day. certain: False while they rest on a holiday arrangement that is not published yet."""

    first: date
    last: date
    certain: bool = True


def period_days(period: KeyPeriod, year: int, working: WorkCalendar) -> PeriodDays | None:
    """The days of a key period in a year, its days before and after included.

    None for one that a person declares, and for a rule whose day of that year nobody can tell yet. A period that begins
    before New Year belongs to the year of the day that its rule names.
    """
    found = _named(period.when, year, working)
    if found is None:
        return None
    first = found[0] - timedelta(days=period.before)
    last = found[1] + timedelta(days=period.after)
    return PeriodDays(first, last, not period.when.holiday or working.certain(year))


def _named(when: When, year: int, working: WorkCalendar) -> tuple[date, date] | None:
    """The days that the rule itself names."""
    if when.fixed:
        return _fixed(when.fixed, year)
    if when.holiday:
        return holiday_days(when.holiday, year, working) if when.holiday in HOLIDAYS else None
    if when.lunar:
        return _from(lunar_day(year, when.lunar.month, when.lunar.day), when.lunar.length)
    return _from(solar_term(when.term.name, year), when.term.length) if when.term else None


def _fixed(fixed: Fixed, year: int) -> tuple[date, date]:
    first, last = _month_day(year, fixed.first), _month_day(year, fixed.last)
    return first, last if last >= first else _month_day(year + 1, fixed.last)


def _month_day(year: int, told: str) -> date:
    """The day of the year, or its month's last day where it has no such day."""
    month, day = map(int, told.split("-"))
    return date(year, month, min(day, monthrange(year, month)[1]))


def _from(first: date | None, length: int) -> tuple[date, date] | None:
    return (first, first + timedelta(days=length - 1)) if first else None
