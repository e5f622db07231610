"""Entrustments for tests, made by their commands."""

from datetime import date

from sanze.foundation.scope.actor import Actor
from sanze.know.delegation import commands
from sanze.know.delegation.models import Delegation
from sanze.know.jurisdictions.models import Area
from tests import cast

DAY = date(2026, 3, 2)


def entrust(actor: Actor, *, area: str = cast.EAST, **more) -> Delegation:
    """A paper of the department of mines for the east station, with `more` told otherwise."""
    told = {
        "department": "应急管理局",
        "station": "东镇安监站",
        "powers": ["inspection"],
        "industries": ["coal"],
        "matters": ["现场检查"],
        "valid_from": DAY,
        "valid_to": date(2026, 12, 31),
        "number": "应急委〔2026〕9号",
        "published_on": DAY,
        "published_in": "政府网站公告栏",
    }
    return commands.entrust(actor, Area.objects.get(code=area), **{**told, **more})
