"""The standards library as it is shipped: industries, instruments, check items, criteria of major dangers (K19).

Pure: reads the YAML files beside it and checks them. Nothing of Django. Marks of certainty:
V read at the source, K well known or seen in an extract, ? to be verified.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

HERE = Path(__file__).parent / "data"
Mark = Literal["V", "K", "?"]
Reach = Literal["own", "every_unit", "by_topic"]
Category = Literal["人", "物", "环境", "管理"]
Severity = Literal["general", "major"]
UNIVERSAL: tuple[Reach, ...] = ("every_unit", "by_topic")

MESSAGES = {
    "missing": "缺少这一项",
    "extra_forbidden": "没有这样的字段",
    "string_too_short": "不能为空",
    "too_short": "至少要有一条",
    "date_from_datetime_parsing": "不是日期，应写成 2026-01-31",
    "date_parsing": "不是日期，应写成 2026-01-31",
    "date_type": "不是日期，应写成 2026-01-31",
    "int_parsing": "应是整数",
    "int_type": "应是整数",
    "string_type": "应是文字，数字要加引号",
    "list_type": "应是列表",
    "greater_than_equal": "不能小于 0",
    "literal_error": "不是允许的取值",
    "string_pattern_mismatch": "写法不对",
}


class CatalogueError(ValueError):
    """A data file is wrong. The message names the file, the entry and what to do, in Chinese."""


class Entry(BaseModel):
    """A record of the library with its period of validity. None as a date means that bound is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    valid_from: date | None = None
    valid_to: date | None = None

    @model_validator(mode="after")
    def _dates_in_order(self) -> "Entry":
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError(f"失效日 {self.valid_to} 早于生效日 {self.valid_from}")
        return self

    def in_force(self, on: date) -> bool:
        """Whether the entry holds on a day; both bounds are included, an unknown bound does not exclude."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


class Industry(Entry):
    """An industry of the policy. reach: own, every_unit (all units), by_topic (any unit that has such a thing)."""

    code: str = Field(pattern=r"^[a-z]+$")
    name: str = Field(min_length=1)
    high_risk: bool
    reach: Reach = "own"
    parent: str = ""
    includes: tuple[str, ...] = ()
    divisions: tuple[str, ...] = ()
    lead: str = Field(min_length=1)
    lead_mark: Mark
    lead_note: str = ""
    aliases: tuple[str, ...] = ()


class Instrument(Entry):
    """A law, regulation, rule or standard that items and criteria cite."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    title: str = Field(min_length=1)
    number: str = ""
    mark: Mark
    note: str = ""

    @model_validator(mode="after")
    def _doubt_is_explained(self) -> "Instrument":
        if self.mark == "?" and not self.note:
            raise ValueError("标记为“?”的文件要在 note 写明哪里待核")
        return self

    @property
    def citation(self) -> str:
        return f"《{self.title}》（{self.number}）" if self.number else f"《{self.title}》"


class Basis(BaseModel):
    """One citation. Written in the files as "instrument-id article"; the article may be absent."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    instrument: str
    article: str = ""

    @model_validator(mode="before")
    @classmethod
    def _from_line(cls, line: Any) -> Any:
        if not isinstance(line, str):
            return line
        instrument, _, article = line.strip().partition(" ")
        return {"instrument": instrument, "article": article.strip()}


class Item(Entry):
    """A check item. usual_limit_days: usual days to rectify, 0 = on the spot; local practice, not law."""

    code: str = Field(pattern=r"^[A-Z]{2}-\d{2}$")
    industry: str
    text: str = Field(min_length=4)
    category: Category
    severity: Severity
    usual_limit_days: int | None = Field(default=None, ge=0)
    limit_note: str = ""
    measure: str = Field(min_length=2)
    basis: tuple[Basis, ...] = Field(min_length=1)
    liability: tuple[Basis, ...] = ()
    raises_when: str = ""
    no_criterion: str = ""
    mark: Mark

    @model_validator(mode="after")
    def _limit_is_said(self) -> "Item":
        if (self.usual_limit_days is None) == (not self.limit_note):
            raise ValueError("usual_limit_days（天数）和 limit_note（如“按治理方案”）要写一个，也只写一个")
        return self


def keyword_fault(keyword: str) -> str:
    """What is wrong with a keyword pattern, as a Chinese sentence; empty if nothing."""
    if any(not word.strip() for part in keyword.split("+") for word in part.split("/")):
        return f"关键词“{keyword}”里有空的词"
    if "+" not in keyword and any(len(word) < 2 for word in keyword.split("/")):
        return f"关键词“{keyword}”太短，单独使用的词至少两个字"
    return ""


class Criterion(Entry):
    """A case that the determination standard calls a major danger.

    keywords: alternatives, each a pattern: "+" joins parts that must all occur, "/" parts of which one must.
    applies_to: the industries it may be proposed for; empty = any (filled in by load).
    """

    code: str = Field(pattern=r"^[a-z]+-\d{2}$")
    industry: str
    instrument: str
    article: str = ""
    text: str = Field(min_length=4)
    keywords: tuple[str, ...] = Field(min_length=1)
    items: tuple[str, ...] = ()
    note: str = ""
    mark: Mark
    applies_to: frozenset[str] = frozenset()

    @field_validator("keywords")
    @classmethod
    def _no_empty_word(cls, keywords: tuple[str, ...]) -> tuple[str, ...]:
        for keyword in keywords:
            if fault := keyword_fault(keyword):
                raise ValueError(fault)
        return keywords


class Catalogue(BaseModel):
    """The whole library of one version, cross-checked."""

    model_config = ConfigDict(frozen=True)

    version: str
    industries: tuple[Industry, ...]
    instruments: tuple[Instrument, ...]
    items: tuple[Item, ...]
    criteria: tuple[Criterion, ...]

    def industry(self, code: str) -> Industry:
        """Raises KeyError for a code that is not in the library."""
        return {each.code: each for each in self.industries}[code]

    def instrument(self, id: str) -> Instrument:
        """Raises KeyError for an id that is not in the library."""
        return {each.id: each for each in self.instruments}[id]

    def item(self, code: str) -> Item:
        """Raises KeyError for a code that is not in the library."""
        return {each.code: each for each in self.items}[code]

    def cite(self, basis: Basis) -> str:
        """The citation as a document prints it: 《title》（number）article."""
        return self.instrument(basis.instrument).citation + basis.article


Record = TypeVar("Record", bound=BaseModel)


def _read(path: Path, root: Path) -> dict[str, Any]:
    """The mapping in a YAML file. Raises CatalogueError naming file and line."""
    name = path.relative_to(root)
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CatalogueError(f"缺少标准库文件 {name}") from None
    except UnicodeDecodeError:
        raise CatalogueError(f"{name}：不是 UTF-8 编码，请另存为 UTF-8") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"第 {mark.line + 1} 行" if mark else ""
        raise CatalogueError(f"{name}：{where}不是正确的 YAML，请检查缩进、冒号和引号") from None
    if not isinstance(content, dict):
        raise CatalogueError(f"{name}：文件开头应是“名称: 内容”的形式")
    return content


def _sentence(error: ValidationError) -> str:
    """The first fault of a record, in Chinese, with the field it is in."""
    fault = error.errors()[0]
    field = ".".join(str(step) for step in fault["loc"])
    kind = fault["type"]
    said = fault["msg"].removeprefix("Value error, ") if kind == "value_error" else MESSAGES.get(kind, "内容不对")
    given = fault.get("input")
    shown = f"（现为“{given}”）" if kind not in ("missing", "value_error") and isinstance(given, str | int) else ""
    return f"{field}：{said}{shown}" if field else said


def _records(
    kind: type[Record], content: dict[str, Any], key: str, name: str, defaults: Iterable[str] = ()
) -> list[Record]:
    """The records under a key; fields named in defaults are taken from the head of the file when absent."""
    rows = content.get(key)
    if not isinstance(rows, list):
        raise CatalogueError(f"{name}：缺少列表“{key}”")
    common = {field: content[field] for field in defaults if field in content}
    unknown = set(content) - {key, "version", *defaults}
    if unknown:
        raise CatalogueError(f"{name}：文件头没有这样的字段：{'、'.join(sorted(map(str, unknown)))}")
    made = []
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict):
            raise CatalogueError(f"{name} 第 {number} 条：应是“名称: 内容”的形式")
        label = row.get("code") or row.get("id") or f"第 {number} 条"
        try:
            made.append(kind.model_validate(common | row))
        except ValidationError as error:
            raise CatalogueError(f"{name} {label}：{_sentence(error)}") from None
    return made


def _once(seen: dict[str, str], code: str, name: str) -> None:
    """Raises CatalogueError when a code is met a second time."""
    if code in seen:
        raise CatalogueError(f"{name} {code}：编号重复，已在 {seen[code]} 用过")
    seen[code] = name


def _known(code: str, known: Iterable[str], what: str, name: str, label: str) -> None:
    if code not in known:
        raise CatalogueError(f"{name} {label}：{what}“{code}”不在标准库里")


def _reach(criterion: Criterion, industries: dict[str, Industry]) -> frozenset[str]:
    """The industries a criterion may be proposed for; empty when it is for any unit."""
    own = industries[criterion.industry]
    if own.reach in UNIVERSAL:
        return frozenset()
    return frozenset(code for code in industries if own.code in family(code, industries.values()))


def family(code: str, industries: Iterable[Industry]) -> tuple[str, ...]:
    """The industry, its parent, its sub-kinds and those it includes: whose content is used for its units."""
    listed = {each.code: each for each in industries}
    own = listed[code]
    related = [own.code, own.parent, *(each.code for each in listed.values() if each.parent == code), *own.includes]
    return tuple(dict.fromkeys(each for each in related if each))


def _load_industries(root: Path) -> tuple[str, dict[str, Industry]]:
    content = _read(root / "industries.yaml", root)
    version = content.get("version")
    if not isinstance(version, str) or not version:
        raise CatalogueError('industries.yaml：缺少版本号 version，要加引号，如 "2026.1"')
    seen: dict[str, str] = {}
    made = _records(Industry, content, "industries", "industries.yaml")
    for each in made:
        _once(seen, each.code, "industries.yaml")
    for each in made:
        for other in (*each.includes, *([each.parent] if each.parent else [])):
            _known(other, seen, "行业", "industries.yaml", each.code)
    named: dict[str, str] = {}
    for each in made:
        for name in {each.name, *each.aliases}:
            if name in named:
                raise CatalogueError(f"industries.yaml {each.code}：名称“{name}”与 {named[name]} 重复")
            named[name] = each.code
    return version, {each.code: each for each in made}


def _load_instruments(root: Path) -> dict[str, Instrument]:
    seen: dict[str, str] = {}
    made = _records(Instrument, _read(root / "instruments.yaml", root), "instruments", "instruments.yaml")
    for each in made:
        _once(seen, each.id, "instruments.yaml")
    return {each.id: each for each in made}


def _load_items(root: Path, industries: dict[str, Industry], instruments: dict[str, Instrument]) -> list[Item]:
    made: list[Item] = []
    seen: dict[str, str] = {}
    for path in sorted((root / "items").glob("*.yaml")):
        name = f"items/{path.name}"
        head = ("industry", "valid_from", "valid_to", "no_criterion")
        for each in _records(Item, _read(path, root), "items", name, head):
            _once(seen, each.code, name)
            _known(each.industry, industries, "行业", name, each.code)
            for basis in (*each.basis, *each.liability):
                _known(basis.instrument, instruments, "依据文件", name, each.code)
            made.append(each)
    return made


def _load_criteria(
    root: Path, industries: dict[str, Industry], instruments: dict[str, Instrument], items: set[str]
) -> list[Criterion]:
    """The criteria, each with the validity of its instrument where it has none of its own."""
    made: list[Criterion] = []
    seen: dict[str, str] = {}
    for path in sorted((root / "criteria").glob("*.yaml")):
        name = f"criteria/{path.name}"
        for each in _records(Criterion, _read(path, root), "criteria", name, ("industry", "instrument")):
            _once(seen, each.code, name)
            _known(each.industry, industries, "行业", name, each.code)
            _known(each.instrument, instruments, "依据文件", name, each.code)
            for item in each.items:
                _known(item, items, "检查项", name, each.code)
            source = instruments[each.instrument]
            made.append(
                each.model_copy(
                    update={
                        "valid_from": each.valid_from or source.valid_from,
                        "valid_to": each.valid_to or source.valid_to,
                        "applies_to": _reach(each, industries),
                    }
                )
            )
    return made


def read_catalogue(root: Path) -> Catalogue:
    """The library in a folder, cross-checked. Raises CatalogueError with the file, the entry and the fault."""
    version, industries = _load_industries(root)
    instruments = _load_instruments(root)
    items = _load_items(root, industries, instruments)
    criteria = _load_criteria(root, industries, instruments, {each.code for each in items})
    for each in criteria:
        if each.valid_from and each.valid_to and each.valid_to < each.valid_from:
            raise CatalogueError(f"criteria {each.code}：有效期与依据文件的有效期没有交集")
    return Catalogue(
        version=version,
        industries=tuple(industries.values()),
        instruments=tuple(instruments.values()),
        items=tuple(items),
        criteria=tuple(criteria),
    )


@lru_cache(maxsize=1)
def load() -> Catalogue:
    """The library shipped with the platform. Raises CatalogueError if a file of it was damaged."""
    return read_catalogue(HERE)
