"""What is measured, what bars the way, and what outweighs every score."""

from datetime import date
from typing import Literal

from pydantic import Field

from sanze.foundation.regime.entries.cadence import Span
from sanze.foundation.regime.entries.strict import Asked
from sanze.foundation.regime.entries.subject import Selection

UNIT_WORDS = {"percent": "%", "persons": "人", "cases": "起", "times": "次", "count": "个"}
BOUND_WORDS = {"gte": "不低于", "lte": "不高于", "eq": "等于"}


class Target(Asked):
    """A figure to be reached (目标). measure: how it is reckoned, by name; until it is known, `awaits` says so.

    of: the subjects among which it is reckoned. by: the day on which it must be reached.
    """

    measure: str = Field("", title="计算口径")
    bound: Literal["gte", "lte", "eq"] = Field("gte", title="要求")
    value: float = Field(title="目标值")
    unit: Literal["percent", "persons", "cases", "times", "count"] = Field(title="单位")
    by: date | None = Field(None, title="期限")
    of: str | Selection | None = Field(None, title="范围")

    def __str__(self) -> str:
        face = f"{BOUND_WORDS[self.bound]}{self.value:g}{UNIT_WORDS[self.unit]}"
        return f"{face}，{self.by:%Y-%m-%d} 前达到" if self.by else face


class Gate(Asked):
    """Something that must be there before an act may be done (前置把关).

    blocks: the commands that are refused without it. override: whether it may be passed with a recorded reason.
    """

    blocks: tuple[str, ...] = Field((), title="所拦命令")
    requires: str = Field(title="前置条件", min_length=4)
    override: bool = Field(False, title="可否破例")


class Veto(Asked):
    """What takes away every honour whatever the score (一票否决). appeal: how long one may object."""

    when: str = Field(title="情形", min_length=4)
    effects: tuple[str, ...] = Field(title="后果", min_length=1)
    appeal: Span | None = Field(None, title="申诉期限")
