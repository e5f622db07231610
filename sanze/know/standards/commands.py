"""Every write to the county's own part of the library."""

from collections.abc import Sequence
from datetime import date

from django.db import connection

from sanze.foundation.acts.command import command
from sanze.foundation.acts.records import change
from sanze.foundation.acts.refusal import Refused
from sanze.foundation.capabilities import Capability
from sanze.foundation.moment import today
from sanze.foundation.scope.actor import Actor
from sanze.foundation.scope.models import sees
from sanze.know.standards import queries
from sanze.know.standards.catalogue import keyword_fault
from sanze.know.standards.models import (
    CRITERION_PREFIX,
    ITEM_PREFIX,
    Category,
    OwnCriterion,
    OwnItem,
    OwnRule,
    SetAside,
    Severity,
)
from sanze.know.standards.rules import plain
from sanze.know.standards.values import NewItem

MOST_AT_ONCE = 1000
LONGEST_LIMIT = 365  # days
LONGEST_REASON = 300  # characters
NUMBERING = 0x5A53  # key of the advisory lock under which codes are given out


class UnknownIndustry(Refused):
    message = "标准库中没有这个行业"


class UnknownItem(Refused):
    message = "没有这个检查项"


class NoArea(Refused):
    message = "请选择适用的辖区"


class NothingTold(Refused):
    message = "内容和依据不能为空"


class TooLong(Refused):
    message = "内容太长"


class BadChoice(Refused):
    message = "不是允许的取值"


class BadSpan(Refused):
    message = "失效日期不能早于生效日期"


class BadKeyword(Refused):
    message = "关键词不合要求"


class SameText(Refused):
    message = "已有内容相同的条目"


class TooMany(Refused):
    message = f"一次最多导入 {MOST_AT_ONCE} 项"


class AlreadyRetired(Refused):
    message = "已经停用"


class TooEarly(Refused):
    message = "停用或者恢复的日期不能早于今天，也不能早于生效日期"


class MadeAbove(Refused):
    message = "由上级或者其他行业部门制定，本岗位不能停用"


class AlreadySetAside(Refused):
    message = "该检查项已在本辖区停用"


class MajorStays(Refused):
    message = "国家判定标准列为重大隐患的检查项不能停用"


@command(grant="standards.add_item", title="新增本地检查项", capability=Capability.STANDARDS)
def add_item(
    actor: Actor,
    subject: None,
    *,
    area_code: str,
    industry: str,
    text: str,
    category: Category,
    measure: str,
    basis: str,
    limit_days: int,
    valid_from: date,
    severity: Severity = Severity.GENERAL,
    valid_to: date | None = None,
) -> OwnItem:
    """Add a check item of the area's own. limit_days: usual days to rectify, 0 = on the spot.

    Raises NoArea, UnknownIndustry, NothingTold, TooLong, BadChoice, BadSpan, SameText.
    """
    new = NewItem(industry, text, category, measure, basis, limit_days, valid_from, severity, valid_to)
    return _write_items(area_code, [new])[0]


@command(grant="standards.add_item", title="导入本地检查项", capability=Capability.STANDARDS)
def import_items(actor: Actor, subject: None, *, area_code: str, items: list[NewItem]) -> None:
    """Add many check items of the area's own, all or none.

    Raises TooMany, and what `add_item` raises. At most 1000 items.
    """
    if len(items) > MOST_AT_ONCE:
        raise TooMany(f"现有 {len(items)} 项")
    _write_items(area_code, items)


@command(grant="standards.retire_item", title="停用本地检查项", capability=Capability.STANDARDS)
def retire_item(actor: Actor, item: OwnItem, *, reason: str, on: date) -> None:
    """Use an own item no more from a day on; what was checked by it stays.

    Raises MadeAbove, AlreadyRetired, NothingTold, TooLong, TooEarly.
    """
    _retire(actor, item, reason, on)


@command(grant="standards.add_criterion", title="新增本地判定情形", capability=Capability.STANDARDS)
def add_criterion(
    actor: Actor,
    subject: None,
    *,
    area_code: str,
    industry: str,
    text: str,
    basis: str,
    keywords: list[str],
    valid_from: date,
    items: list[str] | None = None,
    valid_to: date | None = None,
) -> OwnCriterion:
    """Add a case that the area's own rules call a major danger.

    keywords: patterns; "+" joins parts that must all occur, "/" parts of which one must. items: codes of the check
    items that it judges.

    Raises NoArea, UnknownIndustry, NothingTold, TooLong, BadSpan, BadKeyword, UnknownItem, SameText.
    """
    _check_rule(area_code, industry, [text, basis], valid_from, valid_to)
    fault = "" if keywords else "至少写一组"
    for keyword in keywords:
        fault = fault or keyword_fault(keyword)
    if fault:
        raise BadKeyword(fault)
    for code in items or []:
        _check_item(code, area_code)
    known = queries.library_criteria(area_code)
    _refuse_same(text, industry, valid_from, known)
    row = OwnCriterion(
        code=_next_codes(OwnCriterion, CRITERION_PREFIX, 1)[0],
        area_code=area_code,
        industry=industry,
        text=text,
        basis=basis,
        keywords=keywords,
        items=items or [],
        valid_from=valid_from,
        valid_to=valid_to,
    )
    return _kept([row])[0]


@command(grant="standards.retire_criterion", title="停用本地判定情形", capability=Capability.STANDARDS)
def retire_criterion(actor: Actor, criterion: OwnCriterion, *, reason: str, on: date) -> None:
    """Judge by an own criterion no more from a day on.

    Raises MadeAbove, AlreadyRetired, NothingTold, TooLong, TooEarly.
    """
    _retire(actor, criterion, reason, on)


@command(grant="standards.set_aside", title="本地停用检查项", capability=Capability.STANDARDS)
def set_aside(actor: Actor, subject: None, *, item_code: str, area_code: str, reason: str, on: date) -> SetAside:
    """Do without a shipped check item in an area from a day on.

    Not those that are major, or to which a criterion in force belongs: what is a major danger the nation decides.
    Raises NoArea, NothingTold, TooLong, UnknownItem, MajorStays, AlreadySetAside, TooEarly.
    """
    if not area_code:
        raise NoArea()
    if not reason.strip():
        raise NothingTold()
    try:
        item = queries.shipped_item(item_code, on)
    except KeyError:
        raise UnknownItem(item_code) from None
    if item.severity == Severity.MAJOR or item.criteria:
        raise MajorStays(item_code)
    if on < today():
        raise TooEarly()
    _take_turn()
    if queries.set_aside(item_code, area_code, on) or SetAside.objects.filter(
        item_code=item_code, area_code=area_code, retired_on=None
    ):
        raise AlreadySetAside(item_code)
    return _kept([SetAside(item_code=item_code, area_code=area_code, reason=reason, valid_from=on)])[0]


@command(grant="standards.set_aside", title="恢复使用检查项", capability=Capability.STANDARDS)
def restore_item(actor: Actor, aside: SetAside, *, reason: str, on: date) -> None:
    """Use a shipped check item again from a day on; the act keeps the reason.

    Raises MadeAbove, AlreadyRetired, TooEarly.
    """
    if not sees(actor, aside):
        raise MadeAbove()
    if aside.retired_on:
        raise AlreadyRetired(f"自 {aside.retired_on} 起恢复使用")
    if on < max(today(), aside.valid_from):
        raise TooEarly()
    change(aside, retired_on=on)


def _write_items(area_code: str, new: Sequence[NewItem]) -> list[OwnItem]:
    """The new items under codes of their own, all or none."""
    known = queries.library_items(today(), area_code)
    texts: set[tuple[str, str]] = set()
    for each in new:
        _check_rule(area_code, each.industry, [each.text, each.basis, each.measure], each.valid_from, each.valid_to)
        if each.category not in Category.values or each.severity not in Severity.values:
            raise BadChoice()
        if not 0 <= each.limit_days <= LONGEST_LIMIT:
            raise BadChoice(f"整改期限须为 0 至 {LONGEST_LIMIT} 天")
        key = (each.industry, plain(each.text))
        if key in texts:
            raise SameText(each.text)
        texts.add(key)
        _refuse_same(each.text, each.industry, each.valid_from, known)
    codes = _next_codes(OwnItem, ITEM_PREFIX, len(new))
    rows = [
        OwnItem(
            code=code,
            area_code=area_code,
            industry=each.industry,
            text=each.text,
            category=Category(each.category),
            severity=Severity(each.severity),
            limit_days=each.limit_days,
            measure=each.measure,
            basis=each.basis,
            valid_from=each.valid_from,
            valid_to=each.valid_to,
        )
        for code, each in zip(codes, new, strict=True)
    ]
    return _kept(rows)


def _kept(rows: list) -> list:
    """The new rows, written. Raises TooLong for one whose text does not fit its field."""
    for row in rows:
        for field in row._meta.concrete_fields:
            if field.max_length and len(getattr(row, field.attname) or "") > field.max_length:
                raise TooLong(f"{field.verbose_name}最多 {field.max_length} 个字")
    return type(rows[0]).objects.bulk_create(rows) if rows else []


def _check_rule(area_code: str, industry: str, told: list[str], valid_from: date, valid_to: date | None) -> None:
    if not area_code:
        raise NoArea()
    if industry not in queries.industry_names():
        raise UnknownIndustry(industry)
    if not all(each.strip() for each in told):
        raise NothingTold()
    if valid_to and valid_to < valid_from:
        raise BadSpan()


def _check_item(code: str, area_code: str) -> None:
    """Raises UnknownItem unless the area checks by that item."""
    try:
        item = queries.item(code)
    except KeyError:
        raise UnknownItem(code) from None
    if item.own and not area_code.startswith(item.area_code):
        raise UnknownItem(code)


def _refuse_same(text: str, industry: str, on: date, known: Sequence) -> None:
    """Raises SameText where an entry that has not ended by then says the same of the same industry."""
    for each in known:
        ended = each.valid_to is not None and each.valid_to < on
        if not ended and each.industry == industry and plain(each.text) == plain(text):
            raise SameText(each.code)


def _retire(actor: Actor, rule: OwnRule, reason: str, on: date) -> None:
    if not sees(actor, rule):
        raise MadeAbove()
    if rule.retired_on:
        raise AlreadyRetired(f"自 {rule.retired_on} 起")
    if not reason.strip():
        raise NothingTold()
    if on < max(today(), rule.valid_from):
        raise TooEarly()
    if len(reason) > LONGEST_REASON:
        raise TooLong(f"原因最多 {LONGEST_REASON} 个字")
    change(rule, retired_on=on, retire_reason=reason)


def _next_codes(model: type[OwnRule], prefix: str, count: int) -> list[str]:
    """The next free codes; codes are given out to one act at a time, so that none is given twice."""
    _take_turn()
    last = model.objects.order_by("-pk").values_list("code", flat=True).first()
    first = int(last.removeprefix(prefix)) + 1 if last else 1
    return [f"{prefix}{number:03}" for number in range(first, first + count)]


def _take_turn() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NUMBERING])
