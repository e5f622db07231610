"""Believable made-up geography: an area of irregular outline, divided over and over without gap or overlap.

The ground is a mosaic of small Voronoi tiles around jittered points. Areas are sets of tiles, the tiles of
a set joined edge to edge; so all lines are shared to the last digit, and every level is an exact partition of
the one above. Nothing is clipped. One seed always gives the same geography.
"""

import heapq
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from shapely import MultiPoint, Polygon
from shapely.geometry.base import BaseGeometry

from sanze.foundation.geo.distance import Place, metres_per_degree

DECIMALS = 6
TILES_PER_LEAF = 7
ROUNDS = 3
ATTEMPTS = 30

Counts = int | Sequence["Counts"]


@dataclass(frozen=True)
class Region:
    """An area and the areas it is wholly divided into."""

    geometry: Polygon
    parts: tuple["Region", ...] = ()


class NoGeography(RuntimeError):
    """No division of the wanted shape was found for this seed."""


def tessellate(seed: int, counts: Counts, *, centre: Place, area_km2: float) -> Region:
    """A region of about the given area around a place, divided as the counts say.

    counts: a number of leaves, or a list with the counts of each part: [[3, 4], [5]] is two parts, of two and
    one parts, with 3, 4 and 5 leaves. Parts come in the order of the counts, their areas about in
    proportion to their leaves.
    Raises ValueError if a count is below 1, NoGeography if the seed leads nowhere.
    """
    leaves = _leaves(counts)
    rng = np.random.default_rng(seed)
    for _ in range(ATTEMPTS):
        mosaic = _mosaic(rng, leaves * TILES_PER_LEAF, centre, area_km2)
        if mosaic is None:
            continue
        region = _divide(mosaic, list(range(len(mosaic.tiles))), counts, rng)
        if region is not None:
            return region
    raise NoGeography(f"seed {seed} gives no geography of {leaves} leaves")


def scatter(seed: int, geometry: Polygon, count: int) -> list[Place]:
    """Places spread at random within a shape, to 6 decimals; the same for the same seed."""
    rng = np.random.default_rng(seed)
    west, south, east, north = geometry.bounds
    shapely.prepare(geometry)
    found: list[Place] = []
    while len(found) < count:
        tried = rng.uniform((west, south), (east, north), (2 * count + 16, 2)).round(DECIMALS)
        inside = shapely.contains_xy(geometry, tried[:, 0], tried[:, 1])
        found += [(float(lon), float(lat)) for lon, lat in tried[inside]]
    return found[:count]


def _leaves(counts: Counts) -> int:
    leaves = counts if isinstance(counts, int) else sum(_leaves(part) for part in counts)
    if leaves < 1:
        raise ValueError("every part needs at least one leaf")
    return leaves


@dataclass(frozen=True)
class _Mosaic:
    """Tiles, their middles in bent metres, and for each those it shares an edge with."""

    tiles: np.ndarray
    middles: np.ndarray
    neighbours: list[list[int]]


def _mosaic(rng: np.random.Generator, count: int, centre: Place, area_km2: float) -> _Mosaic | None:
    """About `count` tiles filling an irregular outline; None if rounding spoiled one."""
    side = math.sqrt(area_km2 * 1e6 / count)
    outline = _outline(rng, math.sqrt(area_km2 * 1e6 / math.pi))
    points = _jittered(rng, outline.furthest + 4 * side, side)
    kept = np.hypot(points[:, 0], points[:, 1]) <= outline.distance(np.arctan2(points[:, 1], points[:, 0]))
    cells = shapely.get_parts(shapely.voronoi_polygons(MultiPoint(points), ordered=True))[kept]
    scale = 1 / np.array(metres_per_degree(centre[1]))
    tiles = shapely.transform(cells, lambda places: (places * scale + centre).round(DECIMALS))
    tiles = shapely.remove_repeated_points(tiles)
    neighbours = _neighbours(tiles)
    return neighbours and _Mosaic(tiles, _bent(rng, points[kept], outline.furthest), neighbours)


def _bent(rng: np.random.Generator, points: np.ndarray, reach: float) -> np.ndarray:
    """Points moved by long and short waves, so that lines of equal distance wind like ridges and rivers."""
    lengths = reach * np.array([0.9, 0.5, 0.25, 0.12])
    moved = points.copy()
    for length in lengths:
        for axis in (0, 1):
            angle, phase = rng.uniform(0, 2 * math.pi, 2)
            along = points @ (math.cos(angle), math.sin(angle))
            moved[:, axis] += 0.045 * length * np.sin(2 * math.pi * along / length + phase)
    return moved


@dataclass(frozen=True)
class _Outline:
    """A circle bent by waves: height and phase of each, the first of two bumps, the next of three."""

    radius: float
    heights: np.ndarray
    phases: np.ndarray

    @property
    def furthest(self) -> float:
        return self.radius * (1 + self.heights.sum())

    def distance(self, angles: np.ndarray) -> np.ndarray:
        """From the middle to the outline in metres, by angle."""
        bumps = np.arange(2, 2 + len(self.heights))[:, None]
        waves = self.heights[:, None] * np.cos(bumps * angles + self.phases[:, None])
        return self.radius * (1 + waves.sum(axis=0))


def _outline(rng: np.random.Generator, circle_radius: float) -> _Outline:
    """An irregular outline of the same area as the circle. Its waves together stay below the radius."""
    heights = rng.uniform(0.2, 1.0, 16) * 0.15 / np.arange(1, 17) ** 0.9
    radius = circle_radius / math.sqrt(1 + (heights**2).sum() / 2)
    return _Outline(radius, heights, rng.uniform(0, 2 * math.pi, len(heights)))


def _jittered(rng: np.random.Generator, reach: float, side: float) -> np.ndarray:
    """Points of a square grid moved at random, never so far that two could meet."""
    ticks = np.arange(-reach, reach, side)
    grid = np.stack(np.meshgrid(ticks, ticks), axis=-1).reshape(-1, 2)
    return grid + rng.uniform(-0.42, 0.42, grid.shape) * side


def _neighbours(tiles: np.ndarray) -> list[list[int]] | None:
    """For each tile those it shares an edge with; None unless the tiles are an exact partition of one area.

    They are if each is sound and every edge without a tile on its other side is an edge of the whole outline.
    """
    if not shapely.is_valid(tiles).all() or (shapely.area(tiles) == 0).any():
        return None
    edges: dict[tuple[Place, Place], int] = {}
    for number, tile in enumerate(tiles):
        ring = [tuple(place) for place in tile.normalize().exterior.coords]
        edges.update(dict.fromkeys(pairwise(ring), number))
    neighbours: list[list[int]] = [[] for _ in tiles]
    for (start, end), number in edges.items():
        other = edges.get((end, start))
        if other is not None:
            neighbours[number].append(other)
    shared, whole = sum(map(len, neighbours)), shapely.union_all(tiles)
    exact = _simple(whole) and len(edges) - shared == len(whole.exterior.coords) - 1
    return neighbours if exact else None


def _joined(tiles: np.ndarray) -> BaseGeometry:
    """The tiles as one shape. They are known to share their edges, so the fast union without crossings will do."""
    return shapely.coverage_union_all(tiles)


def _simple(geometry: BaseGeometry) -> bool:
    return geometry.geom_type == "Polygon" and not geometry.interiors


def _divide(mosaic: _Mosaic, tiles: list[int], counts: Counts | None, rng: np.random.Generator) -> Region | None:
    """The region of some tiles, divided by the counts; None if it has a hole or cannot be so divided."""
    geometry = _joined(mosaic.tiles[tiles])
    if not _simple(geometry):
        return None
    if counts is None:
        return Region(geometry)
    below: Sequence[Counts | None] = [None] * counts if isinstance(counts, int) else counts
    needs = [1 if part is None else _leaves(part) for part in below]
    for _ in range(ATTEMPTS):
        parts = _parts(mosaic, _grown(mosaic, tiles, needs, rng), below, rng)
        if parts is not None:
            return Region(geometry, parts)
    return None


def _parts(
    mosaic: _Mosaic, sets: list[list[int]], below: Sequence[Counts | None], rng: np.random.Generator
) -> tuple[Region, ...] | None:
    parts = []
    for tiles, counts in zip(sets, below, strict=True):
        if len(tiles) < (1 if counts is None else _leaves(counts)):
            return None
        part = _divide(mosaic, tiles, counts, rng)
        if part is None:
            return None
        parts.append(part)
    return tuple(parts)


def _grown(mosaic: _Mosaic, tiles: list[int], needs: list[int], rng: np.random.Generator) -> list[list[int]]:
    """Tiles divided into connected sets whose sizes are about in proportion to the needs.

    Sets grow from seeds over shared edges, the one furthest behind first, always by its nearest tile; then
    each starts again from its own middle.
    """
    middles = mosaic.middles[_scattered(mosaic.middles, tiles, len(needs), rng)]
    candidates = [tiles] * len(needs)
    sets: list[list[int]] = []
    for _ in range(ROUNDS):
        seeds = [_nearest(mosaic.middles, own, at) for own, at in zip(candidates, middles, strict=True)]
        sets = _growth(mosaic, tiles, seeds, middles, needs)
        middles = np.array([mosaic.middles[own].mean(axis=0) for own in sets])
        candidates = sets
    return sets


def _scattered(middles: np.ndarray, tiles: list[int], count: int, rng: np.random.Generator) -> list[int]:
    """Different tiles at random, those far from the ones chosen before being likelier."""
    chosen = [int(rng.choice(tiles))]
    places = middles[tiles]
    room = np.full(len(tiles), np.inf)
    while len(chosen) < count:
        room = np.minimum(room, ((places - middles[chosen[-1]]) ** 2).sum(axis=1))
        chosen.append(tiles[int(rng.choice(len(tiles), p=room / room.sum()))])
    return chosen


def _nearest(middles: np.ndarray, tiles: list[int], place: np.ndarray) -> int:
    return tiles[int(((middles[tiles] - place) ** 2).sum(axis=1).argmin())]


def _growth(
    mosaic: _Mosaic, tiles: list[int], seeds: list[int], middles: np.ndarray, needs: list[int]
) -> list[list[int]]:
    free = set(tiles) - set(seeds)
    sets = [[seed] for seed in seeds]
    fronts: list[list[tuple[float, int]]] = [[] for _ in seeds]

    def look_around(number: int, tile: int) -> None:
        for other in mosaic.neighbours[tile]:
            if other in free:
                away = mosaic.middles[other] - middles[number]
                heapq.heappush(fronts[number], (float(away @ away), other))

    for number, seed in enumerate(seeds):
        look_around(number, seed)
    turns = [(1 / need, number) for number, need in enumerate(needs)]
    heapq.heapify(turns)
    while turns:
        _, number = heapq.heappop(turns)
        front = fronts[number]
        while front and front[0][1] not in free:
            heapq.heappop(front)
        if front:
            _, tile = heapq.heappop(front)
            free.remove(tile)
            sets[number].append(tile)
            look_around(number, tile)
            heapq.heappush(turns, (len(sets[number]) / needs[number], number))
    return [sorted(own) for own in sets]
