"""Village groups and assessments for tests, made by their commands."""

from datetime import date, datetime

from sanze.foundation.moment import SHANGHAI
from sanze.know.jurisdictions.models import Area
from sanze.know.standards.checklists import checklist
from sanze.know.villages import commands
from sanze.know.villages.models import Creation, VillageGroup
from tests import cast

DAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=SHANGHAI)
MEMBERS = [["李四", "安全员"], ["王五", "网格员"]]


def village() -> Area:
    return Area.objects.get(code=cast.EAST_VILLAGE)


def every() -> list[str]:
    return checklist("safe_village").codes()


def group(city: cast.City, **more) -> VillageGroup:
    told = {"head": "张大山", "head_title": "村委会主任", "members": MEMBERS, "paper": "东山村〔2026〕1号", "on": DAY}
    return commands.form_group(city.village.actor, village(), **{**told, **more})


def assessed(city: cast.City, **more) -> Creation:
    group(city)
    return commands.assess(city.village.actor, village(), **{"year": 2026, "met": every(), "on": DAY, **more})
