"""Committees for tests, made by their commands."""

from datetime import date, datetime

from sanze.foundation.moment import SHANGHAI
from sanze.know.committees import commands
from sanze.know.committees.models import Committee, CommitteeSeat
from sanze.know.jurisdictions.models import Area
from tests import cast

DAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=SHANGHAI)


def county() -> Area:
    return Area.objects.get(code=cast.COUNTY)


def committee(city: cast.City, **more) -> Committee:
    told = {
        "kind": "industry", "name": "煤矿安全生产委员会", "industries": ["coal"], "led_by": "应急管理局",
        "office": "煤矿安全监管科", "paper": "云政办发〔2026〕8号", "on": DAY,
    }  # fmt: skip
    return commands.found(city.committee.actor, county(), **{**told, **more})


def seat(city: cast.City, of: Committee, **more) -> CommitteeSeat:
    told = {
        "role": "chair",
        "name": "高远",
        "unit": "云河市人民政府",
        "title": "分管副市长",
        "duties": "全面负责",
        "on": DAY,
    }
    return commands.seat(city.committee.actor, of, **{**told, **more})
