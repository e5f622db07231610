"""An office's own list of enterprises, read and weighed against the register before anything is written."""

from dataclasses import dataclass, field
from typing import Any

from sanze.foundation.scope.actor import Actor
from sanze.foundation.sheets.fields import Field, Kind
from sanze.foundation.sheets.headings import Mapping
from sanze.foundation.sheets.read import Table
from sanze.foundation.sheets.rows import GoodRow, RowProblem, parse
from sanze.know.parties.credit_code import uscc_problem
from sanze.know.parties.models import Enterprise, Size, Standing
from sanze.know.parties.queries import gazetteer
from sanze.know.parties.rules import Gazetteer, name_key
from sanze.know.standards.queries import industry_code

SIZES = {each.label: each.value for each in Size} | {"大": "large", "中": "medium", "小": "small", "微": "micro"}
STANDINGS = {each.label: each.value for each in Standing} | {
    "正常": "operating",
    "在产": "operating",
    "停产": "stopped",
    "停业": "stopped",
    "建设": "building",
    "关闭": "closed",
}
NAMES = ("企业名称", "名称", "企业", "单位", "场所名称", "企业（场所）名称")
INDUSTRIES = ("行业类别", "所属行业", "监管行业", "行业领域", "类别")
TOWNSHIPS = ("乡镇", "所属乡镇", "属地", "镇街", "街道", "所在乡镇")
ADDRESSES = ("详细地址", "生产经营地址", "经营地址", "企业地址", "住所", "地点")
PRINCIPALS = ("负责人", "法定代表人", "法人", "企业负责人", "法人代表")
PHONES = ("联系电话", "电话", "手机", "负责人手机", "法人电话")
MANAGERS = ("安全员", "安全负责人", "安全管理人员", "安全科长")

FIELDS = (
    Field("name", "单位名称", NAMES, required=True, max_length=120),
    Field("uscc", "统一社会信用代码", ("信用代码", "社会信用代码", "统一代码", "组织机构代码"), kind=Kind.CODE),
    Field("industry", "行业", INDUSTRIES, required=True),
    Field("township", "乡镇（街道）", TOWNSHIPS),
    Field("village", "村（社区）", ("村", "社区", "所属村", "村居", "行政村")),
    Field("address", "地址", ADDRESSES, max_length=200),
    Field("longitude", "经度", ("东经", "lng", "lon"), kind=Kind.DECIMAL, minimum=73, maximum=136),
    Field("latitude", "纬度", ("北纬", "lat"), kind=Kind.DECIMAL, minimum=3, maximum=54),
    Field("size", "规模", ("企业规模", "规模类型"), kind=Kind.CHOICE, choices=SIZES),
    Field(
        "employees",
        "从业人数",
        ("职工人数", "员工人数", "从业人员", "人数"),
        kind=Kind.INTEGER,
        minimum=0,
        maximum=10**6,
    ),
    Field("standing", "状态", ("经营状态", "生产状态", "企业状态"), kind=Kind.CHOICE, choices=STANDINGS),
    Field("principal", "主要负责人", PRINCIPALS, max_length=60),
    Field("principal_phone", "负责人电话", PHONES, kind=Kind.CODE, max_length=20),
    Field("safety_manager", "安全管理员", MANAGERS, max_length=60),
    Field("safety_phone", "安全管理员电话", ("安全员电话", "安全负责人电话"), kind=Kind.CODE, max_length=20),
)
HEADINGS = [heading for each in FIELDS for heading in each.headings]
COPIED = (
    "name", "address", "longitude", "latitude", "size", "employees", "standing",
    "principal", "principal_phone", "safety_manager", "safety_phone",
)  # fmt: skip


@dataclass(frozen=True)
class Doubt:
    """A row that can be written but that a person should look at. place: the proposed jurisdiction's code."""

    number: int
    name: str
    sentence: str
    place: str = ""


@dataclass
class Plan:
    """What an import would do: rows to make, rows to change (pk → values), and what is wrong or doubtful."""

    rows: int = 0
    new: list[dict[str, Any]] = field(default_factory=list)
    changed: dict[int, dict[str, Any]] = field(default_factory=dict)
    unchanged: int = 0
    problems: list[RowProblem] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    warnings: tuple[str, ...] = ()

    @property
    def bad_rows(self) -> int:
        return len({each.number for each in self.problems})


def plan(actor: Actor, table: Table, mapping: Mapping) -> Plan:
    """Weigh every row of the table against the register as the actor sees it. Writes nothing."""
    parsed = parse(table, mapping, FIELDS)
    made = Plan(rows=len(table.rows), problems=parsed.problems, warnings=table.problems)
    weigher = _Weigher(actor, made)
    for row in parsed.good:
        weigher.weigh(row)
    made.problems.sort(key=lambda each: each.number)
    return made


class _Weigher:
    """The register in memory, against which rows are weighed one by one."""

    def __init__(self, actor: Actor, made: Plan):
        self.actor, self.made = actor, made
        self.places = self._gazetteer(actor)
        self.by_code: dict[str, tuple] = {}
        self.by_name: dict[str, list[tuple]] = {}
        self.taken_names: dict[str, int] = {}
        self.taken_codes: dict[str, int] = {}
        for row in Enterprise.objects.visible_to(actor).values_list(
            "pk", "uscc", "name", "industry", "area_code", *COPIED[1:]
        ):
            if row[1]:
                self.by_code[row[1]] = row
            self.by_name.setdefault(name_key(row[2]), []).append(row)
        self.foreign = set(
            Enterprise.objects.exclude(pk__in=Enterprise.objects.visible_to(actor).values("pk"))
            .exclude(uscc="")
            .values_list("uscc", flat=True)
        ) if "" not in actor.areas else set()  # fmt: skip

    @staticmethod
    def _gazetteer(actor: Actor) -> Gazetteer:
        return gazetteer(min((each[:6] for each in actor.areas), default=""))

    def weigh(self, row: GoodRow) -> None:
        values = row.values
        code, key = values["uscc"].upper(), name_key(values["name"])
        industry = industry_code(values["industry"])
        if code and (sentence := uscc_problem(code)):
            return self._bad(row, "统一社会信用代码", code, sentence)
        if not industry:
            return self._bad(row, "行业", values["industry"], "不认识这个行业，请按标准库中的行业名称填写")
        if code in self.foreign:
            return self._bad(row, "统一社会信用代码", code, "该企业已在其他辖区建档，请联系安委办办理迁移")
        if self._repeated(row, code, key):
            return None
        place = self.places.locate(values["township"], values["village"], values["address"])
        if place is None:
            return self._bad(row, "地址", values["address"], "看不出在哪个乡镇，请补写乡镇（街道）名称")
        if not any(place.code.startswith(area) for area in self.actor.areas):
            return self._bad(row, "地址", place.name, "不在本岗位的辖区内")
        if not place.sure:
            self._doubt(row, f"属地按“{place.name}”登记：{place.reason}", place.code)
        wanted = {name: values[name] for name in COPIED if values[name] not in (None, "")}
        wanted |= {"uscc": code, "industry": industry, "area_code": place.code}
        for each in ("longitude", "latitude"):
            if each in wanted:
                wanted[each] = float(wanted[each])
        return self._match(row, wanted, key)

    def _repeated(self, row: GoodRow, code: str, key: str) -> bool:
        """The same enterprise twice in one sheet: the second is a bad row."""
        first = self.taken_codes.get(code) if code else None
        first = first or (self.taken_names.get(key) if not code else None)
        if first:
            self._bad(row, "单位名称", row.values["name"], f"与第 {first} 行是同一家单位")
            return True
        if code:
            self.taken_codes[code] = row.number
        elif key in self.taken_names:
            self._doubt(row, f"与第 {self.taken_names[key]} 行同名，信用代码不同，按两家登记")
        self.taken_names.setdefault(key, row.number)
        return False

    def _match(self, row: GoodRow, wanted: dict, key: str) -> None:
        known = self.by_code.get(wanted["uscc"]) if wanted["uscc"] else None
        if known is None:
            same = self.by_name.get(key, [])
            unnumbered = [each for each in same if not each[1] or not wanted["uscc"]]
            if len(unnumbered) == 1:
                known = unnumbered[0]
            elif same:
                self._doubt(row, f"册中已有同名单位 {len(same)} 家，信用代码不同，按新单位登记")
        if known is None:
            self.made.new.append(wanted)
            return
        stored = dict(zip(("pk", "uscc", "name", "industry", "area_code", *COPIED[1:]), known, strict=True))
        if stored["area_code"].startswith(wanted["area_code"]):
            wanted["area_code"] = stored["area_code"]
        if not wanted["uscc"]:
            wanted["uscc"] = stored["uscc"]
        changes = {name: value for name, value in wanted.items() if stored[name] != value}
        if changes:
            self.made.changed[stored["pk"]] = changes
        else:
            self.made.unchanged += 1

    def _bad(self, row: GoodRow, column: str, value: str, sentence: str) -> None:
        self.made.problems.append(RowProblem(row.number, column, value, sentence))

    def _doubt(self, row: GoodRow, sentence: str, place: str = "") -> None:
        self.made.doubts.append(Doubt(row.number, row.values["name"], sentence, place))
