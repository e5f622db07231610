"""The lists of this app: assignments, flaws, proofs, licences, who supervises each enterprise, the board of leaders."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from sanze.foundation.acts import entry
from sanze.foundation.capabilities import Capability
from sanze.foundation.ledgers.column import Column
from sanze.foundation.ledgers.filters import AreaFilter, PickFilter, YesNoFilter
from sanze.foundation.ledgers.keyset import Slice
from sanze.foundation.ledgers.ledger import Action, Ledger, Q, Tally
from sanze.foundation.moment import today
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import Actor
from sanze.know.parties.models import Enterprise, Standing
from sanze.know.responsibility.models import Assignment, Audit, Finding, Licence
from sanze.know.responsibility.queries import answers_for
from sanze.know.responsibility.states import Flaw, Role
from sanze.know.standards.queries import short_names

BATCH = 500
TONES = {"有效": "done", "未生效": "wait", "已终止": "off", "待整改": "wait", "逾期未改": "late", "已消除": "done"}


def _kinds() -> list[tuple[str, str]]:
    found = sorted(regime().responsibilities.items(), key=lambda pair: pair[1].order)
    return [(name, each.title) for name, each in found]


def _valid() -> Q:
    return Q(first__lte=today()) & (Q(until=None) | Q(until__gt=today()))


class AssignmentLedger(Ledger):
    name = "assignments"
    title = "责任指定"
    capability = Capability.COVERAGE
    model = Assignment
    columns = [
        Column("subject_name", "对象", link=True, wide=True),
        Column("kind_title", "责任种类"),
        Column("role", "主次"),
        Column("post", "责任岗位", width=24),
        Column("based_on", "依据", width=24),
        Column("first", "起始日期", sort=True),
        Column("until", "终止日期", sort=True),
        Column("area_name", "属地", width=20),
        Column("standing", "状态", kind="status", tones=lambda each: TONES[each.standing()]),
    ]
    filters = {
        "area": AreaFilter(),
        "kind": PickFilter("责任种类", _kinds),
        "role": PickFilter("主次", Role.choices),
        "valid": YesNoFilter("现行有效", _valid),
    }
    search = ["subject_name", "post__unit", "post__title", "paper"]
    search_hint = "对象 / 岗位 / 文件"
    tallies = [Tally("全部指定"), Tally("现行有效", {"valid": "1"}, tone="done"), Tally("不再有效", {"valid": "0"})]
    empty = "还没有以文件指定的责任；没有指定的按制度规则确定"

    def base(self, actor: Actor) -> QuerySet:
        return super().base(actor).select_related("post")


class TownshipReached(PickFilter):
    """Findings that touch something in a township."""

    def filter(self, rows: QuerySet, value: str) -> QuerySet:
        return rows.filter(reach__has_key=value) if value else rows


def _townships() -> list[tuple[str, str]]:
    from_reach = {code for reach in Finding.objects.values_list("reach", flat=True) for code in reach}
    return [(code, code) for code in sorted(from_reach)]


class FindingLedger(Ledger):
    name = "findings"
    title = "责任空档"
    capability = Capability.COVERAGE_PROOF
    model = Finding
    columns = [
        Column("title", "问题所在", link=True, wide=True),
        Column("flaw", "问题"),
        Column("touched", "涉及责任", kind="number"),
        Column("mend", "最小整改", wide=True, width=30),
        Column("mender_name", "整改岗位", width=20),
        Column("due_on", "期限", sort=True),
        Column("found_on", "发现日期", sort=True),
        Column("standing", "状态", kind="status", tones=lambda each: TONES[each.standing()]),
    ]
    filters = {
        "area": AreaFilter(),
        "flaw": PickFilter("问题", Flaw.choices),
        "kind": PickFilter("责任种类", _kinds),
        "township": TownshipReached("涉及乡镇", _townships),
        "open": YesNoFilter("待整改", lambda: Q(gone_on=None)),
        "late": YesNoFilter("逾期未改", lambda: Q(gone_on=None, due_on__lt=today())),
    }
    quiet = frozenset({"open", "late", "township"})
    search = ["cause_name", "sample", "mend"]
    search_hint = "岗位 / 企业 / 整改"
    tallies = [
        Tally("全部"),
        Tally("待整改", {"open": "1"}, tone="wait"),
        Tally("逾期未改", {"late": "1"}, tone="late"),
        Tally("已消除", {"open": "0"}, tone="done"),
    ]
    actions = [
        Action("成批整改", "coverage-mend", "responsibility.mend", icon="list-check"),
    ]
    empty = "没有发现责任空档"

    def base(self, actor: Actor) -> QuerySet:
        return super().base(actor).select_related("mender")


class AuditLedger(Ledger):
    name = "audits"
    title = "责任覆盖审计"
    capability = Capability.COVERAGE
    model = Audit
    columns = [
        Column("at", "审计时刻", link=True, sort=True),
        Column("subjects", "责任对象", kind="number"),
        Column("targets", "监管责任", kind="number"),
        Column("found", "问题", kind="number"),
        Column("fresh", "新增", kind="number"),
        Column("gone", "消除", kind="number"),
        Column("regime", "制度版本"),
        Column("outcome", "结果", wide=True),
    ]
    filters = {"clean": YesNoFilter("无空档", lambda: Q(found=0))}
    order = "-at"
    empty = "还没有做过责任覆盖审计"


class LicenceLedger(Ledger):
    name = "licences"
    title = "许可登记"
    capability = Capability.FIRST_HANDLER
    model = Licence
    columns = [
        Column("enterprise.name", "企业", wide=True),
        Column("permit", "许可名称", link=True),
        Column("number", "证号"),
        Column("unit", "发证部门"),
        Column("issued_on", "发证日期", sort=True),
        Column("valid_until", "有效期至", sort=True),
        Column("area_name", "属地"),
    ]
    filters = {"area": AreaFilter("enterprise__area_code")}
    search = ["enterprise__name", "permit", "unit", "number"]
    search_hint = "企业 / 许可 / 部门"
    empty = "还没有登记许可，首办部门按制度所列确定"


class Answered:
    """Beside `Ledger`: enterprises with who answers for each in some kinds, read in one query for a page.

    asked: attribute set on each row → (responsibility, hazard); `<attribute>_face` is the post
    with its person, `<attribute>_unit` the office.
    """

    asked: dict[str, tuple[str, str]] = {}

    def _slice(self, rows: QuerySet, query: dict[str, Any], size: int | None = None) -> Slice:
        found = super()._slice(rows, query, size)
        self._answer(found.rows)
        return found

    def in_order(self, actor: Actor, query: dict[str, Any]) -> Iterator[Enterprise]:
        rows = super().in_order(actor, query)
        while part := list(islice(rows, BATCH)):
            self._answer(part)
            yield from part

    def _answer(self, rows: list[Enterprise]) -> None:
        known = regime().responsibilities
        kinds = {kind for kind, _ in self.asked.values() if kind in known}
        told = answers_for(kinds, only=[each.pk for each in rows]) if rows else {}
        for record in rows:
            for attribute, (kind, hazard) in self.asked.items():
                mine = told.get(entry.label(record), [])
                found = next((each for each in mine if (each.kind, each.hazard) == (kind, hazard)), None)
                setattr(record, attribute, found)
                setattr(record, f"{attribute}_face", _face(found))
                setattr(record, f"{attribute}_unit", found.unit if found and found.post_id else "（空档）")


def _face(answer) -> str:
    if answer is None or answer.post_id is None:
        return "（空档）"
    return f"{answer.post} {answer.person}" if answer.person else f"{answer.post}（无人）"


class SettledLedger(Answered, Ledger):
    name = "settled"
    title = "监管责任三落实"
    capability = Capability.DUTY_LISTS
    model = Enterprise
    order = "name"
    columns = [
        Column("name", "单位名称", link=True, sort=True, wide=True),
        Column("industry_name", "行业"),
        Column("area_name", "属地", width=20),
        Column("department_unit", "监管部门", width=20),
        Column("leader_face", "分管领导", width=26),
        Column("officer_face", "具体监管人员", width=26),
    ]
    asked = {
        "department": ("supervising_department", "own"),
        "leader": ("supervising_leader", ""),
        "officer": ("supervising_officer", ""),
    }
    filters = {
        "area": AreaFilter(),
        "industry": PickFilter("行业", lambda: list(short_names().items())),
        "listed": YesNoFilter("重点企业", lambda: Q(listed=True)),
    }
    search = ["name", "uscc"]
    search_hint = "名称 / 信用代码"
    empty = "没有在册企业"

    def base(self, actor: Actor) -> QuerySet:
        return super().base(actor).filter(standing__in=[Standing.OPERATING, Standing.BUILDING])


class BoardLedger(Answered, Ledger):
    name = "board"
    title = "挂牌责任制"
    capability = Capability.LISTED_LEADERSHIP
    model = Enterprise
    order = "name"
    columns = [
        Column("name", "重点企业", link=True, sort=True),
        Column("industry_name", "行业"),
        Column("area_name", "属地", width=20),
        Column("city_face", "挂牌政府领导", width=26),
        Column("bureau_face", "挂牌部门领导", width=26),
        Column("head_face", "挂牌企业领导", wide=True, width=26),
    ]
    asked = {
        "city": ("listed_city_leader", ""),
        "bureau": ("listed_department_leader", ""),
        "head": ("listed_enterprise_leader", ""),
    }
    filters = {"area": AreaFilter(), "industry": PickFilter("行业", lambda: list(short_names().items()))}
    search = ["name", "uscc"]
    search_hint = "名称 / 信用代码"
    actions = [Action("导入挂牌责任", "board-import", "responsibility.import_board", icon="file-import")]
    empty = "还没有重点企业"

    def base(self, actor: Actor) -> QuerySet:
        working = [Standing.OPERATING, Standing.BUILDING]
        return super().base(actor).filter(listed=True, standing__in=working)
