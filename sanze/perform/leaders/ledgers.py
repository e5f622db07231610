"""The ledger of leaders' visits (领导走访台账)."""

from django_filters import NumberFilter

from sanze.foundation.capabilities import Capability
from sanze.foundation.ledgers.column import Column
from sanze.foundation.ledgers.filters import AreaFilter, PickFilter, SpanFilter, YesNoFilter
from sanze.foundation.ledgers.ledger import Action, Ledger, Q, Tally
from sanze.foundation.regime.queries import NoRegime, regime
from sanze.perform.leaders.models import LeaderVisit
from sanze.perform.leaders.queries import PLACES


def place_choices() -> list[tuple[str, str]]:
    """The regime's kinds of places to which leaders go."""
    try:
        return [(each, each) for each in regime().lists.get(PLACES, ())]
    except NoRegime:
        return []


class LeaderVisitLedger(Ledger):
    name = "leader-visits"
    title = "领导走访台账"
    capability = Capability.LEADERS_VISITS
    model = LeaderVisit
    columns = [
        Column("day", "日期", link=True, sort=True),
        Column("leader", "领导"),
        Column("leader_post", "岗位", width=20),
        Column("enterprise.name", "单位", wide=True, width=26),
        Column("area_name", "属地", width=18),
        Column("place", "走访方式"),
        Column("listed", "挂牌企业"),
        Column("findings", "转为隐患", kind="number"),
        Column("instructions", "工作要求", wide=True, width=40),
    ]
    filters = {
        "area": AreaFilter(),
        "place": PickFilter("走访方式", place_choices),
        "listed": YesNoFilter("挂牌企业", lambda: Q(listed=True)),
        "found": YesNoFilter("转为隐患", lambda: Q(findings__gt=0), words=("有", "无")),
        "span": SpanFilter("日期", "day"),
        "leader": NumberFilter(field_name="leader_post_id", label="领导岗位编号"),
        "enterprise": NumberFilter(field_name="enterprise_id", label="单位编号"),
    }
    quiet = frozenset({"found", "leader", "enterprise"})
    search = ["leader", "enterprise__name"]
    search_hint = "领导 / 单位"
    order = "-day"
    tallies = [
        Tally("全部"),
        Tally("挂牌企业", {"listed": "1"}),
        Tally("转为隐患", {"found": "1"}, tone="late"),
    ]
    actions = [Action("记录领导走访", "leaders.begin", "leaders.visit")]
    empty = "没有领导走访记录"
