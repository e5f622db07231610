"""Whom or what a duty is about: subjects selected by their declared attributes."""

from typing import Any, Literal

from pydantic import Field, field_validator

from sanze.foundation.regime.entries.strict import Strict

Operator = Literal["eq", "ne", "in", "not_in", "in_list", "not_in_list", "gt", "gte", "lt", "lte"]
Plain = bool | int | float | str

# The kind of subject that a regime knows by itself, and its attribute whose values are the regime's own.
POST, POST_KIND = "post", "kind"

OPERATOR_WORDS = {
    "eq": "为", "ne": "不为", "in": "为", "not_in": "不为", "in_list": "属于", "not_in_list": "不属于",
    "gt": "大于", "gte": "不小于", "lt": "小于", "lte": "不大于",
}  # fmt: skip


class Condition(Strict):
    """One test of one attribute. For in_list the value names one of the regime's lists."""

    attribute: str = Field(title="属性")
    op: Operator = Field("eq", title="关系")
    value: Plain | tuple[Plain, ...] = Field(title="值")

    def __str__(self) -> str:
        several = self.value if isinstance(self.value, tuple) else (self.value,)
        said = "、".join({True: "是", False: "否"}[each] if isinstance(each, bool) else str(each) for each in several)
        return f"{self.attribute} {OPERATOR_WORDS[self.op]} {said}"


class Selection(Strict):
    """All subjects of a kind that meet every condition (对象). title: its face, where people choose it.

    In a package `where` is written short: {listed: true, industry: {in: [a, b]}, headcount: {gte: 300}}.
    """

    what: str = Field(title="对象类别")
    title: str = Field("", title="名称")
    where: tuple[Condition, ...] = Field((), title="条件")

    def __str__(self) -> str:
        return f"{self.what}（{'；'.join(map(str, self.where))}）" if self.where else self.what

    @field_validator("where", mode="before")
    @classmethod
    def _spelt_out(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return tuple(each for attribute, asked in value.items() for each in _conditions(attribute, asked))


def _conditions(attribute: str, asked: Any) -> list[dict]:
    if isinstance(asked, dict):
        return [{"attribute": attribute, "op": op, "value": value} for op, value in asked.items()]
    return [{"attribute": attribute, "op": "in" if isinstance(asked, list) else "eq", "value": asked}]


class Hazard(Strict):
    """A kind of peril for which somebody answers apart (危险类别): which subjects are exposed to it.

    industry: the industry whose office answers for it everywhere; empty where it is the subject's own.
    """

    title: str = Field(title="名称")
    subject: str | Selection = Field(title="对象")
    industry: str = Field("", title="归口行业")


class Responsibility(Strict):
    """A kind of responsibility (责任种类): posts of these kinds answer for the subjects, each subject having so many.

    exactly: how many holders a subject must have; fewer is a gap, more an overlap. 0: any number.
    fill: how a post is found where no paper names one. 'assigned': not at all; 'area': the nearest around the
    subject, dealt out among equals; 'industry': the nearest for the industry in particular, the first of its office;
    'party': the subject's own; 'first_licence': that of the office which issued the first licence.
    level: the kind of area whose own posts answer by rule; empty for any. hazards: answered for apart for each.
    certificate: whether the holder must have a valid one. assigned_by: kinds of post that may name one; empty for
    every kind that has the power. public: whether it stands on the public board.
    order: its place in a chain of responsibility.
    """

    title: str = Field(title="名称")
    clause: str = Field(title="条款")
    subject: str | Selection = Field(title="对象")
    kinds: tuple[str, ...] = Field(title="承担岗位", min_length=1)
    exactly: int = Field(1, title="责任人数", ge=0)
    fill: Literal["assigned", "area", "industry", "party", "first_licence"] = Field("assigned", title="确定规则")
    level: str = Field("", title="层级")
    hazards: tuple[str, ...] = Field((), title="危险类别")
    certificate: bool = Field(False, title="须持证")
    assigned_by: tuple[str, ...] = Field((), title="指定岗位")
    public: bool = Field(False, title="公示")
    order: int = Field(100, title="次序")
    awaits: str = Field("", title="平台尚缺")


class FirstHandler(Strict):
    """Which office issues the first licence of an industry (首办部门), where no licence on record says it."""

    unit: str = Field(title="部门")
    permit: str = Field(title="首张许可")


class Mending(Strict):
    """Who must mend a flaw of responsibility, and within which limit."""

    by: str = Field(title="责任岗位")
    within: str = Field(title="期限")
