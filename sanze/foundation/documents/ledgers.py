"""The ledger of official documents."""

from sanze.foundation.capabilities import Capability
from sanze.foundation.documents.kinds import PAPERS
from sanze.foundation.documents.models import OfficialDocument
from sanze.foundation.documents.states import TONES, DocumentState
from sanze.foundation.ledgers.column import Column
from sanze.foundation.ledgers.filters import AreaFilter, PickFilter, SpanFilter
from sanze.foundation.ledgers.ledger import Ledger, Tally


class KindFilter(PickFilter):
    """One of the kinds offered; asked for late, since the apps that offer them load after this one."""

    @property
    def field(self):
        self.extra["choices"] = [(name, each.label) for name, each in PAPERS.items()]
        return super().field


class DocumentLedger(Ledger):
    name, title, capability, model = "documents", "公文台账", Capability.DOCUMENTS, OfficialDocument
    columns = [
        Column("number", "文号", link=True, width=28),
        Column("title", "标题", wide=True, width=40),
        Column("kind", "文种", width=20),
        Column("recipient", "单位", wide=True, width=30),
        Column("issuer", "发文机关", width=24),
        Column("issued_on", "发文日期", sort=True),
        Column("clerk", "经办人"),
        Column("state", "状态", kind="status", tones=TONES),
    ]
    filters = {
        "kind": KindFilter("文种", []),
        "area": AreaFilter(),
        "state": PickFilter("状态", DocumentState.choices),
        "span": SpanFilter("发文日期", "issued_on"),
    }
    search = ["number", "title", "recipient"]
    search_hint = "文号 / 标题 / 单位"
    order = "-issued_on"
    tallies = [
        Tally("全部公文"),
        Tally("有效", {"state": DocumentState.VALID}, tone="done"),
        Tally("已撤销", {"state": DocumentState.REVOKED}, tone="late"),
        Tally("已被替代", {"state": DocumentState.SUPERSEDED}),
    ]
    empty = "没有符合条件的公文"
