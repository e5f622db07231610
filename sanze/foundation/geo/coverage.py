"""Whether boundaries are sound shapes and together cover their parent once and wholly: no gap, no overlap."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import shapely
from shapely import MultiPolygon, Polygon, STRtree
from shapely.geometry.base import BaseGeometry

from sanze.foundation.geo.boundaries import (
    Boundary,
    Problem,
    ProblemKind,
    area_in_words,
    inner_place,
    place_in_words,
)
from sanze.foundation.geo.distance import Place, area_m2, in_metres

TOLERANCE_M2 = 100.0

# Coordinates of 6 decimals move a line by up to 0.08 m: thinner strips come from rounding, not from drawing.
SLIVER_WIDTH_M = 0.25

# An area below one square metre is a mistake of drawing.
LEAST_AREA_M2 = 1.0

MAX_PROBLEMS = 500

REASONS = {
    "Self-intersection": "界线自相交",
    "Ring Self-intersection": "界线在一点自相接触",
    "Hole lies outside shell": "空洞在界线之外",
    "Nested holes": "空洞套空洞",
    "Nested shells": "各部分互相套叠",
    "Interior is disconnected": "空洞把面隔断",
    "Duplicate Rings": "同一圈界线重复",
}


def check(
    boundaries: Sequence[Boundary], parent: Boundary | None = None, tolerance_m2: float = TOLERANCE_M2
) -> list[Problem]:
    """Every fault of the boundaries: of each alone, between two, and against the parent.

    Without a parent only gaps enclosed by the boundaries are found. Overlaps and gaps smaller than the
    tolerance or thinner than SLIVER_WIDTH_M are left out. What a shape that crosses itself covers is unknown:
    it is reported, and judged together with the others when it is mended. Of overlaps, excesses and gaps at most
    MAX_PROBLEMS each are listed, with a sentence saying so.
    """
    problems = [problem for boundary in boundaries for problem in _faults(boundary)] + _duplicates(boundaries)
    sound = [boundary for boundary in boundaries if boundary.geometry.is_valid]
    problems += _largest(_overlaps(sound, tolerance_m2))
    if parent is not None:
        problems += _faults(parent)
        parent = parent if parent.geometry.is_valid else None
    if parent is not None:
        problems += _largest(_outside(sound, parent, tolerance_m2))
    unknown = [of.geometry.convex_hull for of in boundaries if not of.geometry.is_valid]
    return problems + _largest(_gaps(sound, unknown, parent, tolerance_m2))


def _faults(boundary: Boundary) -> list[Problem]:
    """What is wrong with one shape alone: crossing itself, or no area."""
    name, geometry = boundary.name, boundary.geometry
    size = area_m2(geometry if geometry.is_valid else geometry.convex_hull)
    if size < LEAST_AREA_M2:
        sentence = f"“{name}”的面积为零：各点重合或在一条线上。"
        return [Problem(ProblemKind.ZERO_AREA, sentence, _first_place(geometry), (name,), size)]
    broken = [part for part in shapely.get_parts(geometry) if not part.is_valid]
    if not broken and not geometry.is_valid:
        broken = [geometry]
    return [_crossing(name, part) for part in broken]


def _crossing(name: str, geometry: BaseGeometry) -> Problem:
    reason = shapely.is_valid_reason(geometry)
    where = re.fullmatch(r"(.*?)\s*\[(\S+) (\S+)\]", reason, re.DOTALL)
    place = (float(where[2]), float(where[3])) if where else _first_place(geometry)
    words = REASONS.get(where[1] if where else reason, "界线不合规则")
    return Problem(ProblemKind.SELF_CROSSING, f"“{name}”的{words}，位置：{place_in_words(place)}。", place, (name,))


def _first_place(geometry: BaseGeometry) -> Place | None:
    places = shapely.get_coordinates(geometry)
    return (float(places[0][0]), float(places[0][1])) if len(places) else None


def _duplicates(boundaries: Iterable[Boundary]) -> list[Problem]:
    by_code = defaultdict(list)
    for boundary in boundaries:
        if boundary.code:
            by_code[boundary.code].append(boundary)
    return [
        Problem(
            ProblemKind.DUPLICATE_CODE,
            f"编码{code}重复：{_listed(of.name for of in same)}。",
            _first_place(same[1].geometry),
            tuple(of.name for of in same),
        )
        for code, same in by_code.items()
        if len(same) > 1
    ]


def _areas(geometry: BaseGeometry) -> MultiPolygon:
    parts = shapely.get_parts(geometry)
    while (shapely.get_type_id(parts) > shapely.GeometryType.POLYGON).any():
        parts = shapely.get_parts(parts)
    return MultiPolygon([part for part in parts if part.geom_type == "Polygon" and part.area > 0])


def _overlaps(boundaries: list[Boundary], tolerance_m2: float) -> Iterator[Problem]:
    tree = STRtree([boundary.geometry for boundary in boundaries])
    for number, boundary in enumerate(boundaries):
        for other in np.sort(tree.query(boundary.geometry, predicate="intersects")):
            if other <= number:
                continue
            common = boundary.geometry.intersection(boundaries[other].geometry)
            parts = _considerable(common, tolerance_m2)
            if not parts:
                continue
            size, part = sum(size for size, _ in parts), parts[0][1]
            names, place = (boundary.name, boundaries[other].name), inner_place(part)
            sentence = f"“{names[0]}”与“{names[1]}”重叠{area_in_words(size)}，位置：{place_in_words(place)}。"
            yield Problem(ProblemKind.OVERLAP, sentence, place, names, size)


def _outside(boundaries: list[Boundary], parent: Boundary, tolerance_m2: float) -> Iterator[Problem]:
    shapely.prepare(parent.geometry)
    for boundary in boundaries:
        if parent.geometry.covers(boundary.geometry):
            continue
        parts = _considerable(boundary.geometry.difference(parent.geometry), tolerance_m2)
        if parts:
            size, place = sum(size for size, _ in parts), inner_place(parts[0][1])
            sentence = f"“{boundary.name}”超出“{parent.name}”{area_in_words(size)}，位置：{place_in_words(place)}。"
            yield Problem(ProblemKind.OUTSIDE_PARENT, sentence, place, (boundary.name, parent.name), size)


def _gaps(
    boundaries: list[Boundary], unknown: list[BaseGeometry], parent: Boundary | None, tolerance_m2: float
) -> Iterator[Problem]:
    """What neither a boundary nor the unknown covers: of the parent, or without one what the boundaries enclose."""
    union = shapely.union_all([boundary.geometry for boundary in boundaries] + unknown)
    missing = parent.geometry.difference(union) if parent else _enclosed(union)
    tree = STRtree([boundary.geometry for boundary in boundaries])
    holes = [(hole, of.name) for of in boundaries for hole in shapely.get_parts(_enclosed(of.geometry))]
    hole_tree = STRtree([hole for hole, _ in holes])
    for size, part in _considerable(missing, tolerance_m2):
        place = inner_place(part)
        where = f"{area_in_words(size)}，位置：{place_in_words(place)}"
        within = hole_tree.query(shapely.Point(place), predicate="within")
        if len(within):
            name = holes[min(within)][1]
            yield Problem(ProblemKind.HOLE, f"“{name}”中间有空洞{where}。", place, (name,), size)
            continue
        around = np.sort(tree.query(part, predicate="intersects"))
        names = tuple(boundaries[number].name for number in around)
        beside = f"，相邻：{_listed(names)}" if names else ""
        inside = f"“{parent.name}”内" if parent else ""
        yield Problem(ProblemKind.GAP, f"{inside}有空隙{where}{beside}。", place, names, size)


def _enclosed(geometry: BaseGeometry) -> MultiPolygon:
    """The holes of a shape, as areas."""
    return MultiPolygon(
        [Polygon(ring) for part in shapely.get_parts(geometry) for ring in getattr(part, "interiors", ())]
    )


def _considerable(geometry: BaseGeometry, tolerance_m2: float) -> list[tuple[float, Polygon]]:
    """Area in m² and shape of each part that is neither small nor a sliver, the largest first."""
    found = []
    for part in _areas(geometry).geoms:
        size = area_m2(part)
        if size >= tolerance_m2 and 2 * size >= SLIVER_WIDTH_M * in_metres(part).length:
            found.append((size, part))
    return sorted(found, key=lambda pair: -pair[0])


def _largest(problems: Iterator[Problem]) -> list[Problem]:
    """The problems of one kind, the largest first; stops looking when there are more than can be read."""
    found = []
    for problem in problems:
        if len(found) == MAX_PROBLEMS:
            sentence = f"“{problem.kind.label}”超过{MAX_PROBLEMS}处，其余不再列出，请先改正以上各项。"
            return [*_sorted(found), Problem(ProblemKind.TOO_MANY, sentence)]
        found.append(problem)
    return _sorted(found)


def _sorted(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: -problem.area_m2)


def _listed(names: Iterable[str]) -> str:
    names = list(names)
    shown = "、".join(f"“{name}”" for name in names[:6])
    return f"{shown}等{len(names)}个" if len(names) > 6 else shown
