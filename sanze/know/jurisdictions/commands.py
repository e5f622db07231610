"""Every write to the tree of jurisdictions. Mergers and renames keep what was."""

from datetime import date

from django.core.cache import cache
from django.db import IntegrityError, OperationalError, transaction

from sanze.foundation.acts.command import command
from sanze.foundation.acts.events import publish
from sanze.foundation.acts.records import change
from sanze.foundation.acts.refusal import Refused, StaleRecord
from sanze.foundation.capabilities import Capability
from sanze.foundation.geo.boundaries import Boundary
from sanze.foundation.geo.geojson import parse
from sanze.foundation.identity.queries import posts_open
from sanze.foundation.moment import today
from sanze.foundation.scope.actor import Actor
from sanze.foundation.scope.models import within
from sanze.know.jurisdictions.events import AreaMerged
from sanze.know.jurisdictions.intake import Fault, Plan, Shape, fault_of, plan_boundaries, plan_cells
from sanze.know.jurisdictions.models import LEVEL_OF, Area, Level
from sanze.know.jurisdictions.queries import NAMES
from sanze.know.jurisdictions.rules import DIGITS, free_code
from sanze.know.jurisdictions.shapes import LEFT_OVER, boundaries_of, boundary_of, faults_among, rounded, stored

SENTENCES_TOLD = 20
POSTS_TOLD = 5


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


class SameName(Refused):
    message = "新名称与现名称相同"


class NotYet(Refused):
    message = "日期不能晚于今天"


class PostsRemain(Refused):
    message = "辖区内还有未撤销的岗位，撤并后将无辖区可管，请先撤销或另设"


class BadBoundary(Refused):
    message = "边界不合要求"


class OwnBorder(Refused):
    message = "本岗位辖区的外边界由上级划定"


class WrongPlace(Refused):
    message = "网格只能导入到乡镇（街道）或村（社区），辖区边界只能导入到县（市、区）或乡镇（街道）"


@command(grant="jurisdictions.load", title="载入行政区划", capability=Capability.JURISDICTIONS)
def load(actor: Actor, subject: None, *, areas: list[list[str]], source: str, on: date) -> Area:
    """Load a county with everything below it; `areas` are rows of code and name, any order. Returns the county.

    Raises AlreadyLoaded, WrongCode.
    """
    rows = sorted({row[0]: row[1] for row in areas}.items(), key=lambda each: (len(each[0]), each[0]))
    if not rows or LEVEL_OF.get(len(rows[0][0])) != Level.COUNTY:
        raise WrongCode("缺少县（市、区）一级")
    if Area.objects.filter(code__in=[code for code, _ in rows]).exists():
        raise AlreadyLoaded(rows[0][1])
    made: dict[str, Area] = {}
    for length, level in sorted(LEVEL_OF.items()):
        batch = []
        for code, name in (row for row in rows if len(row[0]) == length):
            parent = made.get(code[:-DIGITS]) if level != Level.COUNTY else None
            if not code.isdecimal() or (level != Level.COUNTY and parent is None):
                raise WrongCode(f"{code} {name}")
            batch.append(Area(code=code, name=name, level=level, parent=parent, opened_on=on, source=source))
        made |= {each.code: each for each in Area.objects.bulk_copy(batch)} if batch else {}
    if odd := next((code for code, _ in rows if code not in made), ""):
        raise WrongCode(odd)
    _forget_names()
    return made[rows[0][0]]


@command(grant="jurisdictions.add", title="增设辖区", capability=Capability.JURISDICTIONS)
def add(actor: Actor, parent: Area, *, code: str, name: str, on: date, exclusive: bool = False) -> Area:
    """Add a jurisdiction or cell below `parent`. Raises WrongCode, CodeTaken, AreaClosed."""
    _open(parent)
    if code[:-DIGITS] != parent.code or not (code.isascii() and code.isdecimal()) or len(code) not in LEVEL_OF:
        raise WrongCode(code)
    if Area.objects.filter(code=code).exists():
        raise CodeTaken(code)
    _forget_names()
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
    """Give a jurisdiction another name by a paper; the old one stays on its timeline.

    Raises AreaClosed, SameName, NotYet.
    """
    _open(area)
    _not_ahead(on)
    if name == area.name:
        raise SameName(name)
    change(area, name=name, source=paper)
    _forget_names()


@command(grant="jurisdictions.merge", title="辖区撤并", capability=Capability.JURISDICTIONS)
def merge(actor: Actor, area: Area, *, into_code: str, paper: str, on: date) -> None:
    """Close a jurisdiction from `on`; what lies below it goes on below the one that takes its place, newly coded.

    Its land joins the other's where both are drawn. What other apps keep there moves with the event.
    Raises AreaClosed, WrongLevel, NotYet, PostsRemain.
    """
    _open(area)
    _not_ahead(on)
    successor = Area.objects.visible_to(actor).filter(code=into_code, level=area.level, closed_on__isnull=True).first()
    if successor is None or successor.pk == area.pk or area.level == Level.COUNTY:
        raise WrongLevel(into_code)
    _no_posts_under(area)
    _hold(successor.pk)
    pairs = [*_carried_over(area, successor, paper, on), (area, successor)]
    for old, heir in pairs:
        change(old, closed_on=on, successor=heir, source=paper)
    if area.boundary and successor.boundary:
        whole = boundary_of(area).geometry.union(boundary_of(successor).geometry)
        change(successor, **stored(Boundary(successor.name, successor.code, whole)))
    for old, heir in pairs:
        publish(AreaMerged(old.code, heir.code))
    _forget_names()


@command(grant="jurisdictions.draw", title="划定边界", capability=Capability.JURISDICTIONS)
def draw(actor: Actor, area: Area, *, boundary: str) -> None:
    """Set the boundary from one GeoJSON geometry or feature.

    Raises OwnBorder; BadBoundary with each fault and its place: of the shape alone, overlapping a neighbour,
    outside what it lies in.
    """
    _open(area)
    if area.code in actor.areas and area.parent_id is not None:
        raise OwnBorder(area.name)
    reading = parse(boundary)
    _refuse([fault_of(each) for each in reading.problems if not each.harmless])
    if len(reading.boundaries) != 1:
        raise BadBoundary("应只有一个图形")
    drawn = rounded(Boundary(area.name, area.code, reading.boundaries[0].geometry))
    parent, siblings = area.parent, []
    if parent is not None:
        _hold(parent.pk)
        siblings = Area.objects.filter(parent=parent, closed_on__isnull=True).exclude(pk=area.pk)
    within_what = boundary_of(parent) if parent is not None and parent.boundary else None
    faults = faults_among([drawn], boundaries_of(siblings), within_what)
    _refuse([fault_of(each) for each in faults if each.kind not in LEFT_OVER])
    change(area, **stored(drawn))


@command(grant="jurisdictions.import_cells", title="导入网格", capability=Capability.JURISDICTIONS)
def import_cells(actor: Actor, area: Area, *, geojson: str, accept_gaps: bool = False, swap: bool = False) -> None:
    """Make and redraw the cells of a township or village from a GeoJSON text, all or none.

    accept_gaps: land that no cell covers is no reason to refuse. swap: the text gives latitude first.
    Raises WrongPlace, AreaClosed, BadBoundary with each fault and its place.
    """
    _open(area)
    if area.level not in (Level.TOWNSHIP, Level.VILLAGE):
        raise WrongPlace()
    _write(actor, plan_cells(area, geojson, swap=swap), accept_gaps)


@command(grant="jurisdictions.import_cells", title="导入辖区边界", capability=Capability.JURISDICTIONS)
def import_boundaries(actor: Actor, area: Area, *, geojson: str, accept_gaps: bool = False, swap: bool = False) -> None:
    """Set the boundaries of the townships and villages below a county or township from a GeoJSON text, all or none.

    accept_gaps, swap: as of `import_cells`. Raises WrongPlace, AreaClosed, BadBoundary with each fault and its place.
    """
    _open(area)
    if area.level not in (Level.COUNTY, Level.TOWNSHIP):
        raise WrongPlace()
    _write(actor, plan_boundaries(area, geojson, swap=swap), accept_gaps)


class Batch:
    """The shapes of one parent. In the act's facts it stands as its count; the rows stand in what the act wrote."""

    def __init__(self, shapes: list[Shape]):
        self.shapes = shapes
        new = sum(each.new for each in shapes)
        self.count = f"新增{new}个，重划{len(shapes) - new}个"

    def __str__(self) -> str:
        return self.count


@command(grant="jurisdictions.import_cells", title="导入边界", capability=Capability.JURISDICTIONS, inner=True)
def import_batch(actor: Actor, parent: Area, *, batch: Batch, source: str) -> None:
    """Write the shapes below one area: an act of its own, so that a cell's timeline stays light."""
    for each in batch.shapes:
        if not each.new:
            change(each.area, **stored(each.boundary))
    fresh = [each for each in batch.shapes if each.new]
    for each in fresh:
        each.area.opened_on, each.area.source = today(), source
        for name, value in stored(each.boundary).items():
            setattr(each.area, name, value)
    if fresh:
        Area.objects.bulk_copy([each.area for each in fresh])


def _write(actor: Actor, plan: Plan, accept_gaps: bool) -> None:
    _refuse([*plan.faults, *([] if accept_gaps else plan.gaps)])
    if not plan.shapes:
        raise BadBoundary("文件中没有可用的边界")
    groups = plan.by_parent()
    _hold(*groups)
    parents = Area.objects.in_bulk(groups)
    try:
        with transaction.atomic():
            for pk, shapes in groups.items():
                import_batch(actor, parents[pk], batch=Batch(shapes), source=f"{actor.post} {actor.name} 导入")
    except IntegrityError:
        raise StaleRecord() from None
    _forget_names()


def _refuse(faults: list[Fault]) -> None:
    if faults:
        more = f"等{len(faults)}处" if len(faults) > SENTENCES_TOLD else ""
        raise BadBoundary("；".join(each.sentence.rstrip("。") for each in faults[:SENTENCES_TOLD]) + more)


def _carried_over(area: Area, successor: Area, paper: str, on: date) -> list[tuple[Area, Area]]:
    """Open anew below the successor what lies below the area. Pairs of old and new, the deepest first."""
    below = list(Area.objects.filter(within("code", area.code), closed_on__isnull=True).exclude(pk=area.pk))
    taken = set(Area.objects.filter(within("code", successor.code)).values_list("code", flat=True))
    heirs, pairs = {area.pk: successor}, []
    for length in sorted(LEVEL_OF):
        batch = []
        for each in sorted((one for one in below if len(one.code) == length), key=lambda one: one.code):
            heir = _heir(each, heirs[each.parent_id], taken)
            heir.opened_on, heir.source = on, paper
            heirs[each.pk] = heir
            batch.append((each, heir))
        if batch:
            Area.objects.bulk_copy([heir for _, heir in batch])
        pairs = [*batch, *pairs]
    return pairs


def _heir(old: Area, parent: Area, taken: set[str]) -> Area:
    try:
        code = free_code(parent.code, taken, wish=old.code[-DIGITS:])
    except LookupError:
        raise CodeTaken(f"“{parent}”下的编号已用完") from None
    taken.add(code)
    kept = {name: getattr(old, name) for name in ("name", "level", "exclusive", "boundary", "surface_m2")}
    return Area(code=code, parent=parent, **kept)


def _no_posts_under(area: Area) -> None:
    posts = list(posts_open().filter(within("area_code", area.code)).order_by("area_code", "pk"))
    if posts:
        more = f"等{len(posts)}个" if len(posts) > POSTS_TOLD else ""
        raise PostsRemain("、".join(str(each) for each in posts[:POSTS_TOLD]) + more)


def _hold(*pks: int) -> None:
    """Lock areas whose parts are about to change, without waiting: waiters on each other would never end."""
    try:
        list(Area.objects.filter(pk__in=pks).order_by("pk").select_for_update(nowait=True).values_list("pk"))
    except OperationalError:
        raise StaleRecord() from None


def _open(area: Area) -> None:
    if area.closed_on is not None:
        raise AreaClosed(area.name)


def _not_ahead(on: date) -> None:
    if on > today():
        raise NotYet(on.isoformat())


def _forget_names() -> None:
    transaction.on_commit(lambda: cache.delete(NAMES))
