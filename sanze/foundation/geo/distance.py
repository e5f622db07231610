"""Distances and areas on the ground, and the coordinates that phones in China give.

A place is (lon, lat) in degrees, longitude first, CGCS2000 or WGS 84 (they differ by less than a decimetre).
"""

import math

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

Place = tuple[float, float]

MEAN_RADIUS_M = 6_371_008.8

# WGS 84: equatorial radius and first eccentricity squared.
EQUATOR_M = 6_378_137.0
ECCENTRICITY2 = 0.006_694_379_990_14

# GCJ-02 is computed on the ellipsoid of Krasovsky, 1940, within this rectangle only.
KRASOVSKY_M = 6_378_245.0
KRASOVSKY_ECCENTRICITY2 = 0.006_693_421_622_965_943
GCJ_WEST, GCJ_SOUTH, GCJ_EAST, GCJ_NORTH = 72.004, 0.8293, 137.8347, 55.8271


def distance_m(one: Place, other: Place) -> float:
    """Great-circle distance in metres on a sphere (haversine); off by at most 0.6 % from the ellipsoid's."""
    lon, lat, other_lon, other_lat = map(math.radians, (*one, *other))
    across = math.cos(lat) * math.cos(other_lat) * math.sin((other_lon - lon) / 2) ** 2
    chord2 = math.sin((other_lat - lat) / 2) ** 2 + across
    return 2 * MEAN_RADIUS_M * math.asin(math.sqrt(min(1.0, chord2)))


def metres_per_degree(lat: float) -> tuple[float, float]:
    """Length in metres of one degree of longitude and of one degree of latitude at a latitude."""
    flat = 1 - ECCENTRICITY2 * math.sin(math.radians(lat)) ** 2
    along_parallel = EQUATOR_M / math.sqrt(flat) * math.cos(math.radians(lat))
    along_meridian = EQUATOR_M * (1 - ECCENTRICITY2) / flat**1.5
    return along_parallel * math.pi / 180, along_meridian * math.pi / 180


def in_metres(geometry: BaseGeometry) -> BaseGeometry:
    """The shape in metres east and north of its middle (local equirectangular); good to county size."""
    if geometry.is_empty:
        return geometry
    west, south, east, north = geometry.bounds
    middle = np.array([(west + east) / 2, (south + north) / 2])
    scale = np.array(metres_per_degree(middle[1]))
    return shapely.transform(geometry, lambda places: (places - middle) * scale)


def area_m2(geometry: BaseGeometry) -> float:
    """Area on the ground in square metres; within 0.1 % up to county size."""
    return in_metres(geometry).area


def wgs84_to_gcj02(lon: float, lat: float) -> Place:
    """The place as Chinese street maps draw it (GCJ-02), some hundred metres off; the same outside China."""
    if not (GCJ_WEST <= lon <= GCJ_EAST and GCJ_SOUTH <= lat <= GCJ_NORTH):
        return lon, lat
    east_m, north_m = _gcj_shift_m(lon - 105, lat - 35)
    flat = 1 - KRASOVSKY_ECCENTRICITY2 * math.sin(math.radians(lat)) ** 2
    parallel_m = KRASOVSKY_M / math.sqrt(flat) * math.cos(math.radians(lat))
    meridian_m = KRASOVSKY_M * (1 - KRASOVSKY_ECCENTRICITY2) / flat**1.5
    return lon + math.degrees(east_m / parallel_m), lat + math.degrees(north_m / meridian_m)


def gcj02_to_wgs84(lon: float, lat: float) -> Place:
    """The true place of coordinates that a map or a phone's map kit gave in GCJ-02; good to a centimetre."""
    true_lon, true_lat = lon, lat
    for _ in range(8):
        shifted_lon, shifted_lat = wgs84_to_gcj02(true_lon, true_lat)
        true_lon, true_lat = true_lon + lon - shifted_lon, true_lat + lat - shifted_lat
        if abs(shifted_lon - lon) < 1e-9 and abs(shifted_lat - lat) < 1e-9:
            break
    return true_lon, true_lat


def _gcj_shift_m(x: float, y: float) -> tuple[float, float]:
    """Shift east and north in metres, x and y in degrees from 105° E, 35° N. The published approximation."""
    common = 20 * _sine(6 * x) + 20 * _sine(2 * x)
    waves_east = common + 20 * _sine(x) + 40 * _sine(x / 3) + 150 * _sine(x / 12) + 300 * _sine(x / 30)
    waves_north = common + 20 * _sine(y) + 40 * _sine(y / 3) + 160 * _sine(y / 12) + 320 * _sine(y / 30)
    root = math.sqrt(abs(x))
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + waves_east * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + waves_north * 2 / 3
    return east, north


def _sine(half_turns: float) -> float:
    return math.sin(half_turns * math.pi)
