"""The registers of committees, of duty lists, and of own measures."""

from sanze.foundation.capabilities import Capability
from sanze.foundation.ledgers.column import Column
from sanze.foundation.ledgers.filters import AreaFilter, PickFilter, YesNoFilter
from sanze.foundation.ledgers.ledger import Action, Ledger, Q
from sanze.know.committees.models import Committee, DepartmentDuties, Kind, OwnMeasures


class CommitteeLedger(Ledger):
    name = "committees"
    title = "安委会和专业安委会"
    capability = Capability.COMMITTEES
    model = Committee
    columns = [
        Column("name", "名称", link=True, sort=True),
        Column("kind", "种类", width=18),
        Column("industry_list", "行业", wide=True, width=30),
        Column("led_by", "牵头部门", sort=True, width=20),
        Column("chair", "主任", width=20),
        Column("executive", "常务副主任", width=20),
        Column("size", "人数", kind="number"),
        Column("founded_on", "成立日期", sort=True),
        Column("standing", "状态", kind="status", tones=lambda record: record.tone()),
    ]
    filters = {
        "kind": PickFilter("种类", Kind.choices),
        "present": YesNoFilter("现行", lambda: Q(closed_on=None)),
    }
    search = ["name", "led_by"]
    search_hint = "名称 / 牵头部门"
    order = "name"
    actions = [Action("设立安委会", "committees.begin-found", "committees.found")]
    empty = "还没有登记安委会"


class DepartmentDutiesLedger(Ledger):
    name = "department-duties"
    title = "部门安全监管职责清单"
    capability = Capability.COMMITTEES
    model = DepartmentDuties
    columns = [
        Column("department", "部门", link=True, sort=True, wide=True),
        Column("count", "职责项数", kind="number"),
        Column("basis", "依据", width=30),
        Column("since", "施行日期", sort=True),
        Column("standing", "状态", kind="status", tones=lambda record: "off" if record.replaced_on else "done"),
    ]
    filters = {"present": YesNoFilter("现行", lambda: Q(replaced_on=None))}
    search = ["department", "basis"]
    search_hint = "部门 / 依据"
    order = "department"
    actions = [Action("印发职责清单", "committees.begin-duties", "committees.set_duties")]
    empty = "还没有印发职责清单"


class OwnMeasuresLedger(Ledger):
    name = "own-measures"
    title = "贯彻措施"
    capability = Capability.COMMITTEES
    model = OwnMeasures
    columns = [
        Column("title", "文件名称", link=True, sort=True, wide=True),
        Column("number", "文号", width=24),
        Column("unit", "制定单位", sort=True, width=20),
        Column("area_name", "适用范围", width=18),
        Column("issued_on", "印发日期", sort=True),
    ]
    filters = {"area": AreaFilter()}
    search = ["title", "number", "unit"]
    search_hint = "文件 / 文号 / 单位"
    order = "-issued_on"
    actions = [Action("报备措施", "committees.begin-measures", "committees.file_measures")]
    empty = "还没有报备贯彻措施"
