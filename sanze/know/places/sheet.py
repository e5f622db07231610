"""A table of places, read and weighed row by row before anything is written."""

from dataclasses import asdict, dataclass, field
from typing import Any

from sanze.foundation.scope.actor import Actor
from sanze.foundation.sheets.fields import Field, Kind
from sanze.foundation.sheets.headings import propose
from sanze.foundation.sheets.read import Table
from sanze.foundation.sheets.rows import GoodRow, RowProblem, parse
from sanze.know.jurisdictions.models import Level as AreaLevel
from sanze.know.jurisdictions.queries import choices
from sanze.know.parties.models import Enterprise
from sanze.know.parties.queries import supervised
from sanze.know.places import queries
from sanze.know.places.rules import path_key
from sanze.know.places.values import NewPlace
from sanze.know.standards.queries import industry_code

NOTES = (
    "一行一处：场所必填；登记部位的再填部位，登记环节的三栏都填。",
    "单位名称不填的为公共场所，须填所在村（社区）和行业。",
    "主要危险有几种的用顿号隔开。",
)


def fields() -> list[Field]:
    """The columns of the template."""
    return [
        Field("enterprise", "单位名称", ("企业名称", "单位", "企业"), max_length=120),
        Field("village", "所在村（社区）", ("村", "社区", "所属村", "属地"), hint="公共场所必填，如 青石镇桥头村"),
        Field("industry", "行业", ("行业类别",), hint="公共场所必填"),
        Field("place", "场所", ("场所名称",), required=True, max_length=80),
        Field("position", "部位", ("部位名称",), max_length=80),
        Field("link", "环节", ("环节名称", "工序"), max_length=80),
        Field("kind", "类别", ("场所类别",), required=True, kind=Kind.CHOICE, choices=_words(queries.kinds())),
        Field("hazards", "主要危险", ("危险", "事故类型", "致灾因素"), max_length=200),
        Field("longitude", "经度", ("东经",), kind=Kind.DECIMAL, minimum=73, maximum=136),
        Field("latitude", "纬度", ("北纬",), kind=Kind.DECIMAL, minimum=3, maximum=54),
    ]


@dataclass
class Weighed:
    """What a sheet would register. missing: labels of required columns that it lacks."""

    rows: int
    good: list[NewPlace] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    missing: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def good_rows(self) -> int:
        return len(self.good)


def weigh(actor: Actor, table: Table) -> Weighed:
    """Every row against the fields, the registers as the actor sees them, and the rows above it. Writes nothing."""
    wanted = fields()
    mapping = propose(table.headings, wanted)
    labels = {each.name: each.label for each in wanted}
    if mapping.missing:
        missing = tuple(labels[name] for name in mapping.missing)
        return Weighed(len(table.rows), missing=missing, warnings=table.problems)
    parsed = parse(table, mapping, wanted)
    weighed = Weighed(len(table.rows), problems=list(parsed.problems), warnings=table.problems)
    weigher = _Weigher(actor)
    for row in parsed.good:
        told = weigher.weigh(row)
        (weighed.problems if isinstance(told, RowProblem) else weighed.good).append(told)
    weighed.problems.sort(key=lambda each: each.number)
    return weighed


def packed(rows: list[NewPlace]) -> list[dict[str, Any]]:
    """The rows as a session keeps them."""
    return [asdict(each) for each in rows]


def unpacked(rows: list[dict[str, Any]]) -> list[NewPlace]:
    """The rows that `packed` put away."""
    return [NewPlace(**each | {"hazards": tuple(each["hazards"])}) for each in rows]


class _Weigher:
    """The registers in memory, against which rows are weighed one by one."""

    def __init__(self, actor: Actor):
        self.enterprises: dict[str, list[Enterprise]] = {}
        for each in supervised(actor).only("name", "area_code", "industry"):
            self.enterprises.setdefault(each.name, []).append(each)
        self.villages: dict[str, list[str]] = {}
        for code, path in choices(actor, [AreaLevel.VILLAGE]):
            self.villages.setdefault(path, []).append(code)
        self.hazards = queries.hazards()
        rows = queries.in_use(actor).values_list("enterprise_id", "area_code", "path")
        self.known = {_key(owner, area, *path.split(" / ")): "册中已登记" for owner, area, path in rows}

    def weigh(self, row: GoodRow) -> NewPlace | RowProblem:
        told = row.values
        if told["link"] and not told["position"]:
            return _bad(row, "部位", "", "登记环节的须填所在部位")
        if (told["longitude"] is None) != (told["latitude"] is None):
            return _bad(row, "经度", "", "经纬度须同时填写")
        hazards = tuple(each for each in told["hazards"].replace("，", "、").replace(",", "、").split("、") if each)
        if unknown := [each for each in hazards if each not in self.hazards]:
            return _bad(row, "主要危险", told["hazards"], f"只能填：{'、'.join(self.hazards)}；不认识“{unknown[0]}”")
        owner = self._owner(row) if told["enterprise"] else self._where(row)
        if isinstance(owner, RowProblem):
            return owner
        new = NewPlace(
            told["place"], told["kind"], told["position"], told["link"], hazards=hazards, **owner,
            longitude=_number(told["longitude"]), latitude=_number(told["latitude"]),
        )  # fmt: skip
        key = _key(new.enterprise_id, new.area_code, new.place, new.position, new.link)
        if key in self.known:
            return _bad(row, "场所", told["place"], f"{self.known[key]}，不能重复登记")
        self.known[key] = f"与第 {row.number} 行重复"
        return new

    def _owner(self, row: GoodRow) -> dict | RowProblem:
        name = row.values["enterprise"]
        found = self.enterprises.get(name, [])
        if len(found) != 1:
            said = "本岗位范围内有同名单位，请先核对企业档案" if found else "企业档案中没有这家单位，请先建档"
            return _bad(row, "单位名称", name, said)
        return {"enterprise_id": found[0].pk, "area_code": found[0].area_code, "industry": found[0].industry}

    def _where(self, row: GoodRow) -> dict | RowProblem:
        village, industry = row.values["village"], industry_code(row.values["industry"] or "")
        found = self.villages.get(village, [])
        if len(found) != 1:
            return _bad(row, "所在村（社区）", village, "公共场所须写明本岗位辖区内的乡镇和村，如“青石镇桥头村”")
        if not industry:
            return _bad(row, "行业", row.values["industry"], "公共场所须写明行业，按标准库中的名称")
        return {"area_code": found[0], "industry": industry}


def _key(owner: int | None, area: str, *names: str) -> tuple:
    return (owner, "" if owner else area, *path_key(*names))


def _bad(row: GoodRow, column: str, value: str, sentence: str) -> RowProblem:
    return RowProblem(row.number, column, value or "", sentence)


def _number(value) -> float | None:
    return None if value is None else float(value)


def _words(words: tuple[str, ...]) -> dict[str, str]:
    return {each: each for each in words}
