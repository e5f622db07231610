"""What a GeoJSON file would do to the tree: new cells, boundaries set anew, every fault; nothing is written yet.

Faults are told all at once. Land that no area covers is told apart: it may be accepted.
"""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field

import shapely

from sanze.foundation.geo.boundaries import Boundary, Problem, ProblemKind, inner_place
from sanze.foundation.geo.distance import Place
from sanze.foundation.geo.geojson import parse
from sanze.foundation.geo.index import CellIndex
from sanze.foundation.scope.models import within
from sanze.know.jurisdictions.models import CODE_LENGTHS, LEVEL_OF, Area, Level
from sanze.know.jurisdictions.rules import DIGITS, free_code
from sanze.know.jurisdictions.shapes import (
    LEFT_OVER,
    boundaries_of,
    boundary_of,
    faults_among,
    overlaps_among,
    rounded,
)

# How geojson.parse calls what has no name in the file.
NAMELESS = re.compile(r"第\d+个界线")


@dataclass(frozen=True)
class Fault:
    """One thing wrong: a word for a list, a sentence, and where it is (degrees) if it is anywhere."""

    word: str
    sentence: str
    place: Place | None = None


class _Wrong(Exception):
    def __init__(self, word: str, sentence: str, boundary: Boundary):
        self.fault = Fault(word, sentence, _somewhere(boundary))


@dataclass
class Shape:
    """A boundary of the file and the area it belongs to; a new cell is not stored yet."""

    area: Area
    boundary: Boundary

    @property
    def new(self) -> bool:
        return self.area.pk is None


@dataclass
class Plan:
    """What a file would do. notes: told, but no reason to refuse; gaps: reasons unless accepted."""

    shapes: list[Shape] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    gaps: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)

    @property
    def new(self) -> list[Shape]:
        return [each for each in self.shapes if each.new]

    @property
    def redrawn(self) -> list[Shape]:
        return [each for each in self.shapes if not each.new]

    def by_parent(self) -> dict[int, list[Shape]]:
        """The shapes by the id of the area they lie in."""
        groups: dict[int, list[Shape]] = defaultdict(list)
        for each in self.shapes:
            groups[each.area.parent_id].append(each)
        return groups

    def judge(self, problems: list[Problem]) -> None:
        """Sort problems of geometry into faults, gaps and notes, none twice."""
        for each in problems:
            kind = self.notes if each.harmless else self.gaps if each.kind in LEFT_OVER else self.faults
            fault = Fault(each.kind.label, each.sentence, each.place)
            if fault not in kind:
                kind.append(fault)


def fault_of(problem: Problem) -> Fault:
    """A problem of geometry as lists show it."""
    return Fault(problem.kind.label, problem.sentence, problem.place)


def plan_cells(area: Area, geojson: str, *, swap: bool = False) -> Plan:
    """What a file of cells would do in a township or village.

    A code of 15 digits names the cell; without one the cell is known by its name in its village, or new there,
    under the next free number.
    """
    made = Plan()
    tree = _Tree(area)
    boundaries = _read(made, geojson, swap)
    tree.taken.update(_digits(each.code) for each in boundaries)
    for boundary in boundaries:
        try:
            made.shapes.append(tree.cell_of(boundary))
        except _Wrong as wrong:
            made.faults.append(wrong.fault)
    _refuse_doubles(made)
    for parent_id, group in made.by_parent().items():
        village = tree.villages_by_pk[parent_id]
        others = [each for each in tree.cells if each.parent_id == parent_id]
        _judge_group(made, group, others, _drawn(village))
        if not village.boundary:
            made.judge(_outside(group, tree.outline))
    made.judge(overlaps_among([_told(each) for each in made.shapes], _others(made, _near(made, area))))
    return made


def plan_boundaries(area: Area, geojson: str, *, swap: bool = False) -> Plan:
    """What a file with boundaries of the townships and villages below a jurisdiction would do.

    A code names the area; without one its name does, where only one area has it.
    """
    made = Plan()
    rows = Area.objects.filter(within("code", area.code), closed_on__isnull=True).exclude(level=Level.CELL)
    areas = {each.code: each for each in rows if each.pk != area.pk}
    for boundary in _read(made, geojson, swap):
        try:
            made.shapes.append(Shape(_named(boundary, areas, area), boundary))
        except _Wrong as wrong:
            made.faults.append(wrong.fault)
    _refuse_doubles(made)
    redrawn = {each.area.pk: Boundary(each.area.name, each.area.code, each.boundary.geometry) for each in made.shapes}
    parents = {each.pk: each for each in (area, *areas.values())}
    for parent_id, group in made.by_parent().items():
        siblings = [each for each in areas.values() if each.parent_id == parent_id]
        parent = redrawn.get(parent_id) or _drawn(parents[parent_id])
        _judge_group(made, group, siblings, parent)
    return made


class _Tree:
    """A township or village with its villages and all cells that ever were in it."""

    def __init__(self, area: Area):
        self.area = area
        below = Area.objects.filter(within("code", area.code)).order_by("code")
        rows = list(below.filter(level__in=[Level.VILLAGE, Level.CELL]))
        self.villages = {each.code: each for each in rows if each.level == Level.VILLAGE and not each.closed_on}
        self.villages_by_pk = {each.pk: each for each in self.villages.values()}
        self.all_cells = {each.code: each for each in rows if each.level == Level.CELL}
        self.cells = [each for each in self.all_cells.values() if not each.closed_on]
        self.taken = set(self.all_cells)
        self.outline = next((_drawn(each) for each in _upwards(area) if each.boundary), None)
        places = ((each.code, boundary_of(each).geometry) for each in self.villages.values() if each.boundary)
        self.index = CellIndex(places)

    def cell_of(self, boundary: Boundary) -> Shape:
        """The cell that a boundary of the file belongs to. Raises _Wrong."""
        code = _digits(boundary.code)
        if len(code) == CODE_LENGTHS[Level.CELL]:
            return Shape(self._coded(code, boundary), boundary)
        village = self._village_of(boundary)
        same = [each for each in self.cells if each.parent_id == village.pk and each.name == boundary.name]
        if len(same) == 1:
            return Shape(same[0], boundary)
        try:
            number = free_code(village.code, self.taken)
        except LookupError:
            raise _Wrong("编号用完", f"“{village}”的单元格编号已用完，“{boundary.name}”无法编号。", boundary) from None
        return Shape(self._fresh(number, village, boundary), boundary)

    def _coded(self, code: str, boundary: Boundary) -> Area:
        village = self.villages.get(code[: CODE_LENGTHS[Level.VILLAGE]])
        if village is None:
            sentence = f"“{boundary.name}”的编码{code}不属于“{self.area}”现有的村（社区），请核对编码。"
            raise _Wrong("编码不符", sentence, boundary)
        known = self.all_cells.get(code)
        if known is None:
            return self._fresh(code, village, boundary)
        if known.closed_on:
            raise _Wrong("已撤并", f"编码{code}的单元格“{known}”已撤并，编码不再使用。", boundary)
        return known

    def _village_of(self, boundary: Boundary) -> Area:
        if self.area.level == Level.VILLAGE:
            return self.villages[self.area.code]
        place = _somewhere(boundary)
        code = self.index.find(*place)
        if code is None:
            sentence = f"“{boundary.name}”没有15位编码，也不在任何已划定边界的村（社区）内，无法判断属于哪个村。"
            raise _Wrong("归属不明", sentence, boundary)
        return self.villages[code]

    def _fresh(self, code: str, village: Area, boundary: Boundary) -> Area:
        self.taken.add(code)
        name = f"{village}第{int(code[-DIGITS:])}网格" if NAMELESS.fullmatch(boundary.name) else boundary.name
        return Area(code=code, name=name, level=Level.CELL, parent=village)


def _read(made: Plan, geojson: str, swap: bool) -> list[Boundary]:
    reading = parse(geojson, swap=swap)
    made.judge(reading.problems)
    return [rounded(each) for each in reading.boundaries]


def _named(boundary: Boundary, areas: dict[str, Area], area: Area) -> Area:
    """The township or village that a boundary of the file belongs to. Raises _Wrong."""
    code = _digits(boundary.code)
    while len(code) > CODE_LENGTHS[area.level] and code.endswith("000"):
        code = code[:-3]
    if len(code) in LEVEL_OF:
        if code not in areas:
            sentence = f"“{boundary.name}”的编码{boundary.code}不是“{area}”下现有的乡镇（街道）或村（社区）。"
            raise _Wrong("编码不符", sentence, boundary)
        return areas[code]
    same = [each for each in areas.values() if each.name == boundary.name]
    if len(same) == 1:
        return same[0]
    why = f"有{len(same)}个同名辖区，请在文件中写明编码" if same else "没有这个名称的乡镇（街道）或村（社区）"
    raise _Wrong("归属不明", f"“{boundary.name}”：“{area}”下{why}。", boundary)


def _refuse_doubles(made: Plan) -> None:
    """An area may come but once in a file; what comes again is a fault and left out."""
    seen: set[str] = set()
    kept = []
    for each in made.shapes:
        if each.area.code in seen:
            sentence = f"文件中“{each.area}”（{each.area.code}）出现不止一次。"
            made.faults.append(Fault(ProblemKind.DUPLICATE_CODE.label, sentence, _somewhere(each.boundary)))
        else:
            kept.append(each)
        seen.add(each.area.code)
    made.shapes = sorted(kept, key=lambda one: one.area.code)


def _judge_group(made: Plan, group: list[Shape], siblings: list[Area], parent: Boundary | None) -> None:
    changed = {each.area.code for each in group}
    others = boundaries_of(each for each in siblings if each.code not in changed)
    made.judge(faults_among([_told(each) for each in group], others, parent))


def _told(each: Shape) -> Boundary:
    """The file's boundary under the name by which the area is known here."""
    return Boundary(each.area.name, each.area.code, each.boundary.geometry)


def _outside(group: list[Shape], outline: Boundary | None) -> list[Problem]:
    if outline is None:
        return []
    found = faults_among([_told(each) for each in group], [], outline)
    return [each for each in found if each.kind == ProblemKind.OUTSIDE_PARENT]


def _near(made: Plan, area: Area) -> list[Area]:
    """Drawn cells of the county outside the area, near enough to touch the file's."""
    if not made.shapes:
        return []
    county = within("code", area.code[: CODE_LENGTHS[Level.COUNTY]])
    rows = Area.objects.filter(county, level=Level.CELL, surface_m2__isnull=False, closed_on__isnull=True)
    box = shapely.box(*shapely.total_bounds([each.boundary.geometry for each in made.shapes]))
    return [each for each in rows if boundary_of(each).geometry.intersects(box)]


def _others(made: Plan, areas: list[Area]) -> list[Boundary]:
    changed = {each.area.code for each in made.shapes}
    return boundaries_of(each for each in areas if each.code not in changed)


def _drawn(area: Area) -> Boundary | None:
    return boundary_of(area) if area.boundary else None


def _upwards(area: Area) -> list[Area]:
    found = [area]
    while found[-1].parent:
        found.append(found[-1].parent)
    return found


def _digits(code: str) -> str:
    written = unicodedata.normalize("NFKC", code)
    return written if written.isascii() and written.isdecimal() else ""


def _somewhere(boundary: Boundary) -> Place:
    geometry = boundary.geometry
    return inner_place(geometry if geometry.is_valid and geometry.area else geometry.envelope)
