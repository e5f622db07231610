"""Places for tests, made by their commands."""

from datetime import date

from sanze.know.places import commands
from sanze.know.places.models import Place
from tests.cast import City

DAY = date(2026, 3, 2)


def place(city: City, **more) -> Place:
    told = {"name": "一号车间", "kind": "生产车间", "hazards": ["触电", "机械伤害"], "on": DAY}
    return commands.register(city.officer.actor, city.mine, **{**told, **more})


def part(city: City, of: Place, **more) -> Place:
    told = {"name": "配电柜", "kind": "设备设施", "hazards": ["触电"], "on": DAY}
    return commands.divide(city.officer.actor, of, **{**told, **more})
