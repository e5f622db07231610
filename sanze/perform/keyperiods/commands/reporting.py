"""What units tell during a key period: each day's zero-report, and who is on duty."""

from datetime import date

from sanze.foundation.acts.command import command
from sanze.foundation.acts.records import change
from sanze.foundation.acts.refusal import Refused
from sanze.foundation.capabilities import Capability
from sanze.foundation.moment import SHANGHAI, now, today
from sanze.foundation.scope.actor import Actor
from sanze.perform.duties.commands import singles
from sanze.perform.keyperiods import rules
from sanze.perform.keyperiods.commands.refusals import (
    ReasonMissing,
    own_unit,
    refuse_long,
    refuse_outside,
    refuse_over,
)
from sanze.perform.keyperiods.commands.running import REPORT
from sanze.perform.keyperiods.models import DutyShift, KeyPeriodRun, ZeroReport
from sanze.perform.keyperiods.states import REPORTING, ReportState, RunState


class NoReportAsked(Refused):
    message = "该重点时段不要求零报告"


class NoRotaAsked(Refused):
    message = "该重点时段不要求值班带班表"


class NotBegun(Refused):
    message = "该重点时段还没有开始"


class DayNotCome(Refused):
    message = "不能提前报告以后的日期"


class ReportedAlready(Refused):
    message = "本单位当日的零报告已经提交，不能重复报告"


class CountsUnfit(Refused):
    message = "填写的数量不对"


class DayOver(Refused):
    message = "过去日期的值班安排不能再改"


class ShiftIncomplete(Refused):
    message = "须填写带班领导、值班人员和值班电话"


class OtherUnit(Refused):
    message = "只能调整本单位的值班安排"


class SameShift(Refused):
    message = "值班安排没有变化"


@command(grant="keyperiods.report", title="每日零报告", capability=Capability.KEY_PERIODS)
def report(
    actor: Actor, run: KeyPeriodRun, *, day: date, found: int = 0, handled: int = 0, incidents: int = 0, text: str = ""
) -> ZeroReport:
    """Report a day of a key period for the actor's unit; that nothing happened is a report as well.

    Raises NoReportAsked, PeriodOver, NotBegun, NoPerson, NotAUnit, DayOutside, DayNotCome, CountsUnfit, TextTooLong,
    ReportedAlready.
    """
    if not run.zero_report:
        raise NoReportAsked()
    refuse_over(run)
    if run.state != RunState.RUNNING:
        raise NotBegun(run.first_day)
    unit = own_unit(actor, day)
    refuse_outside(run, day)
    if day > today():
        raise DayNotCome(day)
    if fault := rules.count_fault(found, handled, incidents, text):
        raise CountsUnfit(fault)
    refuse_long(ZeroReport, text=text)
    place = {"run": run, "day": day, "unit": unit.name, "area_code": unit.area_code}
    row = ZeroReport.objects.filter(**place).first()
    if row is None:  # the clock has not come by yet
        row = ZeroReport.objects.create(**place, due_at=rules.moment_of(day, run.report_by, SHANGHAI))
    if row.state == ReportState.REPORTED:
        raise ReportedAlready(f"{row.reporter_post} {row.reporter}")
    REPORTING.take(
        row,
        "report",
        found=found,
        handled=handled,
        incidents=incidents,
        text=text,
        reporter=actor.name,
        reporter_id=actor.person_id,
        reporter_post=actor.post,
        reported_at=now(),
    )
    singles.discharge(actor, row, REPORT)
    return row


@command(grant="keyperiods.roster", title="排定值班带班表", capability=Capability.KEY_PERIODS)
def roster(
    actor: Actor, run: KeyPeriodRun, *, first: date, last: date, leader: str, staff: str, phone: str
) -> DutyShift:
    """Put people of the actor's unit on duty for each day of a span; whoever stood there before is replaced.

    Gives the first day's shift. Raises NoRotaAsked, PeriodOver, NoPerson, NotAUnit, DayOutside, DayOver,
    ShiftIncomplete, TextTooLong.
    """
    if not run.rota:
        raise NoRotaAsked()
    refuse_over(run)
    unit = own_unit(actor, max(first, today()))
    for day in (first, last):
        refuse_outside(run, day)
    if first < today() or last < first:
        raise DayOver(first)
    told = _told(leader, staff, phone)
    there = {each.day: each for each in DutyShift.objects.filter(run=run, unit=unit.name, area_code=unit.area_code)}
    made = []
    for day in rules.days_between(first, last):
        if (shift := there.get(day)) is None:
            shift = DutyShift.objects.create(run=run, day=day, unit=unit.name, area_code=unit.area_code, **told)
        elif any(getattr(shift, name) != value for name, value in told.items()):
            change(shift, **told)
        made.append(shift)
    return made[0]


@command(grant="keyperiods.roster", title="调整值班", capability=Capability.KEY_PERIODS)
def relieve(actor: Actor, shift: DutyShift, *, leader: str, staff: str, phone: str, note: str) -> None:
    """Let others of the unit take over a day, today or later.

    Raises NoPerson, NotAUnit, OtherUnit, PeriodOver, DayOver, ShiftIncomplete, TextTooLong, ReasonMissing, SameShift.
    """
    unit = own_unit(actor, today())
    if (unit.name, unit.area_code) != (shift.unit, shift.area_code):
        raise OtherUnit(shift.unit)
    refuse_over(shift.run)
    if shift.day < today():
        raise DayOver(shift.day)
    if not note.strip():
        raise ReasonMissing()
    told = _told(leader, staff, phone)
    if all(getattr(shift, name) == value for name, value in told.items()):
        raise SameShift()
    refuse_long(DutyShift, note=note)
    change(shift, **told, note=note.strip())


def _told(leader: str, staff: str, phone: str) -> dict[str, str]:
    told = {"leader": leader.strip(), "staff": staff.strip(), "phone": phone.strip()}
    if not all(told.values()):
        raise ShiftIncomplete()
    refuse_long(DutyShift, **told)
    return told
