"""The template of own check items, and a filled-in one weighed row by row before anything is written."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sanze.foundation.moment import today
from sanze.foundation.scope.actor import Actor
from sanze.foundation.sheets.fields import Field, Kind
from sanze.foundation.sheets.headings import propose
from sanze.foundation.sheets.read import Table
from sanze.foundation.sheets.rows import GoodRow, RowProblem, parse
from sanze.know.standards import queries
from sanze.know.standards.forms import industries_of
from sanze.know.standards.models import Category, Severity
from sanze.know.standards.rules import plain
from sanze.know.standards.values import NewItem

CATEGORIES = {each.label: each.value for each in Category} | {each.value: each.value for each in Category}
SEVERITIES = {each.label: each.value for each in Severity} | {"一般隐患": "general", "重大隐患": "major"}
NOTES = (
    "一行一项，黄色表头的栏目必填。",
    "国家库已有的内容不必重复填写，上传时会逐行核对。",
    "编号由系统编排，不用填写。",
)


def fields(actor: Actor | None = None) -> list[Field]:
    """The columns of the template; with an actor the drop-down list of industries holds only theirs."""
    industries = industries_of(actor) if actor else queries.industry_names().items()
    return [
        Field("industry", "行业", ("所属行业", "行业领域", "监管行业"), required=True, kind=Kind.CHOICE,
              choices={name: code for code, name in industries}),
        Field("text", "检查内容", ("检查项", "检查项目", "检查事项", "内容"), required=True, max_length=300),
        Field("category", "类别", ("隐患类别", "因素"), required=True, kind=Kind.CHOICE, choices=CATEGORIES),
        Field("severity", "等级", ("隐患等级", "级别"), required=True, kind=Kind.CHOICE, choices=SEVERITIES),
        Field("limit_days", "整改期限（天）", ("整改期限", "期限"), required=True, kind=Kind.INTEGER, minimum=0,
              maximum=365, hint="0 表示当场整改"),
        Field("measure", "整改措施", ("措施", "整改要求"), required=True, max_length=300),
        Field("basis", "依据", ("检查依据", "法律依据", "法规依据"), required=True, max_length=500,
              hint="文件名称、文号和条款"),
        Field("valid_from", "生效日期", ("施行日期",), kind=Kind.DATE, hint="不填按导入当天"),
        Field("valid_to", "失效日期", ("废止日期",), kind=Kind.DATE, hint="长期有效的不填"),
    ]  # fmt: skip


HEADINGS = [heading for each in fields() for heading in each.headings]


@dataclass(frozen=True)
class Weighed:
    """What a sheet would add. missing: labels of required columns that it lacks."""

    rows: int
    good: list[NewItem]
    problems: list[RowProblem]
    missing: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def weigh(actor: Actor, table: Table, area_code: str) -> Weighed:
    """Every row against the fields, the library and the rows above it. Writes nothing."""
    wanted = fields(actor)
    mapping = propose(table.headings, wanted)
    labels = {each.name: each.label for each in wanted}
    if mapping.missing:
        return Weighed(len(table.rows), [], [], tuple(labels[name] for name in mapping.missing), table.problems)
    parsed = parse(table, mapping, wanted)
    on = today()
    said = {
        (each.industry, plain(each.text)): f"标准库已有这一项：{each.code}"
        for each in queries.library_items(on, area_code)
        if each.valid_to is None or each.valid_to >= on
    }
    good, problems = [], list(parsed.problems)
    for row in parsed.good:
        key = (row.values["industry"], plain(row.values["text"]))
        new = _new_item(row, on)
        if key in said:
            problems.append(RowProblem(row.number, "检查内容", row.values["text"], said[key]))
        elif new.valid_to and new.valid_to < new.valid_from:
            problems.append(RowProblem(row.number, "失效日期", str(new.valid_to), "失效日期不能早于生效日期"))
        else:
            said[key] = f"与第 {row.number} 行重复"
            good.append(new)
    problems.sort(key=lambda each: each.number)
    return Weighed(len(table.rows), good, problems, (), table.problems)


def packed(items: list[NewItem]) -> list[dict[str, Any]]:
    """The items as a session keeps them."""
    return [
        vars(each) | {name: str(value) for name, value in vars(each).items() if isinstance(value, date)}
        for each in items
    ]


def unpacked(rows: list[dict[str, Any]]) -> list[NewItem]:
    """The items that `packed` put away."""
    return [NewItem(**row | {name: _day(row[name]) for name in ("valid_from", "valid_to")}) for row in rows]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _new_item(row: GoodRow, on: date) -> NewItem:
    return NewItem(**row.values | {"valid_from": row.values["valid_from"] or on})
