"""The registers of safe villages and of village groups."""

from sanze.foundation.capabilities import Capability
from sanze.foundation.ledgers.column import Column
from sanze.foundation.ledgers.filters import AreaFilter, PickFilter, YesNoFilter
from sanze.foundation.ledgers.ledger import Action, Ledger, Q, Tally
from sanze.know.villages.models import TONES, Creation, VillageGroup
from sanze.know.villages.states import CreationState


class CreationLedger(Ledger):
    name = "village-creations"
    title = "安全乡村创建"
    capability = Capability.SAFE_VILLAGES
    model = Creation
    columns = [
        Column("area_name", "村（社区）", link=True),
        Column("year", "年度", sort=True, kind="number"),
        Column("score", "得分", sort=True, kind="number"),
        Column("unmet", "未达到的项目", wide=True, width=40),
        Column("assessed_on", "自评日期", sort=True),
        Column("reviewed_on", "审核日期", sort=True),
        Column("awarded_on", "命名日期", sort=True),
        Column("state", "状态", kind="status", tones=TONES),
    ]
    filters = {
        "area": AreaFilter(),
        "state": PickFilter("状态", CreationState.choices),
    }
    search = ["number", "area_code"]
    search_hint = "文号 / 编码"
    order = "-assessed_on"
    tallies = [
        Tally("全部"),
        Tally("待审核", {"state": "assessed"}, tone="wait"),
        Tally("退回补正", {"state": "returned"}, tone="late"),
        Tally("达到基本标准", {"state": "reviewed"}),
        Tally("安全乡村", {"state": "awarded"}, tone="done"),
    ]
    actions = [
        Action("安全乡村自评", "villages.begin-assess", "villages.assess"),
        Action("成立领导小组", "villages.begin-group", "villages.form_group"),
        Action("达标进度", "village-creations.progress", "ledgers.export", icon="target-arrow"),
    ]
    empty = "还没有村（社区）自评"


class VillageGroupLedger(Ledger):
    name = "village-groups"
    title = "村级安全生产领导小组"
    capability = Capability.SAFE_VILLAGES
    model = VillageGroup
    columns = [
        Column("area_name", "村（社区）", link=True, wide=True),
        Column("head", "组长"),
        Column("head_title", "组长职务"),
        Column("size", "人数", kind="number"),
        Column("paper", "成立文件", width=24),
        Column("formed_on", "成立日期", sort=True),
        Column("standing", "状态", kind="status", tones=lambda record: "off" if record.replaced_on else "done"),
    ]
    filters = {
        "area": AreaFilter(),
        "present": YesNoFilter("在任", lambda: Q(replaced_on=None)),
    }
    search = ["head", "paper"]
    search_hint = "组长 / 文件"
    order = "-formed_on"
    actions = [Action("成立领导小组", "villages.begin-group", "villages.form_group")]
    empty = "还没有成立村级领导小组"
