"""The register of enterprises."""

from sanze.foundation.capabilities import Capability
from sanze.foundation.ledgers.column import Column
from sanze.foundation.ledgers.filters import AreaFilter, PickFilter, YesNoFilter
from sanze.foundation.ledgers.ledger import Action, Ledger, MapLayer, Q, Tally
from sanze.know.parties.models import Enterprise, Size, Standing
from sanze.know.standards.queries import short_names

TONES = {"operating": "done", "building": "doing", "stopped": "wait", "closed": "off"}


class EnterpriseLedger(Ledger):
    name = "enterprises"
    title = "企业档案"
    capability = Capability.PLACES
    model = Enterprise
    columns = [
        Column("name", "单位名称", link=True, sort=True, wide=True),
        Column("uscc", "统一社会信用代码", width=22),
        Column("industry_name", "行业"),
        Column("area_name", "属地", width=20),
        Column("size", "规模"),
        Column("employees", "从业人数", kind="number"),
        Column("principal", "主要负责人", kind="person"),
        Column("principal_phone", "联系电话", kind="person"),
        Column("standing", "状态", kind="status", tones=TONES),
        Column("registered_on", "建档日期", sort=True),
    ]
    filters = {
        "area": AreaFilter(),
        "industry": PickFilter("行业", lambda: list(short_names().items())),
        "size": PickFilter("规模", Size.choices),
        "standing": PickFilter("状态", Standing.choices),
        "listed": YesNoFilter("重点企业", lambda: Q(listed=True)),
    }
    quiet = frozenset({"listed"})
    search = ["name", "uscc", "address"]
    search_hint = "名称 / 信用代码 / 地址"
    order = "name"
    tallies = [
        Tally("全部企业"),
        Tally("正常生产经营", {"standing": "operating"}),
        Tally("在建", {"standing": "building"}),
        Tally("停产停业", {"standing": "stopped"}, tone="wait"),
        Tally("关闭取缔", {"standing": "closed"}),
        Tally("重点企业", {"listed": "1"}, tone="late"),
    ]
    actions = [
        Action("企业建档", "parties.begin", "parties.register"),
        Action("导入名册", "parties.import", "parties.import_sheet", icon="file-import"),
    ]
    map = MapLayer(
        longitude="longitude",
        latitude="latitude",
        label="name",
        url_name="enterprise",
        facts=(("地址", "address"),),
        level_path="listed",
        level=lambda listed: "orange" if listed else "blue",
    )
    empty = "还没有企业，可以逐家建档，或导入现有名册"
