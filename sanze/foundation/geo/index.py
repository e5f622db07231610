"""Finds the area a point lies in, in this process, for one point or a million."""

from collections.abc import Iterable

import numpy as np
import shapely
from shapely import STRtree
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from sanze.foundation.geo.distance import distance_m, metres_per_degree

# Keeps the pairs of points and candidate areas of one step to some tens of megabytes.
CHUNK = 100_000


class CellIndex:
    """Areas by place. A point on a line belongs to every area it touches; the lowest code has it.

    Several shapes may carry one code. Not to be changed after it is built: areas that change need a new one
    (1 ms for 4,000).
    """

    def __init__(self, areas: Iterable[tuple[str, BaseGeometry]]):
        pairs = sorted(((code, shape) for code, shape in areas if not shape.is_empty), key=lambda pair: pair[0])
        self._codes = np.array([code for code, _ in pairs], dtype=object)
        self._shapes = np.array([shape for _, shape in pairs], dtype=object)
        shapely.prepare(self._shapes)
        self._tree = STRtree(self._shapes)
        self._scale = self._flattening()
        self._flat_tree = STRtree(self._flat(self._shapes))

    def __len__(self) -> int:
        return len(self._codes)

    def find(self, lon: float, lat: float) -> str | None:
        """Code of the area at a place, the lowest if it lies on a line; None if it lies in none."""
        touched = self._touched(lon, lat)
        return self._codes[touched.min()] if len(touched) else None

    def touching(self, lon: float, lat: float) -> list[str]:
        """Codes of all areas at a place in ascending order: several if it lies on a line."""
        return sorted(set(self._codes[self._touched(lon, lat)]))

    def find_many(self, places: np.ndarray) -> np.ndarray:
        """Codes (or None) for an array of shape (n, 2) of longitudes and latitudes, as `find` gives them."""
        places = np.asarray(places, dtype=float).reshape(-1, 2)
        found = np.full(len(places), None, dtype=object)
        for start in range(0, len(places), CHUNK):
            found[start : start + CHUNK] = self._find_chunk(places[start : start + CHUNK])
        return found

    def near_many(self, places: np.ndarray, metres: float) -> list[tuple[int, str]]:
        """(number of the place, code) of every area within so many metres of each place, an area around it too."""
        places = np.asarray(places, dtype=float).reshape(-1, 2)
        _, north_m = metres_per_degree(float(places[:, 1].mean()) if len(places) else 0.0)
        points = self._flat(shapely.points(places))
        numbers, areas = self._flat_tree.query(points, predicate="dwithin", distance=metres / north_m)
        return list(zip(numbers.tolist(), self._codes[areas], strict=True))

    def nearest(self, lon: float, lat: float, within_m: float | None = None) -> tuple[str, float] | None:
        """Code and distance in metres of the nearest area, 0 inside; None if none lies within the limit."""
        if not len(self) or not np.isfinite([lon, lat]).all():
            return None
        point = shapely.Point(lon, lat)
        number = self._flat_tree.query_nearest(self._flat(point)).min()
        if self._shapes[number].intersects(point):
            return self._codes[number], 0.0
        there = nearest_points(self._flat(self._shapes[number]), self._flat(point))[0]
        metres = distance_m((there.x / self._scale, there.y), (lon, lat))
        return (self._codes[number], metres) if within_m is None or metres <= within_m else None

    def _touched(self, lon: float, lat: float) -> np.ndarray:
        candidates = self._tree.query(shapely.Point(lon, lat))
        return candidates[shapely.intersects_xy(self._shapes[candidates], lon, lat)]

    def _find_chunk(self, places: np.ndarray) -> np.ndarray:
        points, areas = self._tree.query(shapely.points(places))
        inside = shapely.intersects_xy(self._shapes[areas], places[points, 0], places[points, 1])
        lowest = np.full(len(places), len(self), dtype=np.int64)
        np.minimum.at(lowest, points[inside], areas[inside])
        return np.append(self._codes, None)[lowest]

    def _flattening(self) -> float:
        """A degree of longitude in degrees of latitude at the middle of all areas."""
        if not len(self):
            return 1.0
        _, south, _, north = shapely.total_bounds(self._shapes)
        east_m, north_m = metres_per_degree((south + north) / 2)
        return east_m / north_m

    def _flat(self, shapes):
        """Shapes with longitudes drawn together so that distances compare as on the ground."""
        return shapely.transform(shapes, lambda places: places * (self._scale, 1.0))
