"""The course of a key period: announced, begun and closed by the clock, declared and rescheduled by the office."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from sanze.foundation.acts import entry
from sanze.foundation.acts.models import Act
from sanze.foundation.acts.refusal import NotGranted
from sanze.foundation.calendar.commands import set_day
from sanze.foundation.moment import fixed
from sanze.foundation.scope.actor import CLOCK, INSTALLER
from sanze.foundation.states.machine import IllegalStep
from sanze.perform.duties.commands.creating import keep_up as make_duties
from sanze.perform.duties.models import Obligation
from sanze.perform.duties.states import VoidReason
from sanze.perform.keyperiods.commands import running
from sanze.perform.keyperiods.commands.refusals import PeriodOver, ReasonMissing
from sanze.perform.keyperiods.commands.running import (
    RunsAlready,
    SameDays,
    UnknownPeriod,
    WrongDays,
    declare,
    keep_up,
    reschedule,
    withdraw,
)
from sanze.perform.keyperiods.models import KeyPeriodRun, ZeroReport
from sanze.perform.keyperiods.states import RunState
from sanze.perform.keyperiods.tests.conftest import FIRST, LAST, TODAY, at
from tests import cast

DAY = timedelta(days=1)


def declared(city, **more):
    told = {"entry": "national-sessions", "first": TODAY, "last": TODAY + 5 * DAY, "reason": "会议通知"} | more
    return declare(city.committee.actor, None, **told)


def test_the_clock_announces_what_begins_within_the_regime_s_days_and_nothing_twice(city):
    keep_up(TODAY)
    told = {each.entry: (each.first_day, each.last_day, each.state) for each in KeyPeriodRun.objects.all()}
    assert told == {
        "spring-festival": (FIRST, LAST, RunState.RUNNING),
        "lantern-festival": (date(2026, 3, 2), date(2026, 3, 3), RunState.ANNOUNCED),
    }
    assert keep_up(TODAY) == 0
    assert KeyPeriodRun.objects.count() == 2


def test_a_year_of_the_clock_runs_every_period_on_its_days(city):
    day = TODAY
    while day <= date(2027, 1, 10):
        with fixed(at(day, 0, 1)):
            keep_up(day)
        day += 5 * DAY
    runs = KeyPeriodRun.objects.filter(first_day__year=2026, by_hand=False).order_by("first_day")
    assert [(each.entry, str(each.first_day), str(each.last_day)) for each in runs] == [
        ("spring-festival", "2026-02-08", "2026-03-03"),
        ("lantern-festival", "2026-03-02", "2026-03-03"),
        ("qingming", "2026-04-03", "2026-04-07"),
        ("labour-day", "2026-04-29", "2026-05-05"),
        ("flood-season", "2026-06-01", "2026-09-30"),
        ("national-day", "2026-09-28", "2026-10-07"),
        ("new-year", "2026-12-30", "2027-01-03"),
    ]
    assert set(runs.values_list("state", flat=True)) == {RunState.CLOSED}
    assert KeyPeriodRun.objects.get(entry="new-year").certain is False


def test_an_announced_period_follows_the_calendar_until_it_begins(city):
    with fixed(at(date(2026, 4, 10))):
        keep_up(date(2026, 4, 10))
        run = KeyPeriodRun.objects.get(entry="labour-day")
        assert (run.first_day, run.last_day) == (date(2026, 4, 29), date(2026, 5, 5))
        for day in (6, 7):
            set_day(INSTALLER, None, day=date(2026, 5, day), working=False, source="县政府通知")
        keep_up(date(2026, 4, 10))
    run.refresh_from_db()
    assert run.last_day == date(2026, 5, 7)
    assert Act.objects.filter(command="keyperiods.realign").count() == 1


def test_a_period_may_begin_on_the_day_on_which_it_is_declared_and_raises_from_then_on(city):
    make_duties(TODAY)
    run = declared(city)
    assert run.state == RunState.RUNNING
    make_duties(TODAY)
    raised = Obligation.objects.filter(key_period="national-sessions", duty="township-weekly")
    assert set(raised.values_list("period_first", flat=True)) == {TODAY, TODAY + DAY}
    assert set(raised.values_list("ordinal", flat=True)) == {0}

    reschedule(city.committee.actor, run, last=TODAY, reason="会议提前闭幕")
    make_duties(TODAY)
    assert set(raised.filter(voided_on=None).values_list("period_first", flat=True)) == {TODAY}
    assert set(raised.exclude(voided_on=None).values_list("void_reason", flat=True)) == {VoidReason.LOWERED}


def test_declaring_is_refused_with_the_reason(city):
    with pytest.raises(NotGranted):
        declare(city.officer.actor, None, entry="national-sessions", first=TODAY, last=TODAY, reason="通知")
    with pytest.raises(UnknownPeriod):
        declared(city, entry="spring-festival")
    with pytest.raises(WrongDays, match="已经过去"):
        declared(city, first=TODAY - DAY)
    with pytest.raises(WrongDays, match="早于开始"):
        declared(city, last=TODAY - DAY)
    with pytest.raises(ReasonMissing):
        declared(city, reason=" ")
    declared(city)
    with pytest.raises(RunsAlready):
        declared(city, first=TODAY + DAY)


def test_rescheduling_is_refused_with_the_reason(city, spring):
    office = city.committee.actor
    with pytest.raises(NotGranted):
        reschedule(city.chief.actor, spring, last=LAST + DAY, reason="通知")
    with pytest.raises(SameDays):
        reschedule(office, spring, last=LAST, reason="通知")
    with pytest.raises(WrongDays, match="不能早于 2026-02-10"):
        reschedule(office, spring, last=TODAY - DAY, reason="通知")
    with pytest.raises(ReasonMissing):
        reschedule(office, spring, last=LAST + DAY, reason="")
    reschedule(office, spring, last=LAST + DAY, reason="元宵后延")
    spring.refresh_from_db()
    assert (spring.last_day, spring.moved) == (LAST + DAY, True)


def test_what_is_over_is_changed_no_more(city, spring):
    after = LAST + DAY
    with fixed(at(after, 0, 1)):
        keep_up(after)
        spring.refresh_from_db()
        assert (spring.state, spring.closed_on) == (RunState.CLOSED, after)
        with pytest.raises(PeriodOver):
            reschedule(city.committee.actor, spring, last=after + DAY, reason="补")
        with pytest.raises(IllegalStep):
            withdraw(city.committee.actor, spring, reason="补")


def test_only_what_has_not_begun_is_withdrawn_and_it_may_be_declared_anew(city):
    run = declared(city, first=TODAY + 3 * DAY)
    with pytest.raises(NotGranted):
        withdraw(city.officer.actor, run, reason="改期")
    withdraw(city.committee.actor, run, reason="改期")
    declared(city, first=TODAY + 3 * DAY)


def test_the_database_itself_refuses_two_at_a_time(city, spring):
    told = {each.attname: getattr(spring, each.attname) for each in spring._meta.concrete_fields}
    again = told | {"id": None, "by_hand": True, "first_day": LAST}
    with entry.opened(), pytest.raises(IntegrityError, match="a_key_period_runs_once_at_a_time"), transaction.atomic():
        KeyPeriodRun.objects.create(**again)


def test_every_unit_owes_each_day_from_the_day_on_which_it_was_announced(city, spring):
    rows = ZeroReport.objects.filter(run=spring)
    assert set(rows.values_list("day", flat=True)) == {FIRST, FIRST + DAY, TODAY}
    assert set(rows.filter(day=TODAY).values_list("unit", flat=True)) == {"东镇安监站", "应急管理局"}
    assert Act.objects.filter(command="keyperiods.await_reports").count() == 2
    owed = Obligation.objects.filter(code="keyperiods.report")
    assert owed.count() == rows.count() == 6
    assert {each.duty for each in owed} == {"zero-report"}
    today = owed.get(due_on=TODAY, area_code=cast.EAST)
    assert (today.holder_id, str(today.due_at.astimezone(at(TODAY).tzinfo).time())) == (city.chief.post.pk, "17:00:00")


def test_nobody_but_the_clock_begins_a_period(city):
    with pytest.raises(NotGranted):
        running.start(city.committee.actor, KeyPeriodRun())
    assert running.announce(CLOCK, None, entry="qingming", year=2026).first_day == date(2026, 4, 3)
