"""Places, positions and links of the demonstration city: those of its key enterprises, and some of the public."""

from datetime import datetime

from sanze.demo.land import Land
from sanze.foundation.moment import fixed
from sanze.foundation.scope.actor import INSTALLER
from sanze.know.jurisdictions.models import Area
from sanze.know.parties.models import Enterprise
from sanze.know.places import commands

FIRMS = 24
HOIST = [("提升绞车", "设备设施", ["机械伤害"], ["提升作业"]), ("井口房", "作业区", ["火灾"], [])]
FACE = [("上隅角", "作业区", ["瓦斯爆炸"], ["瓦斯检查"]), ("端头支架", "设备设施", ["冒顶片帮"], [])]
TANKS = [("装卸鹤管", "装卸区", ["火灾"], ["卸车作业"]), ("围堰", "设备设施", [], [])]
MINE = [
    ("主井口", "井口", ["高处坠落"], HOIST),
    ("采煤工作面", "井下采掘", ["冒顶片帮", "瓦斯爆炸"], FACE),
    ("地面变电所", "配电室", ["触电"], [("高压柜", "设备设施", ["触电"], ["停送电操作"])]),
]
PLANT = [
    ("储罐区", "储罐区", ["火灾", "容器爆炸"], TANKS),
    ("配电室", "配电室", ["触电"], [("低压柜", "设备设施", ["触电"], ["停送电操作"])]),
    ("值班室", "办公区", ["火灾"], []),
]
OTHER = [
    ("一号车间", "生产车间", ["机械伤害", "触电"], [("冲压机", "设备设施", ["机械伤害"], ["换模作业"])]),
    ("库房", "库房", ["火灾"], [("消防通道", "疏散通道", ["火灾"], [])]),
]
BY_INDUSTRY = dict.fromkeys(["coal", "underground", "openpit"], MINE) | dict.fromkeys(["hazchem", "pharma"], PLANT)
PUBLIC = [("文化广场", "广场", "crowded", ["其他伤害"]), ("跨河桥", "桥梁", "transport", ["淹溺", "车辆伤害"])]


def register_places(land: Land, firms: list[Enterprise], opening: datetime) -> None:
    """The first key enterprises with their parts, and two public places in the first villages."""
    day = opening.date()
    key = [each for each in firms if each.listed][:FIRMS]
    with fixed(opening):
        for firm in key:
            for name, kind, hazards, parts in BY_INDUSTRY.get(firm.industry, OTHER):
                at = {"longitude": firm.longitude, "latitude": firm.latitude}
                place = commands.register(INSTALLER, firm, name=name, kind=kind, hazards=hazards, on=day, **at)
                for part, what, dangers, links in parts:
                    position = commands.divide(INSTALLER, place, name=part, kind=what, hazards=dangers, on=day)
                    for link in links:
                        commands.divide(INSTALLER, position, name=link, kind="作业环节", hazards=dangers, on=day)
        for number, plot in enumerate(land.villages[:10]):
            area = Area.objects.get(code=plot.code)
            longitude, latitude = land.point_in(plot, 9_000 + number)
            name, kind, industry, hazards = PUBLIC[number % len(PUBLIC)]
            commands.register_public(
                INSTALLER, area, name=plot.name + name, kind=kind, industry=industry, hazards=hazards, on=day,
                longitude=longitude, latitude=latitude,
            )  # fmt: skip
