"""The three shelves of the library: what each shows, filters and gives out as a sheet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import Form

from sanze.foundation.sheets.fields import Kind
from sanze.foundation.sheets.write import Column
from sanze.know.standards import queries
from sanze.know.standards.catalogue import Instrument
from sanze.know.standards.forms import CriterionFilters, Filters, ItemFilters
from sanze.know.standards.models import Category
from sanze.know.standards.queries import Found
from sanze.know.standards.values import CheckItem, MajorCriterion

Entry = CheckItem | MajorCriterion | Instrument


@dataclass(frozen=True)
class Shelf:
    """One kind of entry. name: of its route and of its field in `Found`. row: an entry as cells of the sheet."""

    name: str
    title: str
    hint: str
    filters: type[Form]
    columns: Sequence[Column]
    row: Callable[[Any], tuple]

    @property
    def route(self) -> str:
        return "standards" if self.name == "items" else f"standards-{self.name}"

    def entries(self, found: Found) -> tuple[Entry, ...]:
        return getattr(found, self.name)


def chosen(entries: Sequence[Entry], filters: dict[str, str], on: date) -> list[Entry]:
    """The entries that pass the filters; `force` is "" (in force), future, past or any."""
    return [each for each in entries if all(_passes(each, name, filters.get(name, ""), on) for name in TESTS)]


def force_of(entry: Entry, on: date) -> str:
    """ "" for an entry in force on a day, else future or past."""
    if entry.in_force(on):
        return ""
    return "future" if entry.valid_from and on < entry.valid_from else "past"


def force_name(entry: Entry, on: date) -> str:
    return {"": "现行", "future": "未生效", "past": "已失效"}[force_of(entry, on)]


def span(entry: Entry) -> str:
    """The days of validity as people read them."""
    begin = f"{entry.valid_from} 起" if entry.valid_from else "施行日待核"
    return f"{begin}，至 {entry.valid_to}" if entry.valid_to else begin


def industry_name(entry: CheckItem | MajorCriterion) -> str:
    return queries.industry_names()[entry.industry]


def _passes(entry: Entry, name: str, value: str, on: date) -> bool:
    if name == "force":
        return value == "any" or force_of(entry, on) == value
    return not value or TESTS[name](entry, value)


TESTS: dict[str, Callable[[Any, str], bool]] = {
    "severity": lambda entry, value: entry.severity == value,
    "category": lambda entry, value: entry.category == value,
    "source": lambda entry, value: entry.own == (value == "own"),
    "mark": lambda entry, value: (entry.mark != "?") == (value == "sure"),
    "force": lambda entry, value: True,
}


def _mark(entry: Entry) -> str:
    return "待核实" if entry.mark == "?" else ""


def _item_row(each: CheckItem) -> tuple:
    return (
        each.code, industry_name(each), each.text, Category(each.category).label, each.severity_name, each.limit,
        each.measure, each.basis, each.liability, "、".join(each.criteria), span(each), _mark(each),
    )  # fmt: skip


def _criterion_row(each: MajorCriterion) -> tuple:
    return (
        each.code, industry_name(each), each.text, each.basis, "、".join(each.items), each.note, span(each),
        _mark(each),
    )  # fmt: skip


def _instrument_row(each: Instrument) -> tuple:
    return each.title, each.number, each.valid_from, each.valid_to, each.note, _mark(each)


def _columns(*told: tuple[str, int]) -> list[Column]:
    return [Column(label, width=width) for label, width in told]


ITEMS = Shelf(
    "items",
    "检查项",
    "编号 / 内容 / 措施 / 依据",
    ItemFilters,
    _columns(
        ("编号", 10), ("行业", 14), ("检查内容", 44), ("类别", 12), ("等级", 8), ("整改期限", 12), ("整改措施", 36),
        ("依据", 44), ("责任条款", 36), ("判定情形", 20), ("有效期", 24), ("核实", 8),
    ),
    _item_row,
)  # fmt: skip
CRITERIA = Shelf(
    "criteria",
    "重大隐患判定情形",
    "编号 / 情形 / 依据",
    CriterionFilters,
    _columns(
        ("编号", 14), ("行业", 14), ("判定情形", 56), ("依据", 48), ("对应检查项", 20), ("说明", 30), ("有效期", 24),
        ("核实", 8),
    ),
    _criterion_row,
)  # fmt: skip
INSTRUMENTS = Shelf(
    "instruments",
    "依据文件",
    "名称 / 文号",
    Filters,
    [
        Column("名称", width=48),
        Column("文号", width=30),
        Column("施行日期", Kind.DATE),
        Column("失效日期", Kind.DATE),
        Column("说明", width=48),
        Column("核实", width=8),
    ],
    _instrument_row,
)
SHELVES = (ITEMS, CRITERIA, INSTRUMENTS)
