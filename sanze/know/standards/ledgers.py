"""What the county added to the library, retired rules included."""

from django.db.models import Q

from sanze.foundation.capabilities import Capability
from sanze.foundation.ledgers.column import Column
from sanze.foundation.ledgers.filters import AreaFilter, PickFilter, YesNoFilter
from sanze.foundation.ledgers.ledger import Action, Ledger
from sanze.know.standards.models import Category, OwnCriterion, OwnItem, OwnRule, Severity
from sanze.know.standards.queries import short_names


def tone(rule: OwnRule) -> str:
    return {"现行": "done", "未生效": "wait"}.get(rule.standing_now(), "off")


INDUSTRY = PickFilter("行业", lambda: list(short_names().items()), field_name="industry")
RETIRED = YesNoFilter("停用", lambda: Q(retired_on__isnull=False), ("已停用", "未停用"))


class OwnItemLedger(Ledger):
    name = "own-items"
    title = "本地检查项"
    capability = Capability.STANDARDS
    model = OwnItem
    columns = [
        Column("code", "编号", link=True, sort=True),
        Column("text", "检查内容", wide=True),
        Column("industry_name", "行业"),
        Column("category", "类别"),
        Column("severity", "等级", kind="level"),
        Column("limit_days", "整改期限（天）", kind="number", sort=True),
        Column("basis", "依据", wide=True),
        Column("valid_from", "生效日期", sort=True),
        Column("standing_now", "时效", kind="status", tones=tone),
    ]
    filters = {
        "area": AreaFilter(),
        "industry": INDUSTRY,
        "severity": PickFilter("等级", Severity.choices),
        "category": PickFilter("类别", Category.choices),
        "retired": RETIRED,
    }
    search = ["code", "text", "basis"]
    search_hint = "编号 / 内容 / 依据"
    order = "pk"
    actions = [
        Action("新增检查项", "standards.add_item", "standards.add_item"),
        Action("导入检查项", "standards.import", "standards.add_item", icon="file-import"),
    ]
    empty = "还没有本地检查项，可以逐项新增，或按模板导入"


class OwnCriterionLedger(Ledger):
    name = "own-criteria"
    title = "本地判定情形"
    capability = Capability.STANDARDS
    model = OwnCriterion
    columns = [
        Column("code", "编号", link=True, sort=True),
        Column("text", "判定情形", wide=True),
        Column("industry_name", "行业"),
        Column("basis", "依据", wide=True),
        Column("valid_from", "生效日期", sort=True),
        Column("standing_now", "时效", kind="status", tones=tone),
    ]
    filters = {"area": AreaFilter(), "industry": INDUSTRY, "retired": RETIRED}
    search = ["code", "text", "basis"]
    search_hint = "编号 / 情形 / 依据"
    order = "pk"
    actions = [Action("新增判定情形", "standards.add_criterion", "standards.add_criterion")]
    empty = "还没有本地判定情形"
