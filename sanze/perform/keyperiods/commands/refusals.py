"""Refusals that several acts share, and the checks that raise them."""

from datetime import date

from sanze.foundation.acts.refusal import Refused
from sanze.foundation.scope.actor import Actor
from sanze.perform.keyperiods.models import KeyPeriodRun
from sanze.perform.keyperiods.queries import Unit, unit_of
from sanze.perform.keyperiods.states import RunState


class NoPerson(Refused):
    message = "须由在岗人员办理"


class ReasonMissing(Refused):
    message = "须写明依据或者理由"


class TextTooLong(Refused):
    message = "填写的内容太长"


class PeriodOver(Refused):
    message = "该重点时段已经结束或者取消，不能再改"


class DayOutside(Refused):
    message = "日期不在该重点时段内"


class NotAUnit(Refused):
    message = "本岗位所在单位不在零报告和值班单位之列"


def refuse_over(run: KeyPeriodRun) -> None:
    """Raises PeriodOver once it is closed or withdrawn: what is past is changed no more."""
    if run.state in (RunState.CLOSED, RunState.WITHDRAWN):
        raise PeriodOver(run.get_state_display())


def refuse_long(record: type, **texts: str) -> None:
    """Raises TextTooLong for texts that do not fit the fields of those names."""
    for name, text in texts.items():
        field = record._meta.get_field(name)
        if len(text) > field.max_length:
            raise TextTooLong(f"{field.verbose_name}不得超过 {field.max_length} 字")


def own_unit(actor: Actor, day: date) -> Unit:
    """The actor's unit, as it counts on a day. Raises NoPerson, NotAUnit."""
    if actor.person_id is None:
        raise NoPerson()
    unit = unit_of(actor, day)
    if unit is None:
        raise NotAUnit()
    return unit


def refuse_outside(run: KeyPeriodRun, day: date) -> None:
    if not run.first_day <= day <= run.last_day:
        raise DayOutside(f"{run.first_day} 至 {run.last_day}")
