"""A city in which everybody who must answer does, and faults of every kind to be planted in it."""

import json
from datetime import date, timedelta

from shapely.geometry import box, mapping

from sanze.foundation.acts import entry
from sanze.foundation.identity import commands as identity
from sanze.foundation.identity.models import Holding, Post
from sanze.foundation.moment import today
from sanze.foundation.scope.actor import INSTALLER
from sanze.know.jurisdictions import commands as jurisdictions
from sanze.know.jurisdictions.models import Area
from sanze.know.parties import commands as parties
from sanze.know.responsibility.commands.assigning import assign, end
from sanze.know.responsibility.models import Assignment
from sanze.know.responsibility.tests.factories import named, post
from tests import cast

THIRD = cast.WEST + "202"
# Villages side by side along one parallel: code → their western edge, in degrees.
EDGES = {cast.EAST_VILLAGE: 112.02, cast.WEST_VILLAGE: 112.01, THIRD: 112.00}
SOUTH, SIDE = 37.0, 0.01


def point(village: str, *, on_line: bool = False) -> dict:
    """A place in the middle of a village, or on the line at its western edge."""
    return {"longitude": EDGES[village] + (0 if on_line else SIDE / 2), "latitude": SOUTH + SIDE / 2}


def whole_city() -> cast.City:
    """The cast's city with every seat filled and every enterprise in its place."""
    city = cast.city()
    fill(city)
    return city


def fill(city: cast.City) -> None:
    """Fill every seat of the cast's city."""
    _draw()
    _offices()
    parties.amend(INSTALLER, city.mine, name=city.mine.name, industry="coal", listed=True)
    parties.relocate(INSTALLER, city.mine, area_code=cast.EAST_VILLAGE, **point(cast.EAST_VILLAGE))
    parties.relocate(INSTALLER, city.garage, area_code=cast.WEST_VILLAGE, **point(cast.WEST_VILLAGE))
    cast.enterprise("柳林砖厂", area=THIRD, industry="trade", **point(THIRD))
    _leaders(city)


def _draw() -> None:
    for code, west in EDGES.items():
        shape = json.dumps(mapping(box(west, SOUTH, west + SIDE, SOUTH + SIDE)))
        jurisdictions.draw(INSTALLER, Area.objects.get(code=code), boundary=shape)


def _offices() -> None:
    for kind in ("admin_system", "admin_security"):
        post(kind, "大数据中心", kind)
    post("department", "应急管理局", "危化科科长", industries=["hazchem", "trade"])
    post("department", "消防救援大队", "参谋", industries=["crowded"])
    post("department", "市场监督管理局", "科长", industries=["special"])
    post("department", "自然资源局", "科长", industries=["farm"])
    post("department_leader", "应急管理局", "副局长", industries=["coal", "hazchem", "trade"])
    post("township_chief", "西镇安监站", "站长", cast.WEST)
    post("village", "西镇桥头村", "网格员", cast.WEST_VILLAGE)
    post("village", "柳林村", "网格员", THIRD)


def _leaders(city: cast.City) -> None:
    committee = city.committee.actor
    old, new = post("leader", "市政府", "旧副市长"), post("leader", "市政府", "副市长")
    for code, leader in ((cast.EAST, old), (cast.WEST, new)):
        named(committee, leader, "township_leader", Area.objects.get(code=code))
        deputy = post("township_leader", "镇政府", f"副镇长{code[-1]}", code)
        for village in Area.objects.filter(parent__code=code):
            named(committee, deputy, "village_leader", village)
    named(committee, new, "listed_city_leader", city.mine)
    bureau = Post.objects.get(kind="department_leader")
    named(committee, bureau, "listed_department_leader", city.mine, until=today() + timedelta(days=25))
    for firm in (city.mine, city.garage):
        post("enterprise_head", firm.name, "矿长", "", party_id=firm.pk)


PLANTED = [
    ("address", "", "错址木业"),
    ("borderline", "", "界上水泥厂"),
    ("closed", "township_leader", "东镇：市政府旧副市长"),
    ("expired", "listed_department_leader", "东山煤矿：应急管理局副局长"),
    ("gap", "first_handler", "云河市：煤矿"),
    ("gap", "listed_city_leader", "西河加油站"),
    ("misplaced", "", "错位建材"),
    ("overlap", "supervising_department", "云河市：煤矿"),
    ("spanning", "", "东山煤矿"),
    ("uncertified", "", "西镇安监站安监员"),
    ("vacancy", "", "柳林村网格员"),
]


def plant(city: cast.City) -> None:
    """One fault of nearly every kind; the mine's second shaft is told by the test, the paper runs out by itself."""
    _close(Post.objects.get(title="旧副市长"))
    _close(Post.objects.get(unit="自然资源局"))
    _leave(Post.objects.get(unit="柳林村"))
    identity.certify(INSTALLER, city.west.person, certificate_no="YH-004", certificate_until=date(2026, 1, 1))
    told = {"title": "科长", "unit": "煤炭局", "kind": "department", "area_code": cast.COUNTY, "industries": ["coal"]}
    _hold(identity.open_post(INSTALLER, None, **told, on=today()), city.manager)
    parties.amend(INSTALLER, city.garage, name=city.garage.name, industry="hazchem", listed=True)
    bureau = Post.objects.get(kind="department_leader")
    told = {"kind": "listed_department_leader", "about": entry.label(city.garage)}
    assign(city.committee.actor, bureau, first=today(), paper="测试", **told)
    _firm("错位建材", cast.WEST_VILLAGE, **point(cast.EAST_VILLAGE))
    _firm("界上水泥厂", cast.EAST_VILLAGE, **point(cast.EAST_VILLAGE, on_line=True))
    _firm("错址木业", cast.EAST_VILLAGE, address="云河市西镇柳林村1号")


def _firm(name: str, area: str, **more) -> None:
    parties.register(INSTALLER, Area.objects.get(code=area), name=name, industry="trade", on=today(), **more)


def _hold(held: Post, holder: cast.Role) -> None:
    identity.confirm(INSTALLER, identity.appoint(INSTALLER, held, person_id=holder.person.pk, on=today()))


def plant_again(city: cast.City) -> None:
    """One gap more: the leader listed for the garage is named no longer."""
    for each in Assignment.objects.filter(subject=entry.label(city.garage), kind="listed_city_leader", until=None):
        end(city.committee.actor, each, on=today(), reason="分工调整")


def mend_by_hand(city: cast.City) -> None:
    """What only the administrators can mend: somebody for the empty post, a certificate that is valid again."""
    _hold(Post.objects.get(unit="柳林村"), city.expert)
    identity.certify(INSTALLER, city.west.person, certificate_no="YH-004", certificate_until=date(2031, 1, 1))


def _leave(left: Post) -> None:
    identity.release(INSTALLER, Holding.objects.get(post=left), on=today(), reason="调离")


def _close(closed: Post) -> None:
    _leave(closed)
    identity.close_post(INSTALLER, closed, on=today())
