"""Every write to the tree of jurisdictions. Mergers and renames keep what was."""

import json
from datetime import date

from sanze.foundation.acts.command import command
from sanze.foundation.acts.events import publish
from sanze.foundation.acts.records import change
from sanze.foundation.acts.refusal import Refused
from sanze.foundation.capabilities import Capability
from sanze.foundation.geo.coverage import check
from sanze.foundation.geo.distance import area_m2
from sanze.foundation.geo.geojson import parse
from sanze.foundation.scope.actor import Actor
from sanze.foundation.scope.models import within
from sanze.know.jurisdictions.events import AreaMerged
from sanze.know.jurisdictions.models import CODE_LENGTHS, Area, Level

LEVEL_OF = {length: level for level, length in CODE_LENGTHS.items()}


class AlreadyLoaded(Refused):
    message = "该县（市、区）的辖区已经载入"


class WrongCode(Refused):
    message = "编码应为上级编码加三位数字"


class CodeTaken(Refused):
    message = "编码已被使用"


class AreaClosed(Refused):
    message = "该辖区已撤并"


class WrongLevel(Refused):
    message = "只能并入同一层级的另一个辖区"


class BadBoundary(Refused):
    message = "边界不合要求"


class UnknownCells(Refused):
    message = "文件中有编码不属于本村（社区）或已有图斑"


@command(grant="jurisdictions.load", title="载入行政区划", capability=Capability.JURISDICTIONS)
def load(actor: Actor, subject: None, *, areas: list[list[str]], source: str, on: date) -> Area:
    """Load a county with everything below it; `areas` are rows of code and name, any order. Returns the county.

    Raises AlreadyLoaded, WrongCode.
    """
    rows = sorted({row[0]: row[1] for row in areas}.items(), key=lambda each: (len(each[0]), each[0]))
    if Area.objects.filter(code__in=[code for code, _ in rows[:1]]).exists():
        raise AlreadyLoaded(rows[0][1])
    made: dict[str, Area] = {}
    for length, level in sorted(LEVEL_OF.items()):
        batch = []
        for code, name in (row for row in rows if len(row[0]) == length):
            parent = made.get(code[:-3]) if level != Level.COUNTY else None
            if level != Level.COUNTY and parent is None:
                raise WrongCode(f"{code} {name}")
            batch.append(Area(code=code, name=name, level=level, parent=parent, opened_on=on, source=source))
        made |= {each.code: each for each in Area.objects.bulk_copy(batch)} if batch else {}
    return made[rows[0][0]]


@command(grant="jurisdictions.add", title="增设辖区", capability=Capability.JURISDICTIONS)
def add(actor: Actor, parent: Area, *, code: str, name: str, on: date, exclusive: bool = False) -> Area:
    """Add a jurisdiction or cell below `parent`. Raises WrongCode, CodeTaken, AreaClosed."""
    _open(parent)
    if code[:-3] != parent.code or not code.isdigit() or len(code) not in LEVEL_OF:
        raise WrongCode(code)
    if Area.objects.filter(code=code).exists():
        raise CodeTaken(code)
    return Area.objects.create(
        code=code,
        name=name,
        level=LEVEL_OF[len(code)],
        parent=parent,
        exclusive=exclusive,
        opened_on=on,
        source=f"{actor.post} {actor.name} 增设",
    )


@command(grant="jurisdictions.rename", title="辖区更名", capability=Capability.JURISDICTIONS)
def rename(actor: Actor, area: Area, *, name: str, paper: str, on: date) -> None:
    """Give a jurisdiction another name by a paper; the old one stays on its timeline. Raises AreaClosed."""
    _open(area)
    change(area, name=name, source=paper)


@command(grant="jurisdictions.merge", title="辖区撤并", capability=Capability.JURISDICTIONS)
def merge(actor: Actor, area: Area, *, into_code: str, paper: str, on: date) -> None:
    """Close a jurisdiction with all below it and say what takes its place from `on`.

    Its enterprises move with the event; the apps that hold them answer it. Raises AreaClosed, WrongLevel.
    """
    _open(area)
    successor = Area.objects.visible_to(actor).filter(code=into_code, level=area.level, closed_on__isnull=True).first()
    if successor is None or successor.pk == area.pk:
        raise WrongLevel(into_code)
    below = Area.objects.filter(within("code", area.code), closed_on__isnull=True).exclude(pk=area.pk)
    below.update(closed_on=on, successor=successor)
    change(area, closed_on=on, successor=successor, source=paper)
    publish(AreaMerged(area.code, successor.code))


@command(grant="jurisdictions.draw", title="划定边界", capability=Capability.JURISDICTIONS)
def draw(actor: Actor, area: Area, *, boundary: str) -> None:
    """Set the boundary from one GeoJSON geometry or feature. Raises BadBoundary with each fault and its place."""
    _open(area)
    reading = parse(boundary)
    faults = [*reading.problems, *check(reading.boundaries)] if reading.boundaries else reading.problems
    serious = [each.sentence for each in faults if not each.harmless]
    if serious or len(reading.boundaries) != 1:
        raise BadBoundary("；".join(serious) or "应只有一个图形")
    geometry = reading.boundaries[0].geometry
    change(area, boundary=json.loads(json.dumps(geometry.__geo_interface__)), surface_m2=round(area_m2(geometry)))


def _open(area: Area) -> None:
    if area.closed_on is not None:
        raise AreaClosed(area.name)
