"""The register of stations and what each still lacks."""

from sanze.foundation.capabilities import Capability
from sanze.foundation.ledgers.column import Column
from sanze.foundation.ledgers.filters import AreaFilter, YesNoFilter
from sanze.foundation.ledgers.ledger import Action, Ledger, Q, Tally
from sanze.know.stations.models import Station


class StationLedger(Ledger):
    name = "stations"
    title = "安监站达标"
    capability = Capability.STATION_READINESS
    model = Station
    columns = [
        Column("name", "安监站", link=True, sort=True, width=20),
        Column("area_name", "乡镇（街道）"),
        Column("staffing", "在岗/编制", kind="number"),
        Column("certified", "持执法证", kind="number"),
        Column("funding", "经费到位/预算（万元）", kind="number", width=20),
        Column("lacking", "未达标项", kind="number"),
        Column("lacking_list", "缺口", wide=True),
        Column("counted_on", "清点日期", sort=True),
        Column("ready_on", "达标日期", sort=True),
        Column("standing", "状态", kind="status", tones=lambda record: record.tone()),
    ]
    filters = {
        "area": AreaFilter(),
        "ready": YesNoFilter("已达标", lambda: Q(ready_on__isnull=False)),
    }
    search = ["name"]
    search_hint = "安监站"
    order = "name"
    tallies = [
        Tally("全部"),
        Tally("已达标", {"ready": "1"}, tone="done"),
        Tally("未达标", {"ready": "0"}, tone="late"),
    ]
    actions = [Action("登记安监站", "stations.begin", "stations.establish")]
    empty = "还没有登记安监站"
