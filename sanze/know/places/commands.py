"""Every write of places: registered one by one or from a sheet, divided, amended, closed."""

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction

from sanze.foundation.acts.command import command
from sanze.foundation.acts.records import change
from sanze.foundation.acts.refusal import Refused
from sanze.foundation.capabilities import Capability
from sanze.foundation.scope.actor import Actor
from sanze.know.jurisdictions.models import CODE_LENGTHS, Area
from sanze.know.jurisdictions.models import Level as AreaLevel
from sanze.know.parties.models import Enterprise, Standing
from sanze.know.places import queries, rules
from sanze.know.places.models import Level, Place
from sanze.know.places.values import NewPlace
from sanze.know.standards.queries import industry_names

MOST_AT_ONCE = 1000
SEPARATOR = " / "


class NameMissing(Refused):
    message = "请填写名称"


class NameTaken(Refused):
    message = "同一处已登记了这个名称"


class UnknownKind(Refused):
    message = "制度中没有这个场所类别"


class UnknownHazard(Refused):
    message = "制度中没有这种危险"


class UnknownIndustry(Refused):
    message = "标准库中没有这个行业"


class TooWide(Refused):
    message = "公共场所须登记到村（社区）或者网格"


class EnterpriseClosed(Refused):
    message = "该单位已关闭取缔，不再登记场所"


class NoParts(Refused):
    message = "环节以下不再划分"


class OutOfUse(Refused):
    message = "已停用"


class PartsInUse(Refused):
    message = "还有在用的部位或者环节，请先停用"


class BadPlace(Refused):
    message = "经纬度须同时填写"


class NothingChanges(Refused):
    message = "内容与现有记录相同"


class ReasonMissing(Refused):
    message = "请写明原因"


class TooMany(Refused):
    message = f"一次最多导入 {MOST_AT_ONCE} 行"


class NotSeen(Refused):
    message = "不在本岗位范围内"


@command(grant="places.register", title="登记场所", capability=Capability.PLACES)
def register(
    actor: Actor,
    enterprise: Enterprise,
    *,
    name: str,
    kind: str,
    on: date,
    hazards: list[str] | None = None,
    location: str = "",
    longitude: float | None = None,
    latitude: float | None = None,
) -> Place:
    """Register a place of an enterprise. Raises EnterpriseClosed and what `_checked` and `_made` raise."""
    if enterprise.standing == Standing.CLOSED:
        raise EnterpriseClosed()
    told = _checked(name, kind, hazards, location, longitude, latitude)
    return _made(
        level=Level.PLACE, enterprise=enterprise, area_code=enterprise.area_code, industry=enterprise.industry,
        path=told["name"], registered_on=on, **told,
    )  # fmt: skip


@command(grant="places.register_public", title="登记公共场所", capability=Capability.PLACES)
def register_public(
    actor: Actor,
    area: Area,
    *,
    name: str,
    kind: str,
    industry: str,
    on: date,
    hazards: list[str] | None = None,
    location: str = "",
    longitude: float | None = None,
    latitude: float | None = None,
) -> Place:
    """Register a place that belongs to no enterprise. Raises TooWide, UnknownIndustry and what `_checked` raises."""
    if area.level not in (AreaLevel.VILLAGE, AreaLevel.CELL):
        raise TooWide(area.name)
    if industry not in industry_names():
        raise UnknownIndustry(industry)
    told = _checked(name, kind, hazards, location, longitude, latitude)
    return _made(
        level=Level.PLACE, public=True, area_code=area.code, industry=industry, path=told["name"], registered_on=on,
        **told,
    )  # fmt: skip


@command(grant="places.register", title="划分部位环节", capability=Capability.PLACES)
def divide(
    actor: Actor,
    place: Place,
    *,
    name: str,
    kind: str,
    on: date,
    hazards: list[str] | None = None,
    location: str = "",
    longitude: float | None = None,
    latitude: float | None = None,
) -> Place:
    """Register a part: a position of a place, a link of a position.

    Raises OutOfUse, NoParts, and what `_checked` and `_made` raise.
    """
    if place.closed_on:
        raise OutOfUse(place.path)
    if not rules.level_below(place.level):
        raise NoParts()
    return _part(place, on, _checked(name, kind, hazards, location, longitude, latitude))


@command(grant="places.amend", title="变更场所部位", capability=Capability.PLACES)
def amend(
    actor: Actor,
    place: Place,
    *,
    kind: str,
    hazards: list[str] | None = None,
    location: str = "",
    longitude: float | None = None,
    latitude: float | None = None,
) -> None:
    """Write what is known of a place anew; its name stays, since labels bear it. Raises OutOfUse, NothingChanges."""
    if place.closed_on:
        raise OutOfUse(place.path)
    told = _checked(place.name, kind, hazards, location, longitude, latitude)
    changes = {name: value for name, value in told.items() if getattr(place, name) != value}
    if not changes:
        raise NothingChanges()
    change(place, **changes)


@command(grant="places.close", title="停用场所部位", capability=Capability.PLACES)
def close(actor: Actor, place: Place, *, on: date, reason: str) -> None:
    """Say that a place is no more from a day on. Raises OutOfUse, ReasonMissing, PartsInUse."""
    if place.closed_on:
        raise OutOfUse(place.path)
    if not reason.strip():
        raise ReasonMissing()
    if queries.parts_of(place).exists():
        raise PartsInUse()
    change(place, closed_on=on, close_reason=reason)


@command(grant="places.import_places", title="导入场所部位", capability=Capability.PLACES)
def import_places(actor: Actor, subject: None, *, rows: list[NewPlace], on: date) -> None:
    """Register many at once, all or none; the places above a position or link are made where they are not there.

    Raises TooMany, NotSeen, and what `register`, `register_public` and `divide` raise.
    """
    if len(rows) > MOST_AT_ONCE:
        raise TooMany(f"现有 {len(rows)} 行")
    enterprises = Enterprise.objects.visible_to(actor).in_bulk([e.enterprise_id for e in rows if e.enterprise_id])
    areas = Area.objects.visible_to(actor).in_bulk([each.area_code for each in rows], field_name="code")
    for row in rows:
        if row.enterprise_id and row.enterprise_id not in enterprises:
            raise NotSeen(row.place)
        if not row.enterprise_id and row.area_code not in areas:
            raise NotSeen(row.place)
        _import_row(row, enterprises.get(row.enterprise_id), on)


def follow_enterprise(enterprise_id: int, *, area_code: str, industry: str) -> int:
    """Inside another act: places go where their enterprise went; returns how many."""
    return Place.objects.filter(enterprise_id=enterprise_id).update(area_code=area_code, industry=industry)


def _import_row(row: NewPlace, enterprise: Enterprise | None, on: date) -> None:
    names = [each for each in (row.place, row.position, row.link) if each]
    own = {"enterprise": enterprise, "public": enterprise is None}
    area_code = enterprise.area_code if enterprise else row.area_code
    industry = enterprise.industry if enterprise else row.industry
    if enterprise is None and len(area_code) < CODE_LENGTHS[AreaLevel.VILLAGE]:
        raise TooWide(row.place)
    here: Place | None = None
    for number, name in enumerate(names, start=1):
        last = number == len(names)
        found = Place.objects.filter(parent=here, name=name, closed_on=None, area_code=area_code, **own).first()
        if found and last:
            raise NameTaken(found.path)
        if found is None:
            hazards = list(row.hazards) if last else []
            at = (row.longitude, row.latitude) if last else (None, None)
            told = _checked(name, row.kind, hazards, "", *at)
            alike = {"area_code": area_code, "industry": industry, "registered_on": on, **own}
            found = _part(here, on, told) if here else _made(level=Level.PLACE, path=name, **alike, **told)
        here = found


def _part(place: Place, on: date, told: dict) -> Place:
    return _made(
        level=rules.level_below(place.level),
        parent=place,
        enterprise=place.enterprise,
        public=place.public,
        area_code=place.area_code,
        industry=place.industry,
        path=f"{place.path}{SEPARATOR}{told['name']}",
        registered_on=on,
        **told,
    )


def _checked(
    name: str,
    kind: str,
    hazards: Sequence[str] | None,
    location: str,
    longitude: float | None,
    latitude: float | None,
) -> dict:
    """The facts as they are stored. Raises NameMissing, UnknownKind, UnknownHazard, BadPlace."""
    if not name.strip():
        raise NameMissing()
    if kind not in queries.kinds():
        raise UnknownKind(kind)
    chosen = list(dict.fromkeys(hazards or []))
    if unknown := [each for each in chosen if each not in queries.hazards()]:
        raise UnknownHazard("、".join(unknown))
    if (longitude is None) != (latitude is None):
        raise BadPlace()
    return {
        "name": name.strip(),
        "kind": kind,
        "hazards": chosen,
        "location": location,
        "longitude": longitude,
        "latitude": latitude,
    }


def _made(**told) -> Place:
    try:
        with transaction.atomic():
            return Place.objects.create(**told)
    except IntegrityError as error:
        if "a_name_stands_once_in_its_place" in str(error):
            raise NameTaken(told["path"]) from None
        raise
