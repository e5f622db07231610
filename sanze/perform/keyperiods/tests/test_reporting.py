"""Zero-reports and the rota: each unit for itself, each day once, nothing ahead and nothing of the past."""

from datetime import timedelta

import pytest

from sanze.foundation.acts.refusal import NotGranted, OutOfScope
from sanze.foundation.moment import fixed
from sanze.perform.duties.models import Obligation
from sanze.perform.duties.states import Standing
from sanze.perform.keyperiods import desk
from sanze.perform.keyperiods.commands.refusals import DayOutside, NotAUnit, PeriodOver, ReasonMissing
from sanze.perform.keyperiods.commands.reporting import (
    CountsUnfit,
    DayNotCome,
    DayOver,
    NoReportAsked,
    NoRotaAsked,
    OtherUnit,
    ReportedAlready,
    SameShift,
    ShiftIncomplete,
    relieve,
    report,
    roster,
)
from sanze.perform.keyperiods.commands.running import declare, keep_up
from sanze.perform.keyperiods.models import DutyShift, ZeroReport
from sanze.perform.keyperiods.queries import missing_shifts, unit_of, units_on
from sanze.perform.keyperiods.tests.conftest import FIRST, LAST, TODAY, at

DAY = timedelta(days=1)
SHIFT = {"leader": "陈静", "staff": "李强", "phone": "0351-0000001"}


def owed(unit: str, day):
    return Obligation.objects.get(code="keyperiods.report", due_on=day, subject_name__startswith=unit)


def test_nothing_happened_is_a_report_and_ends_what_the_unit_owes(city, spring):
    row = report(city.officer.actor, spring, day=TODAY)
    assert (row.unit, row.found, row.reporter, row.standing()) == ("东镇安监站", 0, "李强", "按时报告")
    assert owed("东镇安监站", TODAY).stands() == Standing.DONE
    assert owed("应急管理局", TODAY).stands() == Standing.OPEN
    assert ZeroReport.objects.filter(run=spring, day=TODAY, state="awaited").count() == 1


def test_a_report_after_the_hour_and_of_a_day_before_is_late(city, spring):
    with fixed(at(TODAY, 17, 1)):
        row = report(city.chief.actor, spring, day=TODAY, found=3, handled=2, incidents=1, text="一处停电，已恢复")
        assert row.standing() == "迟报"
        earlier = report(city.chief.actor, spring, day=FIRST)
    assert earlier.standing() == "迟报"
    assert owed("东镇安监站", FIRST).stands(TODAY) == Standing.MADE_UP


def test_a_report_is_refused_with_the_reason(city, spring):
    with pytest.raises(NotGranted):
        report(city.village.actor, spring, day=TODAY)
    with pytest.raises(NotAUnit):
        report(city.west.actor, spring, day=TODAY)
    with pytest.raises(DayNotCome):
        report(city.chief.actor, spring, day=TODAY + DAY)
    with pytest.raises(DayOutside):
        report(city.chief.actor, spring, day=FIRST - DAY)
    with pytest.raises(CountsUnfit, match="不能多于"):
        report(city.chief.actor, spring, day=TODAY, found=1, handled=2)
    with pytest.raises(CountsUnfit, match="须写明"):
        report(city.chief.actor, spring, day=TODAY, incidents=1)
    report(city.chief.actor, spring, day=TODAY)
    with pytest.raises(ReportedAlready, match="陈静"):
        report(city.officer.actor, spring, day=TODAY)


def test_a_closed_period_takes_no_report_and_no_rota(city, spring):
    after = LAST + DAY
    roster(city.chief.actor, spring, first=TODAY, last=TODAY, **SHIFT)
    with fixed(at(after, 0, 1)):
        keep_up(after)
    with fixed(at(after, 9)):
        with pytest.raises(PeriodOver):
            report(city.chief.actor, spring, day=LAST)
        with pytest.raises(PeriodOver):
            roster(city.chief.actor, spring, first=LAST, last=LAST, **SHIFT)
        with pytest.raises(PeriodOver):
            relieve(city.chief.actor, DutyShift.objects.get(), **SHIFT, note="补记")


def test_a_period_without_reports_and_rota_takes_none(city):
    told = {"first": TODAY, "last": TODAY, "reason": "通知"}
    run = declare(city.committee.actor, None, entry="party-congress", **told)
    type(run)._base_manager.filter(pk=run.pk)._write({"zero_report": False, "rota": False})
    with pytest.raises(NoReportAsked):
        report(city.chief.actor, run, day=TODAY)
    with pytest.raises(NoRotaAsked):
        roster(city.chief.actor, run, first=TODAY, last=TODAY, **SHIFT)


def test_a_rota_is_laid_for_days_to_come_and_its_gaps_are_told(city, spring):
    units = units_on(TODAY)
    assert [each.name for each in units] == ["东镇安监站", "应急管理局"]
    roster(city.officer.actor, spring, first=TODAY, last=TODAY + 2 * DAY, **SHIFT)
    gaps = missing_shifts(spring, units, TODAY, TODAY + 3 * DAY)
    assert [(unit.name, day) for unit, day in gaps if unit.name == "东镇安监站"] == [("东镇安监站", TODAY + 3 * DAY)]
    assert sum(unit.name == "应急管理局" for unit, _ in gaps) == 4
    roster(city.chief.actor, spring, first=TODAY, last=TODAY, leader="周敏", staff="李强", phone="1")
    assert DutyShift.objects.get(day=TODAY).leader == "周敏"


def test_a_rota_is_refused_with_the_reason(city, spring):
    with pytest.raises(NotGranted):
        roster(city.village.actor, spring, first=TODAY, last=TODAY, **SHIFT)
    with pytest.raises(NotAUnit):
        roster(city.west.actor, spring, first=TODAY, last=TODAY, **SHIFT)
    with pytest.raises(DayOver):
        roster(city.chief.actor, spring, first=FIRST, last=TODAY, **SHIFT)
    with pytest.raises(DayOutside):
        roster(city.chief.actor, spring, first=TODAY, last=LAST + DAY, **SHIFT)
    with pytest.raises(ShiftIncomplete):
        roster(city.chief.actor, spring, first=TODAY, last=TODAY, **{**SHIFT, "leader": " "})


def test_only_the_unit_itself_changes_its_shift(city, spring):
    roster(city.chief.actor, spring, first=TODAY, last=TODAY, **SHIFT)
    shift = DutyShift.objects.get()
    told = SHIFT | {"leader": "周敏"}
    with pytest.raises(OtherUnit):
        relieve(city.department.actor, shift, **told, note="换班")
    with pytest.raises(OutOfScope):
        relieve(city.west.actor, shift, **told, note="换班")
    with pytest.raises(NotGranted):
        relieve(city.committee.actor, shift, **told, note="换班")
    with pytest.raises(ReasonMissing):
        relieve(city.officer.actor, shift, **told, note="")
    with pytest.raises(SameShift):
        relieve(city.officer.actor, shift, **SHIFT, note="换班")
    relieve(city.officer.actor, shift, **told, note="陈静外出")
    shift.refresh_from_db()
    assert (shift.leader, shift.note) == ("周敏", "陈静外出")
    with fixed(at(TODAY + DAY)), pytest.raises(DayOver):
        relieve(city.officer.actor, shift, **SHIFT, note="补记")


def test_the_desk_says_what_the_unit_owes_and_what_day_it_is(city, spring):
    words = [each.words for each in desk.banner(city.officer.actor)]
    assert words == ["春节重点时段 第3天，还有21天"]
    assert desk.banner(city.manager.actor) == []
    lists = {each.title: (each.count, each.late) for each in desk.waiting(city.officer.actor)}
    assert lists == {"零报告待报": (3, 2), "值班带班表待排": (3, 0)}
    assert desk.waiting(city.west.actor) == []
    report(city.officer.actor, spring, day=TODAY)
    assert [each.value for each in desk.figures(city.department.actor)] == ["1/2"]
    assert unit_of(city.manager.actor, TODAY) is None
