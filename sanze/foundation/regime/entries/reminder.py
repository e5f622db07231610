"""Reminders and escalation: who hears when, and when nobody is disturbed."""

from typing import Literal

from pydantic import Field

from sanze.foundation.calendar.clocks import Unit
from sanze.foundation.regime.entries.period import TimeOfDay
from sanze.foundation.regime.entries.strict import Strict

ChannelName = Literal["in_app", "email", "webhook", "sms"]
CHANNEL_WORDS = {"in_app": "站内", "email": "邮件", "webhook": "群机器人", "sms": "短信"}
WHOM_WORDS = {"holder": "责任岗位", "superior": "上级岗位", "event": "转入问责处理"}


class ReminderStep(Strict):
    """One step: so long before (negative), on (0) or after the due day, to whom, by which channels.

    to: 'event' tells nobody by itself; it is news that the apps above hear and act upon.
    """

    offset: int = Field(title="相对期限")
    unit: Literal[Unit.CALENDAR_DAYS, Unit.WORKING_DAYS] = Field(Unit.CALENDAR_DAYS, title="单位")
    to: Literal["holder", "superior", "event"] = Field("holder", title="对象")
    channels: tuple[ChannelName, ...] = Field(("in_app",), title="渠道")

    def __str__(self) -> str:
        day = {Unit.CALENDAR_DAYS: "天", Unit.WORKING_DAYS: "个工作日"}[self.unit]
        when = "到期当日" if self.offset == 0 else f"{'到期前' if self.offset < 0 else '逾期'}{abs(self.offset)}{day}"
        if self.to == "event":
            return f"{when}{WHOM_WORDS[self.to]}"
        return f"{when}通知{WHOM_WORDS[self.to]}（{'、'.join(CHANNEL_WORDS[each] for each in self.channels)}）"


class Reminders(Strict):
    """A named rule of reminders and escalation (提醒规则)."""

    title: str = Field(title="名称")
    steps: tuple[ReminderStep, ...] = Field(title="步骤", min_length=1)

    def __str__(self) -> str:
        return "；".join(map(str, self.steps))


class Quiet(Strict):
    """Hours in which nobody is disturbed, when the day's digest goes out, and what disturbs at any hour.

    alarms: the channels by which urgent notices leave, at once and by night too.
    """

    first: TimeOfDay = Field("21:30", title="免打扰起")
    last: TimeOfDay = Field("07:00", title="免打扰止")
    digest: TimeOfDay = Field("07:30", title="每日汇总")
    alarms: tuple[ChannelName, ...] = Field(("in_app",), title="紧急消息的渠道")

    def __str__(self) -> str:
        told = "、".join(CHANNEL_WORDS[each] for each in self.alarms)
        return f"{self.first} 至次日 {self.last} 免打扰，{self.digest} 汇总；紧急消息随时发送（{told}）"
