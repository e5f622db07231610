"""Boundaries (界线) of areas and what can be wrong with them, each fault with its place on the map.

geojson.py reads boundaries from a file and reports what is wrong with the writing; coverage.py reports what
is wrong with the shapes, alone and together.
"""

from dataclasses import dataclass
from enum import StrEnum

import shapely
from shapely import MultiPolygon, Polygon

from sanze.foundation.geo.distance import Place

# The land of China and the islands' waters with a margin, in degrees.
WEST, SOUTH, EAST, NORTH = 73.0, 3.0, 136.0, 54.0


class ProblemKind(StrEnum):
    """What is wrong. The label is the Chinese word for a list's column."""

    NOT_JSON = "not_json", "无法读取"
    TOO_LARGE = "too_large", "文件过大"
    WRONG_TYPE = "wrong_type", "类型不符"
    EMPTY = "empty", "没有界线"
    BAD_COORDINATE = "bad_coordinate", "坐标无效"
    SWAPPED = "swapped", "经纬度写反"
    OUTSIDE_CHINA = "outside_china", "超出范围"
    HEIGHT = "height", "高程舍去"
    UNCLOSED = "unclosed", "未闭合"
    TOO_FEW_POINTS = "too_few_points", "点数不足"
    SELF_CROSSING = "self_crossing", "自相交"
    ZERO_AREA = "zero_area", "面积为零"
    HOLE = "hole", "空洞"
    DUPLICATE_CODE = "duplicate_code", "编码重复"
    OUTSIDE_PARENT = "outside_parent", "超出上级"
    OVERLAP = "overlap", "重叠"
    GAP = "gap", "空隙"
    TOO_MANY = "too_many", "问题过多"

    def __new__(cls, value: str, label: str):
        kind = str.__new__(cls, value)
        kind._value_ = value
        kind.label = label
        return kind


# Told, but no reason to refuse.
HARMLESS = frozenset({ProblemKind.HEIGHT})


@dataclass(frozen=True)
class Boundary:
    """An area's name, its code (empty if not given) and its shape in degrees, longitude first."""

    name: str
    code: str
    geometry: Polygon | MultiPolygon


@dataclass(frozen=True)
class Problem:
    """One fault: a Chinese sentence, where it is, which areas it concerns, how large it is."""

    kind: ProblemKind
    sentence: str
    place: Place | None = None
    names: tuple[str, ...] = ()
    area_m2: float | None = None

    @property
    def harmless(self) -> bool:
        return self.kind in HARMLESS


def place_in_words(place: Place) -> str:
    """Coordinates as a sentence writes them, to about a metre."""
    return f"东经{place[0]:.5f}°、北纬{place[1]:.5f}°"


def area_in_words(area_m2: float) -> str:
    """An area in the unit that suits its size."""
    if area_m2 >= 1_000_000:
        return f"{area_m2 / 1_000_000:.2f}平方千米"
    if area_m2 >= 10_000:
        return f"{area_m2 / 10_000:.2f}公顷"
    return f"{area_m2:.0f}平方米"


def inner_place(geometry: Polygon | MultiPolygon) -> Place:
    """A place that certainly lies within the shape, for a mark on the map."""
    point = shapely.point_on_surface(geometry)
    return point.x, point.y
