"""Reads boundaries from GeoJSON (RFC 7946) that strangers send, and writes them. Faults become sentences.

Read are FeatureCollection, Feature, Polygon and MultiPolygon. Faults of the shapes are for coverage.check.
"""

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import shapely
from shapely import MultiPolygon, Polygon

from sanze.foundation.geo.boundaries import (
    EAST,
    NORTH,
    SOUTH,
    WEST,
    Boundary,
    Problem,
    ProblemKind,
    place_in_words,
)
from sanze.foundation.geo.distance import Place

# A county of 4,000 cells is about 3 MB, 100,000 points. Decoding takes twenty times the text's size in memory.
MAX_BYTES = 16 * 1024 * 1024
MAX_FEATURES = 20_000
MAX_POINTS = 1_000_000
MAX_PROBLEMS = 500

NAME_KEYS = ("name", "名称", "NAME", "Name", "单元名称", "网格名称")
CODE_KEYS = ("code", "编码", "代码", "CODE", "Code", "grid_code", "网格编码")
MAX_NAME = 60

POLYGONS = ("Polygon", "MultiPolygon")
TYPES_IN_WORDS = {
    "Point": "点",
    "MultiPoint": "多点",
    "LineString": "线",
    "MultiLineString": "多线",
    "GeometryCollection": "几何集合",
}

Ring = list[Place]


@dataclass(frozen=True)
class Reading:
    """What a file gave: boundaries fit for checking, and the faults of its writing."""

    boundaries: list[Boundary] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def usable(self) -> bool:
        """True if nothing but harmless faults were found."""
        return bool(self.boundaries) and all(problem.harmless for problem in self.problems)


def parse(source: str | bytes | dict, *, swap: bool = False) -> Reading:
    """Boundaries of a GeoJSON text or of what was decoded from one; never raises because of its contents.

    swap: the file gives latitude first; exchange the two. Without it such an area is reported as SWAPPED and
    left out. A ring that was not closed is reported and closed; heights are dropped. A code is kept as
    written, a number as its digits.
    """
    reading = Reading()
    budget = _Budget()
    try:
        for number, feature in enumerate(_features(source), 1):
            name, code = _name(feature, number), _code(feature)
            try:
                polygons = [_rings(polygon, name, budget) for polygon in _polygons(feature, name)]
                reading.boundaries.append(Boundary(name, code, _shape(polygons, name, swap, reading.problems)))
            except _TooManyPoints:
                raise
            except _Fault as fault:
                reading.problems.append(fault.problem)
            _note_height(budget, name, reading.problems)
            if len(reading.problems) > MAX_PROBLEMS:
                raise _Fault(ProblemKind.TOO_MANY, f"问题超过{MAX_PROBLEMS}个，其余不再列出，请先改正以上各项。")
    except _Fault as fault:
        reading.problems.append(fault.problem)
    return reading


def collection(boundaries: Iterable[Boundary]) -> dict[str, Any]:
    """The boundaries as a GeoJSON FeatureCollection, to 6 decimals (a decimetre)."""
    features = [
        {
            "type": "Feature",
            "properties": {"name": boundary.name, "code": boundary.code},
            "geometry": shapely.geometry.mapping(shapely.transform(boundary.geometry, lambda at: at.round(6))),
        }
        for boundary in boundaries
    ]
    return {"type": "FeatureCollection", "features": features}


class _Fault(Exception):
    def __init__(self, kind: ProblemKind, sentence: str, place: Place | None = None, name: str = ""):
        super().__init__(sentence)
        self.problem = Problem(kind, sentence, place, (name,) if name else ())


@dataclass
class _Budget:
    """Points read so far in the whole file, and whether the area at hand gives heights."""

    points: int = 0
    height: bool = False

    def take(self, points: int) -> None:
        self.points += points
        if self.points > MAX_POINTS:
            raise _TooManyPoints(ProblemKind.TOO_LARGE, f"界线的点超过{MAX_POINTS:,}个，请分批导入或简化界线。")


class _TooManyPoints(_Fault):
    pass


def _features(source: str | bytes | dict) -> Iterator[dict]:
    document = _document(source)
    kind = document.get("type")
    if kind == "FeatureCollection":
        features = document.get("features")
        if not isinstance(features, list):
            raise _Fault(ProblemKind.WRONG_TYPE, "FeatureCollection 中没有 features 列表。")
        if not features:
            raise _Fault(ProblemKind.EMPTY, "文件中没有任何界线。")
        if len(features) > MAX_FEATURES:
            raise _Fault(ProblemKind.TOO_LARGE, f"文件中的界线超过{MAX_FEATURES:,}个，请分批导入。")
        yield from (feature if isinstance(feature, dict) else {} for feature in features)
    elif kind == "Feature":
        yield document
    elif kind in POLYGONS:
        yield {"type": "Feature", "geometry": document}
    else:
        raise _Fault(
            ProblemKind.WRONG_TYPE,
            f"文件的类型是{_in_words(kind)}，应为 FeatureCollection、Feature、Polygon 或 MultiPolygon。",
        )


def _document(source: str | bytes | dict) -> dict:
    if isinstance(source, str | bytes):
        if len(source) > MAX_BYTES:
            raise _Fault(ProblemKind.TOO_LARGE, f"文件超过{MAX_BYTES // 1024 // 1024} MB，请分批导入或简化界线。")
        try:
            source = json.loads(_text(source))
        except RecursionError:
            raise _Fault(ProblemKind.NOT_JSON, "文件的括号嵌套过深，不是正常的 GeoJSON。") from None
        except json.JSONDecodeError as error:
            sentence = f"文件不是有效的 JSON：第{error.lineno}行第{error.colno}个字符处有误。"
            raise _Fault(ProblemKind.NOT_JSON, sentence) from None
        except ValueError:
            raise _Fault(ProblemKind.NOT_JSON, "文件不是有效的 JSON：含有无法识别的文字或过长的数字。") from None
    if not isinstance(source, dict):
        raise _Fault(ProblemKind.WRONG_TYPE, "文件是 JSON，但不是 GeoJSON 对象。")
    return source


def _text(source: str | bytes) -> str:
    if isinstance(source, str):
        return source.removeprefix("\ufeff")
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError:
        return source.decode("gb18030")


def _polygons(feature: dict, name: str) -> list:
    """Coordinates of each polygon of a feature."""
    geometry = feature.get("geometry")
    if not isinstance(geometry, dict):
        raise _Fault(ProblemKind.WRONG_TYPE, f"“{name}”没有图形。", name=name)
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind not in POLYGONS:
        raise _Fault(
            ProblemKind.WRONG_TYPE,
            f"“{name}”的图形是{_in_words(kind)}，界线应为面（Polygon 或 MultiPolygon）。",
            name=name,
        )
    polygons = [coordinates] if kind == "Polygon" else coordinates
    if not isinstance(polygons, list | tuple) or not polygons:
        raise _Fault(ProblemKind.BAD_COORDINATE, f"“{name}”没有坐标。", name=name)
    return polygons


def _rings(polygon: Any, name: str, budget: _Budget) -> list[Ring]:
    if not isinstance(polygon, list | tuple) or not polygon:
        raise _Fault(ProblemKind.BAD_COORDINATE, f"“{name}”没有坐标。", name=name)
    rings = []
    for ring in polygon:
        if not isinstance(ring, list | tuple):
            raise _Fault(ProblemKind.BAD_COORDINATE, f"“{name}”的坐标层次不对：环应是坐标的列表。", name=name)
        budget.take(len(ring) + 1)
        rings.append([_position(position, name, budget) for position in ring])
    return rings


def _position(position: Any, name: str, budget: _Budget) -> Place:
    if not isinstance(position, list | tuple) or not 2 <= len(position) <= 4:
        raise _Fault(ProblemKind.BAD_COORDINATE, f"“{name}”的坐标层次不对：每个点应是[经度, 纬度]。", name=name)
    if len(position) > 2:
        budget.height = True
    lon, lat = _number(position[0], name), _number(position[1], name)
    return lon, lat


def _number(value: Any, name: str) -> float:
    if isinstance(value, str):
        sentence = f"“{name}”的坐标{_in_words(value)}是文字，应为不加引号的数字。"
        raise _Fault(ProblemKind.BAD_COORDINATE, sentence, name=name)
    try:
        number = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else math.nan
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise _Fault(ProblemKind.BAD_COORDINATE, f"“{name}”中有的坐标不是有限的数字。", name=name)
    return number


def _shape(polygons: list[list[Ring]], name: str, swap: bool, problems: list[Problem]) -> Polygon | MultiPolygon:
    if swap:
        polygons = [[[(lon, lat) for lat, lon in ring] for ring in rings] for rings in polygons]
    _check_range([place for rings in polygons for ring in rings for place in ring], name)
    shapes = [Polygon(shell, holes) for shell, *holes in _closed(polygons, name, problems)]
    return shapes[0] if len(shapes) == 1 else MultiPolygon(shapes)


def _check_range(places: list[Place], name: str) -> None:
    """Every place lies in China; if not, say whether exchanging the two numbers would help."""
    strange = [place for place in places if not _in_china(*place)]
    if not strange:
        return
    if all(_in_china(lat, lon) for lon, lat in places):
        lat, lon = strange[0]
        sentence = f"“{name}”的坐标是纬度在前，应经度在前，例如[{lon:.6g}, {lat:.6g}]；可选择“交换经纬度”再导入。"
        raise _Fault(ProblemKind.SWAPPED, sentence, (lon, lat), name)
    lon, lat = strange[0]
    if abs(lon) > 180 or abs(lat) > 180:
        cause = "可能是以米为单位的投影坐标，请转换为经纬度（CGCS2000）"
    elif any(_in_china(lat, lon) for lon, lat in strange):
        cause = "其中有的点经纬度写反"
    else:
        cause = "请核对坐标"
    sentence = f"“{name}”有{len(strange)}个点不在中国范围内，第一个是[{lon:.8g}, {lat:.8g}]，{cause}。"
    raise _Fault(ProblemKind.OUTSIDE_CHINA, sentence, (lon, lat) if abs(lon) <= 180 and abs(lat) <= 90 else None, name)


def _in_china(lon: float, lat: float) -> bool:
    return WEST <= lon <= EAST and SOUTH <= lat <= NORTH


def _closed(polygons: list[list[Ring]], name: str, problems: list[Problem]) -> Iterator[list[Ring]]:
    """The rings, each closed; that some were not is one problem of the area."""
    rings = [ring for polygon in polygons for ring in polygon]
    for ring in rings:
        if len(set(ring)) < 3:
            sentence = f"“{name}”有一圈界线不足3个不同的点，围不成面。"
            raise _Fault(ProblemKind.TOO_FEW_POINTS, sentence, ring[0] if ring else None, name)
    unclosed = [ring for ring in rings if ring[0] != ring[-1]]
    if unclosed:
        first = unclosed[0]
        sentence = f"“{name}”有{len(unclosed)}圈界线没有闭合：终点应与起点（{place_in_words(first[0])}）相同。"
        problems.append(Problem(ProblemKind.UNCLOSED, sentence, first[-1], (name,)))
    for polygon in polygons:
        yield [ring if ring[0] == ring[-1] else [*ring, ring[0]] for ring in polygon]


def _note_height(budget: _Budget, name: str, problems: list[Problem]) -> None:
    if budget.height:
        budget.height = False
        problems.append(Problem(ProblemKind.HEIGHT, f"“{name}”的坐标带有高程，已舍去。", None, (name,)))


def _name(feature: dict, number: int) -> str:
    return _property(feature, NAME_KEYS)[:MAX_NAME] or f"第{number}个界线"


def _code(feature: dict) -> str:
    return (_property(feature, CODE_KEYS) or _written(feature.get("id")))[:MAX_NAME]


def _property(feature: dict, keys: tuple[str, ...]) -> str:
    properties = feature.get("properties")
    if not isinstance(properties, dict):
        return ""
    return next((text for key in keys if (text := _written(properties.get(key)))), "")


def _written(value: Any) -> str:
    """A text or whole number as one clean line; anything else as nothing."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    if isinstance(value, int) and abs(value) >= 10**MAX_NAME:
        return ""
    return "".join(character for character in str(value) if character.isprintable()).strip()


def _in_words(value: Any) -> str:
    """A stranger's word, short enough for a sentence."""
    if not isinstance(value, str) or not value:
        return "未知"
    return TYPES_IN_WORDS.get(value, f"“{_written(value)[:20]}”")
