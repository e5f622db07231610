"""The ledger of dangers (隐患台账)."""

from django_filters import NumberFilter

from sanze.foundation.capabilities import Capability
from sanze.foundation.ledgers.column import Column
from sanze.foundation.ledgers.filters import AreaFilter, PickFilter, SpanFilter, YesNoFilter
from sanze.foundation.ledgers.ledger import Action, Ledger, MapLayer, Q, Tally
from sanze.foundation.moment import today
from sanze.know.standards.queries import short_names
from sanze.perform.dangers.models import Danger, Source
from sanze.perform.dangers.queries import overdue
from sanze.perform.dangers.states import DangerState


class DangerLedger(Ledger):
    name = "dangers"
    title = "隐患台账"
    capability = Capability.DANGER_LOOP
    model = Danger
    columns = [
        Column("number", "编号", link=True, width=20),
        Column("enterprise.name", "责任单位", width=26),
        Column("area_name", "属地", width=18),
        Column("title", "隐患", link=True, wide=True),
        Column("level", "等级", kind="level"),
        Column("source", "来源"),
        Column("found_on", "发现日期", sort=True),
        Column("due_on", "整改期限", sort=True),
        Column("standing", "状态", kind="status", tones=Danger.standing_tone),
    ]
    reads = (
        "number", "enterprise__name", "area_code", "title", "major", "major_suspected", "source", "found_on", "due_on",
        "state",
    )  # fmt: skip
    filters = {
        "area": AreaFilter(),
        "industry": PickFilter("行业", lambda: list(short_names().items())),
        "state": PickFilter("状态", DangerState.choices),
        "major": YesNoFilter("等级", lambda: Q(major=True), words=("重大", "其他")),
        "overdue": YesNoFilter("超期", lambda: overdue(today())),
        "source": PickFilter("来源", Source.choices),
        "listed": YesNoFilter("挂牌督办", lambda: Q(listed=True)),
        "span": SpanFilter("发现日期", "found_on"),
        "enterprise": NumberFilter(field_name="enterprise_id", label="责任单位编号"),
        "passing_to": NumberFilter(field_name="passing_to_id", label="待签收岗位编号"),
    }
    quiet = frozenset({"overdue", "source", "listed", "enterprise", "passing_to"})
    search = ["number", "title", "enterprise__name"]
    search_hint = "编号 / 隐患 / 单位"
    order = "-found_on"
    tallies = [
        Tally("全部"),
        Tally("待定级", {"state": "reported"}, tone="wait"),
        Tally("待下达", {"state": "graded"}, tone="wait"),
        Tally("整改中", {"state": "ordered"}),
        Tally("待复查", {"state": "rectified"}, tone="wait"),
        Tally("超期", {"overdue": "1"}, tone="late"),
        Tally("挂牌督办", {"listed": "1"}),
        Tally("已销号", {"state": "closed"}, tone="done"),
    ]
    actions = [
        Action("上报隐患", "dangers.begin", "dangers.report"),
        Action("自查自报", "dangers.begin", "dangers.self_report"),
    ]
    map = MapLayer(
        longitude="enterprise__longitude",
        latitude="enterprise__latitude",
        label="title",
        url_name="danger",
        facts=(("单位", "enterprise__name"), ("编号", "number")),
        level_path="major",
        level=lambda major: "red" if major else "yellow",
    )
    empty = "没有符合条件的隐患"
