"""The register of entrustments."""

from datetime import timedelta

from sanze.foundation.capabilities import Capability
from sanze.foundation.ledgers.column import Column
from sanze.foundation.ledgers.filters import AreaFilter, PickFilter
from sanze.foundation.ledgers.ledger import Action, Ledger, Q, Tally
from sanze.foundation.moment import today
from sanze.foundation.regime.queries import regime
from sanze.know.delegation.models import SOON, Delegation, Power
from sanze.know.delegation.states import DelegationState
from sanze.know.standards.queries import short_names

STANDINGS = {"valid": "有效", "soon": "即将到期", "ended": "已到期", "revoked": "已撤回"}


class StandingFilter(PickFilter):
    """How an entrustment stands today."""

    def filter(self, rows, value):
        day, given = today(), Q(state=DelegationState.GIVEN)
        last = day + timedelta(days=regime().limit(SOON).value - 1) if value == "soon" else day
        wanted = {
            "valid": given & Q(valid_from__lte=day, valid_to__gte=day),
            "soon": given & Q(valid_from__lte=day, valid_to__range=(day, last)),
            "ended": given & Q(valid_to__lt=day),
            "revoked": Q(state=DelegationState.REVOKED),
        }
        return rows.filter(wanted[value]) if value else rows


class HoldsFilter(PickFilter):
    """Rows whose list holds the value."""

    def filter(self, rows, value):
        return rows.filter(**{f"{self.field_name}__contains": [value]}) if value else rows


class DelegationLedger(Ledger):
    name = "delegations"
    title = "执法权委托"
    capability = Capability.DELEGATION
    model = Delegation
    columns = [
        Column("number", "文号", link=True, sort=True, width=24),
        Column("department", "委托部门", sort=True, width=20),
        Column("station", "受委托单位", sort=True, width=20),
        Column("power_names", "委托权力", width=24),
        Column("industry_list", "行业", wide=True),
        Column("published_on", "公布日期", sort=True),
        Column("valid_to", "截止日期", sort=True),
        Column("standing", "状态", kind="status", tones=lambda record: record.tone()),
    ]
    filters = {
        "area": AreaFilter(),
        "power": HoldsFilter("权力", Power.choices, field_name="powers"),
        "industry": HoldsFilter("行业", lambda: list(short_names().items()), field_name="industries"),
        "standing": StandingFilter("状态", list(STANDINGS.items())),
    }
    search = ["number", "department", "station"]
    search_hint = "文号 / 部门 / 单位"
    order = "-valid_to"
    tallies = [
        Tally("全部"),
        Tally("有效", {"standing": "valid"}, tone="done"),
        Tally("即将到期", {"standing": "soon"}, tone="wait"),
        Tally("已到期", {"standing": "ended"}, tone="late"),
        Tally("已撤回", {"standing": "revoked"}),
    ]
    actions = [Action("登记委托", "delegation.begin", "delegation.entrust")]
    empty = "还没有登记执法权委托"
