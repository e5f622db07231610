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


class Responsibility(Strict):
    """A kind of responsibility (责任种类): posts of these kinds answer for the subjects, each subject having so many.

    exactly: how many holders a subject must have; fewer is a gap, more an overlap. 0: any number.
    """

    title: str = Field(title="名称")
    clause: str = Field(title="条款")
    subject: str | Selection = Field(title="对象")
    kinds: tuple[str, ...] = Field(title="承担岗位", min_length=1)
    exactly: int = Field(1, title="责任人数", ge=0)
    awaits: str = Field("", title="平台尚缺")
