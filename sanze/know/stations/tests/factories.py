"""Stations for tests, made by their commands."""

from datetime import date, datetime

from sanze.foundation.moment import SHANGHAI
from sanze.know.jurisdictions.models import Area
from sanze.know.standards.checklists import checklist
from sanze.know.stations import commands
from sanze.know.stations.models import Station
from tests import cast

DAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=SHANGHAI)


def enough() -> dict[str, int]:
    """As many of everything as the standard asks for."""
    return {each.code: each.quantity for _, each in checklist("station").items()}


def station(city: cast.City, **more) -> Station:
    told = {"name": "东镇安监站", "authorised": 5, "paper": "云编发〔2026〕4号", "on": DAY}
    return commands.establish(city.committee.actor, Area.objects.get(code=cast.EAST), **{**told, **more})
