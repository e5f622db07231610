"""Key periods: stretches of the year in which more is owed."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from sanze.foundation.regime.entries.cadence import Cadence, Every
from sanze.foundation.regime.entries.strict import Asked, Strict

MonthDay = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
TimeOfDay = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class Fixed(Strict):
    """From a day of the year to a day of the year; it may run over New Year."""

    first: MonthDay = Field(title="起")
    last: MonthDay = Field(title="止")

    def __str__(self) -> str:
        return f"{self.first} 至 {self.last}"


class Lunar(Strict):
    """A day of the lunar calendar and how many days from it."""

    month: int = Field(title="农历月", ge=1, le=12)
    day: int = Field(title="农历日", ge=1, le=30)
    length: int = Field(1, title="天数", ge=1)

    def __str__(self) -> str:
        return f"农历{self.month}月{self.day}日起{self.length}天"


class Term(Strict):
    """A solar term (节气) and how many days from it."""

    name: str = Field(title="节气")
    length: int = Field(1, title="天数", ge=1)

    def __str__(self) -> str:
        return f"{self.name}起{self.length}天"


class When(Strict):
    """The rule of a period's days: exactly one of these.

    holiday: the name of a statutory holiday, with all days off that the year's arrangement gives it.
    by_hand: a person opens and ends it when the days are known.
    """

    fixed: Fixed | None = Field(None, title="固定日期")
    holiday: str = Field("", title="法定节假日")
    lunar: Lunar | None = Field(None, title="农历")
    term: Term | None = Field(None, title="节气")
    by_hand: bool = Field(False, title="人工启动")

    @model_validator(mode="after")
    def _one_rule(self) -> "When":
        if sum(bool(each) for each in (self.fixed, self.holiday, self.lunar, self.term, self.by_hand)) != 1:
            raise ValueError("fixed、holiday、lunar、term、by_hand 必须写且只能写一项")
        return self

    def __str__(self) -> str:
        if self.by_hand:
            return "人工启动"
        return f"{self.holiday}假期" if self.holiday else str(self.fixed or self.lunar or self.term)


class Raise(Strict):
    """A duty that is owed more often during a key period: by another cadence, or so many times in each period.

    days: the days that count, where other than the duty's own; a holiday may ask for every day.
    """

    duty: str = Field(title="职责")
    every: Every | None = Field(None, title="周期")
    times: int = Field(1, title="每期次数", ge=1)
    days: Literal["", "all", "working_days"] = Field("", title="日期范围")

    @model_validator(mode="after")
    def _raises(self) -> "Raise":
        if self.every is None and self.times == 1:
            raise ValueError("须写明加密后的周期 every 或者每期次数 times")
        return self

    def cadence(self, own: Cadence) -> Cadence:
        """How often the duty is owed, whose own cadence is given."""
        told = {"every": self.every, "step": None} if self.every else {}
        return own.model_copy(update=told | ({"days": self.days} if self.days else {}))


class KeyPeriod(Asked):
    """A key period (重点时段). before, after: days by which it begins earlier and ends later than its rule says.

    zero_report: every unit reports each day even when nothing happened, by `report_by`. rota: a duty rota is kept.
    plan: the period has a plan by which everything is visited (大检查).
    """

    when: When = Field(title="起止规则")
    before: int = Field(0, title="提前天数", ge=0)
    after: int = Field(0, title="延后天数", ge=0)
    raises: tuple[Raise, ...] = Field((), title="加密的职责")
    zero_report: bool = Field(False, title="每日零报告")
    report_by: TimeOfDay = Field("17:00", title="零报告时限")
    rota: bool = Field(False, title="值班带班表")
    plan: bool = Field(False, title="大检查计划")

    def __str__(self) -> str:
        face = str(self.when)
        face += f"，提前{self.before}天" if self.before else ""
        return face + (f"，延后{self.after}天" if self.after else "")
