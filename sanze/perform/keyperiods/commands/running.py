"""The course of key periods: announced and begun and closed by the clock, declared and rescheduled by people."""

import logging
from datetime import date

from sanze.foundation.acts.command import command
from sanze.foundation.acts.records import change
from sanze.foundation.acts.refusal import Refused
from sanze.foundation.capabilities import Capability
from sanze.foundation.jobs.queue import defer
from sanze.foundation.moment import SHANGHAI, today
from sanze.foundation.regime.entries.period import KeyPeriod
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import CLOCK, Actor
from sanze.perform.duties.commands import singles
from sanze.perform.keyperiods.commands.refusals import (
    NoPerson,
    ReasonMissing,
    refuse_long,
    refuse_over,
)
from sanze.perform.keyperiods.figures import frozen
from sanze.perform.keyperiods.models import KeyPeriodRun, ZeroReport
from sanze.perform.keyperiods.queries import computed, last_day_to_announce, units_on
from sanze.perform.keyperiods.rules import days_between, moment_of
from sanze.perform.keyperiods.states import RUNNING, RunState

REPORT = "keyperiods.report"
log = logging.getLogger(__name__)


class UnknownPeriod(Refused):
    message = "制度中没有这个可以人工启动的重点时段"


class WrongDays(Refused):
    message = "起止日期不对"


class RunsAlready(Refused):
    message = "该重点时段在这些日期内已经公布"


class SameDays(Refused):
    message = "结束日期没有变化"


def keep_up(day: date) -> int:
    """What the clock does on a day: announce, follow the calendar, begin, await reports, close; how many things."""
    done = _announce(day) + _follow_calendar()
    for run in KeyPeriodRun.objects.filter(state=RunState.ANNOUNCED, first_day__lte=day).order_by("first_day", "pk"):
        start(CLOCK, run)
        done += 1
    for run in KeyPeriodRun.objects.filter(state=RunState.RUNNING).order_by("first_day", "pk"):
        if run.zero_report and (missing := _not_awaited(run, min(day, run.last_day))):
            await_reports(CLOCK, run, days=missing)
            done += len(missing)
        if run.last_day < day:
            close(CLOCK, run)
            done += 1
    return done


def _announce(day: date) -> int:
    """Announce what begins soon; what is over already never was one."""
    rules, done = regime(day), 0
    if not rules.periods:
        return 0
    until = last_day_to_announce(day)
    for year in (day.year - 1, day.year, day.year + 1):
        there = set(KeyPeriodRun.objects.filter(year=year, by_hand=False).values_list("entry", flat=True))
        for period, days in computed(rules, year):
            if days and period.id not in there and days.first <= until and days.last >= day:
                announce(CLOCK, None, entry=period.id, year=year)
                done += 1
    return done


def _follow_calendar() -> int:
    """Bring announced periods to the days that the calendar gives them now."""
    done = 0
    for run in KeyPeriodRun.objects.filter(state=RunState.ANNOUNCED, by_hand=False, moved=False):
        found = computed(regime(run.first_day), run.year)
        days = next((days for each, days in found if each.id == run.entry), None)
        told = (run.first_day, run.last_day, run.certain)
        if days and (days.first, days.last, days.certain) != told and days.last >= today():
            realign(CLOCK, run, first=days.first, last=days.last, certain=days.certain)
            done += 1
    return done


def _not_awaited(run: KeyPeriodRun, last: date) -> list[date]:
    """The days up to one of which nothing is awaited yet, none before the period was announced."""
    there = set(ZeroReport.objects.filter(run=run).values_list("day", flat=True))
    return [day for day in days_between(max(run.first_day, run.announced_on), last) if day not in there]


@command(grant="keyperiods.keep_up", title="公布重点时段", capability=Capability.KEY_PERIODS, inner=True)
def announce(actor: Actor, subject: None, *, entry: str, year: int) -> KeyPeriodRun:
    """Announce a key period of the regime in a year, on the days that its rule gives it."""
    rules = regime()
    period, days = next((each, days) for each, days in computed(rules, year) if each.id == entry)
    return _made(period, year=year, first_day=days.first, last_day=days.last, certain=days.certain)


@command(grant="keyperiods.keep_up", title="按日历调整重点时段", capability=Capability.KEY_PERIODS, inner=True)
def realign(actor: Actor, run: KeyPeriodRun, *, first: date, last: date, certain: bool) -> None:
    """Give an announced period the days that the calendar gives it now, e.g. when the arrangement is published."""
    change(run, first_day=first, last_day=last, certain=certain)


@command(grant="keyperiods.keep_up", title="重点时段开始", capability=Capability.KEY_PERIODS, inner=True)
def start(actor: Actor, run: KeyPeriodRun) -> None:
    """Its first day has come. Raises IllegalStep unless announced."""
    RUNNING.take(run, "start")


@command(grant="keyperiods.keep_up", title="重点时段结束", capability=Capability.KEY_PERIODS, inner=True)
def close(actor: Actor, run: KeyPeriodRun) -> None:
    """Its last day is over: its figures are frozen, beside those of as many days before. Raises IllegalStep."""
    RUNNING.take(run, "close", closed_on=today(), figures=frozen(run))


@command(grant="keyperiods.keep_up", title="生成零报告", capability=Capability.KEY_PERIODS, inner=True)
def await_reports(actor: Actor, run: KeyPeriodRun, *, days: list[date]) -> None:
    """Await the reports of every unit of these days; each is owed by the unit until the period's hour."""
    for day in days:
        due = moment_of(day, run.report_by, SHANGHAI)
        for unit in units_on(day):
            row = ZeroReport.objects.create(run=run, day=day, unit=unit.name, area_code=unit.area_code, due_at=due)
            singles.owe(row, code=REPORT, title=f"{run.title}零报告", due=due, holder_post_id=unit.post_id)


@command(grant="keyperiods.declare", title="启动重点时段", capability=Capability.KEY_PERIODS)
def declare(actor: Actor, subject: None, *, entry: str, first: date, last: date, reason: str) -> KeyPeriodRun:
    """Declare a key period whose days no rule gives, such as a congress; it may begin today.

    Raises NoPerson, UnknownPeriod, WrongDays, ReasonMissing, TextTooLong, RunsAlready.
    """
    if actor.person_id is None:
        raise NoPerson()
    _refuse_no_reason(reason)
    period = next((each for each in regime().periods if each.id == entry and each.when.by_hand), None)
    if period is None:
        raise UnknownPeriod(entry)
    if first < today():
        raise WrongDays("开始日期已经过去")
    if last < first:
        raise WrongDays("结束日期早于开始日期")
    there = KeyPeriodRun.objects.filter(entry=entry, first_day__lte=last, last_day__gte=first)
    if there.exclude(state=RunState.WITHDRAWN).exists():
        raise RunsAlready()
    begun = RunState.RUNNING if first == today() else RunState.ANNOUNCED
    made = _made(
        period, year=first.year, first_day=first, last_day=last, by_hand=True, reason=reason.strip(), state=begun
    )
    _soon()
    return made


@command(grant="keyperiods.reschedule", title="延长或者提前结束重点时段", capability=Capability.KEY_PERIODS)
def reschedule(actor: Actor, run: KeyPeriodRun, *, last: date, reason: str) -> None:
    """Give a period another last day, today at the earliest; what was raised by then stays.

    Raises NoPerson, PeriodOver, ReasonMissing, TextTooLong, SameDays, WrongDays, RunsAlready.
    """
    if actor.person_id is None:
        raise NoPerson()
    refuse_over(run)
    _refuse_no_reason(reason)
    if last == run.last_day:
        raise SameDays()
    if last < max(run.first_day, today()):
        raise WrongDays(f"结束日期不能早于 {max(run.first_day, today())}")
    there = KeyPeriodRun.objects.filter(entry=run.entry, first_day__lte=last, last_day__gte=run.first_day)
    if there.exclude(state=RunState.WITHDRAWN).exclude(pk=run.pk).exists():
        raise RunsAlready()
    change(run, last_day=last, moved=True, reason=reason.strip())
    _soon()


@command(grant="keyperiods.withdraw", title="取消重点时段", capability=Capability.KEY_PERIODS)
def withdraw(actor: Actor, run: KeyPeriodRun, *, reason: str) -> None:
    """Call off a period that has not begun. Raises NoPerson, ReasonMissing, TextTooLong, IllegalStep."""
    if actor.person_id is None:
        raise NoPerson()
    _refuse_no_reason(reason)
    RUNNING.take(run, "withdraw", reason=reason.strip())
    _soon()


def _made(period: KeyPeriod, **told) -> KeyPeriodRun:
    return KeyPeriodRun.objects.create(
        entry=period.id,
        title=period.title,
        clause=period.clause,
        regime=regime().full_version,
        announced_on=today(),
        zero_report=period.zero_report,
        report_by=period.report_by if period.zero_report else "",
        rota=period.rota,
        plan=period.plan,
        **told,
    )


def _refuse_no_reason(reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing()
    refuse_long(KeyPeriodRun, reason=reason.strip())


def _soon() -> None:
    """What is owed follows at once, not at the next full hour."""
    defer("keyperiods.keep_up")
    defer("duties.create")
