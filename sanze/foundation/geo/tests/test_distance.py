"""Distances, areas and the coordinates of Chinese map kits, against published figures."""

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from sanze.foundation.geo.distance import (
    area_m2,
    distance_m,
    gcj02_to_wgs84,
    metres_per_degree,
    wgs84_to_gcj02,
)

PLACES_IN_CHINA = st.tuples(st.floats(73.0, 135.0), st.floats(3.0, 54.0))


@pytest.mark.parametrize(
    ("lat", "east_m", "north_m"), [(0, 111_319.5, 110_574.3), (30, 96_486.3, 110_852.4), (45, 78_846.8, 111_131.7)]
)
def test_a_degree_is_as_long_as_the_tables_of_wgs84_say(lat, east_m, north_m):
    assert metres_per_degree(lat) == pytest.approx((east_m, north_m), abs=0.1)


def test_a_degree_along_the_equator_is_the_sphere_s_circumference_by_360():
    assert distance_m((100, 0), (101, 0)) == pytest.approx(111_195.08, abs=0.01)
    assert distance_m((100, 0), (280, 0)) == pytest.approx(20_015_114.4, abs=0.1)


def test_beijing_is_1067_kilometres_from_shanghai():
    assert distance_m((116.4074, 39.9042), (121.4737, 31.2304)) == pytest.approx(1_067_300, abs=1500)


@settings(deadline=None)
@given(PLACES_IN_CHINA, PLACES_IN_CHINA, PLACES_IN_CHINA)
def test_distance_is_symmetric_and_never_longer_by_a_direct_way(a, b, c):
    assert distance_m(a, b) == pytest.approx(distance_m(b, a))
    assert distance_m(a, c) <= distance_m(a, b) + distance_m(b, c) + 1e-6


def test_an_area_on_the_ground_is_its_sides_multiplied():
    east_m, north_m = metres_per_degree(37.005)
    square = shapely.box(111.0, 37.0, 111.02, 37.01)

    assert area_m2(square) == pytest.approx(0.02 * east_m * 0.01 * north_m)
    assert area_m2(shapely.MultiPolygon([square, shapely.box(111.1, 37.0, 111.12, 37.01)])) == pytest.approx(
        2 * area_m2(square)
    )
    assert area_m2(shapely.Polygon()) == 0


@pytest.mark.parametrize(
    ("lat", "lon", "shifted_lat", "shifted_lon"),
    [
        (31.1774276, 121.5272106, 31.17530398364597, 121.531541859215),
        (22.543847, 113.912316, 22.540796131694766, 113.9171764808363),
        (39.911954, 116.377817, 39.91334545536069, 116.38404722455657),
    ],
)
def test_gcj02_agrees_with_the_places_everybody_tests_with(lat, lon, shifted_lat, shifted_lon):
    assert wgs84_to_gcj02(lon, lat) == pytest.approx((shifted_lon, shifted_lat), abs=1e-9)
    assert gcj02_to_wgs84(shifted_lon, shifted_lat) == pytest.approx((lon, lat), abs=1e-8)


@settings(deadline=None)
@given(PLACES_IN_CHINA)
def test_gcj02_there_and_back_is_the_same_place_to_a_centimetre(place):
    assert distance_m(gcj02_to_wgs84(*wgs84_to_gcj02(*place)), place) < 0.01


def test_outside_china_nothing_is_shifted():
    assert wgs84_to_gcj02(2.35, 48.85) == (2.35, 48.85)
    assert gcj02_to_wgs84(2.35, 48.85) == (2.35, 48.85)
