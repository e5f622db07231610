"""Duties: who owes what, for which subjects, how often, and by which act it is discharged."""

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from sanze.foundation.regime.entries.cadence import Cadence
from sanze.foundation.regime.entries.strict import Asked, Strict
from sanze.foundation.regime.entries.subject import Plain, Selection

# Ways by which a post is found for a subject from the coordinates of both; any other is a kind of responsibility.
PLAIN_WAYS = {
    "area": "辖区最近的",
    "party": "本单位的",
    "self": "岗位本人",
}


class Holder(Strict):
    """The post that owes: its kind, and how it is found from the subject.

    by: 'area', the post of this kind whose area is the subject's own or the nearest around it, and whose
    industries hold the subject's (one of those equally near); 'party', the one that belongs to the subject;
    'self', the subject is the post; or the name of one of the regime's responsibilities.
    """

    kind: str = Field(title="岗位类别")
    by: str = Field("area", title="对应关系")


class Discharge(Strict):
    """An act that discharges a duty.

    facts: facts of the act that must have these values. evidence: at least so many pieces.
    same_subject: the act is on the very subject, not merely inside it. by: the holder alone, any post of the
    holder's unit, or whoever does it.
    """

    command: str = Field(title="命令", pattern=r"^[a-z_]+\.[a-z_]+$")
    facts: dict[str, Plain] = Field({}, title="内容条件")
    evidence: int = Field(0, title="证据份数", ge=0)
    same_subject: bool = Field(True, title="须针对该对象")
    by: Literal["holder", "unit", "anyone"] = Field("holder", title="由谁办理")

    def __str__(self) -> str:
        return self.command + (f"（证据不少于 {self.evidence} 份）" if self.evidence else "")


class Duty(Asked):
    """What is owed (职责). subject: a selection, or the name of one of the regime's selections.

    begins, ends: first and last day on which it can be owed, where narrower than the regime's.
    Either acts discharge it, or `awaits` says what the platform still lacks.
    """

    holder: Holder = Field(title="责任岗位")
    subject: str | Selection = Field(title="对象")
    cadence: Cadence = Field(title="频次")
    discharged_by: tuple[Discharge, ...] = Field((), title="履行方式")
    reminders: str = Field("", title="提醒规则")
    begins: date | None = Field(None, title="起始日期")
    ends: date | None = Field(None, title="截止日期")

    @model_validator(mode="after")
    def _can_be_discharged(self) -> "Duty":
        if bool(self.discharged_by) == bool(self.awaits):
            raise ValueError("discharged_by（由什么办理）与 awaits（平台尚缺什么）必须写且只能写一项")
        return self
