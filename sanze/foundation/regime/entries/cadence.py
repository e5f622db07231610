"""How often, or by when, something is owed."""

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from sanze.foundation.calendar.clocks import Clock, Unit
from sanze.foundation.regime.entries.strict import Strict

Every = Literal["daily", "weekly", "half_monthly", "monthly", "quarterly", "half_yearly", "yearly"]
EVERY_WORDS = {
    "daily": "每日",
    "weekly": "每周",
    "half_monthly": "每半月",
    "monthly": "每月",
    "quarterly": "每季度",
    "half_yearly": "每半年",
    "yearly": "每年",
}
STEP_WORDS = {"days": "天", "weeks": "周", "months": "个月", "years": "年"}


class Span(Strict):
    """An amount of hours, calendar days or working days, counted as the calendar's clocks do."""

    amount: int = Field(title="数量", ge=1)
    unit: Unit = Field(title="单位")

    def __str__(self) -> str:
        return str(self.clock())

    def clock(self) -> Clock:
        return Clock(self.unit, self.amount)


class Step(Strict):
    """Every so many days, weeks, months or years.

    counted_from: 'first' keeps a fixed sequence from `first`; 'last' counts from when it was last done.
    """

    amount: int = Field(title="数量", ge=1)
    unit: Literal["days", "weeks", "months", "years"] = Field(title="单位")
    counted_from: Literal["first", "last"] = Field("first", title="起算")
    first: date | None = Field(None, title="首期起始日")

    def __str__(self) -> str:
        start = "自上次完成起" if self.counted_from == "last" else ""
        return f"{start}每{self.amount}{STEP_WORDS[self.unit]}"


class Cadence(Strict):
    """When something is owed: every period, every so often, once by a day, or upon an event; exactly one of them.

    days: with working_days, a day off owes nothing, a period without any working day owes nothing, and a longer
    period is due on its last working day. occasion: for `upon`, the platform's own word for that event, where an act
    of the platform is the event. due: so long after the period's end (or after the event); without it,
    within the period. limit: as `due`, but by the name of one of the regime's limits. grace: how long after the
    due day it counts as late before it counts as missed.
    """

    every: Every | None = Field(None, title="周期")
    step: Step | None = Field(None, title="间隔")
    by: date | None = Field(None, title="完成日期")
    upon: str = Field("", title="触发情形")
    occasion: str = Field("", title="平台事件")
    days: Literal["all", "working_days"] = Field("all", title="日期范围")
    due: Span | None = Field(None, title="期后时限")
    limit: str = Field("", title="所用限值")
    grace: Span | None = Field(None, title="宽限")

    @model_validator(mode="after")
    def _one_way(self) -> "Cadence":
        if sum(bool(each) for each in (self.every, self.step, self.by, self.upon)) != 1:
            raise ValueError("every、step、by、upon 必须写且只能写一项")
        if self.step and self.step.counted_from == "first" and self.step.first is None:
            raise ValueError("step 按固定序列计算时须写首期起始日 first")
        if self.limit and (self.due or not self.upon):
            raise ValueError("limit 只用于 upon，且不与 due 同写")
        if self.occasion and not self.upon:
            raise ValueError("occasion 只用于 upon")
        if self.by and (self.due or self.days == "working_days"):
            raise ValueError("限期一次完成的，不写 due 和 days")
        return self

    def __str__(self) -> str:
        if self.by:
            face = f"{self.by:%Y-%m-%d} 前完成"
        elif self.upon:
            face = self.upon
        else:
            face = f"{EVERY_WORDS[self.every] if self.every else self.step}一次"
        face += "（工作日）" if self.days == "working_days" else ""
        face += f"，{'' if self.upon else '期满后'}{self.due}内" if self.due else ""
        return face + (f"，宽限{self.grace}" if self.grace else "")
