"""Teams for tests, made by their commands."""

from datetime import date, datetime

from sanze.foundation.moment import SHANGHAI
from sanze.foundation.regime.queries import regime
from sanze.know.jurisdictions.models import Area
from sanze.know.teams.commands import enforcement, patrols
from sanze.know.teams.models import EnforcementTeam, PatrolTeam, TeamMember
from tests import cast

DAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=SHANGHAI)


def checks() -> list[str]:
    return list(regime().lists["teams.recruitment_checks"])


def team(city: cast.City, **more) -> EnforcementTeam:
    told = {"department": "应急管理局", "name": "应急管理综合执法大队", "authorised": 2, "paper": "云编发〔2026〕1号"}
    area = Area.objects.get(code=cast.COUNTY)
    return enforcement.establish(city.department.actor, area, **{**told, "on": cast.BEGIN, **more})


def member(city: cast.City, of: EnforcementTeam, **more) -> TeamMember:
    told = {"name": "孙伟", "checks": checks(), "on": DAY}
    return enforcement.enlist(city.department.actor, of, **{**told, **more})


def patrol(city: cast.City, **more) -> PatrolTeam:
    told = {"department": "应急管理局", "name": "东镇煤矿五人小组", "industry": "coal", "paper": "云安委〔2026〕5号"}
    area = Area.objects.get(code=cast.EAST)
    return patrols.form_patrol(city.department.actor, area, **{**told, "on": cast.BEGIN, **more})


def staffed(city: cast.City, of: PatrolTeam) -> None:
    """Every named post is taken."""
    for number, seat in enumerate(regime().lists["teams.patrol_seats"]):
        patrols.fill_seat(city.department.actor, of, seat=seat, name=f"队员{number}", on=cast.BEGIN)
