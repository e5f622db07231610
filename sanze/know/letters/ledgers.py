"""The ledger of letters of responsibility and commitments (责任书台账)."""

from django_filters import NumberFilter

from sanze.foundation.capabilities import Capability
from sanze.foundation.ledgers.column import Column
from sanze.foundation.ledgers.filters import AreaFilter, PickFilter, YesNoFilter
from sanze.foundation.ledgers.ledger import Ledger, Q, Tally
from sanze.foundation.regime.queries import regime
from sanze.know.letters.models import Letter
from sanze.know.letters.queries import years
from sanze.know.letters.states import LetterState

UNSIGNED = Q(state__in=[LetterState.DRAWN, LetterState.OFFERED])


class LetterLedger(Ledger):
    name = "letters"
    title = "责任书台账"
    capability = Capability.LETTERS
    model = Letter
    columns = [
        Column("unit", "责任单位", link=True, sort=True, width=30),
        Column("title", "名称", wide=True, width=26),
        Column("subject_name", "责任对象", wide=True, width=26),
        Column("year", "年度", kind="number"),
        Column("issuer_name", "签发岗位", width=22),
        Column("signatory_name", "签订岗位", wide=True, width=22),
        Column("signed_on", "签订日期", sort=True),
        Column("signer", "签订人", kind="person"),
        Column("standing", "状态", kind="status", tones=Letter.standing_tone),
    ]
    filters = {
        "area": AreaFilter(),
        "template": PickFilter("层级", lambda: [(each.id, each.level) for each in regime().letters]),
        "year": PickFilter("年度", lambda: [(str(each), f"{each} 年") for each in years()]),
        "state": PickFilter("状态", LetterState.choices),
        "unsigned": YesNoFilter("未签订", lambda: UNSIGNED),
        "again": YesNoFilter("须补签", lambda: Q(again_since__isnull=False)),
        "issued": YesNoFilter("有效", lambda: ~Q(state=LetterState.REVOKED)),
        "party": NumberFilter(field_name="party_id", label="企业编号"),
    }
    quiet = frozenset({"unsigned", "again", "issued", "party"})
    search = ["unit", "subject_name", "signer"]
    search_hint = "单位 / 对象 / 签订人"
    order = "-pk"
    tallies = [
        Tally("全部"),
        Tally("待签发", {"state": LetterState.DRAWN}, tone="wait"),
        Tally("待签订", {"state": LetterState.OFFERED}, tone="wait"),
        Tally("已签订", {"state": LetterState.SIGNED}, tone="done"),
        Tally("须补签", {"again": "1"}, tone="late"),
    ]
    empty = "没有符合条件的责任书"

    def base(self, actor):
        return super().base(actor).select_related("issuer", "signatory")
