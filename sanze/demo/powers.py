"""The departments' entrustments to the stations of the demonstration city, some of them soon at their end."""

from datetime import date, datetime, timedelta

from sanze.demo.offices import DEPARTMENTS, Offices
from sanze.foundation.moment import fixed
from sanze.know.delegation import commands
from sanze.know.delegation.models import Delegation
from sanze.know.jurisdictions.models import Area

MATTERS = ["现场检查", "查阅复制资料", "责令立即排除隐患", "责令限期整改", "复查"]
FINES = ["警告", "通报批评", "小额罚款"]
# The department whose papers run out soon, and how soon.
SHORT, SHORT_DAYS = "xiaofang", 21


def entrust_powers(offices: Offices, opening: datetime, end: date) -> None:
    """Every department entrusts its industries to every station, published on the opening day."""
    townships = Area.objects.in_bulk(list(offices.chiefs), field_name="code")
    with fixed(opening):
        for stem, name, industries in DEPARTMENTS:
            actor = offices.departments[stem][0].actor
            short = stem == SHORT
            for number, (code, chief) in enumerate(sorted(offices.chiefs.items()), start=1):
                commands.entrust(
                    actor,
                    townships[code],
                    department=name,
                    station=chief.post.unit,
                    powers=["inspection"] if short else ["inspection", "penalty"],
                    industries=industries,
                    matters=MATTERS if short else [*MATTERS, *FINES],
                    valid_from=opening.date(),
                    valid_to=end + timedelta(days=SHORT_DAYS) if short else date(opening.year + 1, 12, 31),
                    number=f"云{name[:2]}委〔{opening.year}〕{number}号",
                    published_on=opening.date(),
                    published_in="云河市人民政府网站“执法公示”栏",
                )


def take_one_back(offices: Offices, moment: datetime) -> None:
    """On the last morning one department takes back what it entrusted to the last station."""
    stem, name, _ = DEPARTMENTS[-1]
    with fixed(moment):
        last = Delegation.objects.filter(department=name).latest("pk")
        commands.revoke(
            offices.departments[stem][0].actor, last, on=moment.date(), reason="该站执法人员调整，待补齐后重新委托"
        )
