"""The register of jurisdictions and cells."""

from django.db.models import Case, Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat

from sanze.foundation.capabilities import Capability
from sanze.foundation.ledgers.column import Column
from sanze.foundation.ledgers.filters import AreaFilter, PickFilter, YesNoFilter
from sanze.foundation.ledgers.ledger import Ledger, Tally
from sanze.foundation.scope.actor import Actor
from sanze.know.jurisdictions.models import Area, Level

DRAWN = Q(surface_m2__isnull=False)
EXISTS = Q(closed_on__isnull=True)


class AreaLedger(Ledger):
    name = "areas"
    title = "辖区网格"
    capability = Capability.JURISDICTIONS
    model = Area
    columns = [
        Column("name", "名称", link=True, wide=True),
        Column("code", "编码", sort=True, width=18),
        Column("level", "层级"),
        Column("parent.name", "上级"),
        Column("cells", "单元格", kind="number"),
        Column("surface", "面积", width=16),
        Column("drawn", "边界", kind="status", tones=lambda area: "off" if area.surface_m2 is None else "done"),
        Column("standing", "状态", kind="status", tones=lambda area: "off" if area.closed_on else "done"),
    ]
    filters = {
        "area": AreaFilter("code", label="所属辖区"),
        "level": PickFilter("层级", Level.choices),
        "drawn": YesNoFilter("边界", lambda: DRAWN, ("已划定", "未划定")),
        "standing": YesNoFilter("状态", lambda: EXISTS, ("现存", "已撤并")),
    }
    search = ["name", "code"]
    search_hint = "名称 / 编码"
    order = "code"
    tallies = [
        Tally("乡镇（街道）", {"level": Level.TOWNSHIP, "standing": "1"}),
        Tally("村（社区）", {"level": Level.VILLAGE, "standing": "1"}),
        Tally("基本单元格", {"level": Level.CELL, "standing": "1"}),
        Tally("未划定边界", {"drawn": "0", "standing": "1"}, tone="wait"),
        Tally("已撤并", {"standing": "0"}),
    ]
    empty = "没有可查看的辖区"

    def base(self, actor: Actor) -> QuerySet:
        """With the number of existing cells below each, and without the boundaries."""
        return with_cells(super().base(actor)).defer("boundary", "parent__boundary")


def with_cells(rows: QuerySet[Area]) -> QuerySet[Area]:
    """The areas, each with the number of existing cells in it as `cells`; none for a cell itself."""
    below = Area.objects.filter(
        code__gt=OuterRef("code"),
        code__lte=Concat(OuterRef("code"), Value("999999999")),
        level=Level.CELL,
        closed_on__isnull=True,
    )
    count = below.order_by().annotate(one=Value(1)).values("one").annotate(count=Count("pk")).values("count")
    counted = Coalesce(Subquery(count, output_field=IntegerField()), 0)
    return rows.annotate(cells=Case(When(level=Level.CELL, then=None), default=counted))
