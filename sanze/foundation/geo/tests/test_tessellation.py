"""Made-up geography: exact partitions, the same for the same seed."""

import time
from itertools import pairwise

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from sanze.foundation.geo.boundaries import Boundary
from sanze.foundation.geo.coverage import check
from sanze.foundation.geo.distance import area_m2
from sanze.foundation.geo.tessellation import scatter, tessellate

CENTRE = (111.78, 37.14)
COUNTS = st.lists(st.lists(st.integers(1, 4), min_size=1, max_size=3), min_size=1, max_size=3)


def regions(region):
    yield region
    for part in region.parts:
        yield from regions(part)


def edges(geometry):
    places = shapely.get_coordinates(geometry.exterior).tolist()
    return {frozenset(map(tuple, pair)) for pair in pairwise(places)}


def assert_exact_partition(region):
    """No gap and no overlap, to the last digit: inner edges belong to two parts, the others to the whole."""
    shapes = [part.geometry for part in region.parts]
    assert (
        check(
            [Boundary(str(n), str(n), shape) for n, shape in enumerate(shapes)], Boundary("全", "", region.geometry), 0
        )
        == []
    )
    outline, seen = edges(region.geometry), {}
    for shape in shapes:
        assert shape.is_valid
        for edge in edges(shape):
            seen[edge] = seen.get(edge, 0) + 1
    assert {edge for edge, times in seen.items() if times == 1} == outline
    assert set(seen.values()) <= {1, 2}


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**9), COUNTS, st.sampled_from([0.5, 30.0, 2000.0]))
def test_every_level_is_an_exact_partition_of_the_one_above(seed, counts, area_km2):
    county = tessellate(seed, counts, centre=CENTRE, area_km2=area_km2)

    assert [[len(village.parts) for village in town.parts] for town in county.parts] == counts
    for region in regions(county):
        if region.parts:
            assert_exact_partition(region)


def test_one_seed_gives_the_same_geography_and_another_another():
    first, again, other = (tessellate(seed, [[3, 2], [4]], centre=CENTRE, area_km2=50) for seed in (5, 5, 6))

    assert first == again
    assert shapely.to_wkb(first.geometry) != shapely.to_wkb(other.geometry)


def test_the_area_is_about_the_wanted_one_and_is_shared_by_leaves():
    county = tessellate(11, [[10] * 6, [10] * 2], centre=CENTRE, area_km2=300)
    large, small = (area_m2(town.geometry) for town in county.parts)

    assert area_m2(county.geometry) == pytest.approx(300e6, rel=0.05)
    assert large / small == pytest.approx(3, rel=0.15)


def test_places_are_rounded_to_six_decimals():
    county = tessellate(2, [[3], [2]], centre=CENTRE, area_km2=20)
    places = shapely.get_coordinates([region.geometry for region in regions(county)])

    assert (places == places.round(6)).all()


def test_a_county_of_400_villages_and_4000_cells_takes_less_than_20_seconds():
    start = time.process_time()
    county = tessellate(1, [[10] * 25] * 16, centre=CENTRE, area_km2=945)
    seconds = time.process_time() - start

    cells = [cell for town in county.parts for village in town.parts for cell in village.parts]
    assert len(cells) == 4000
    boundaries = [Boundary(str(n), str(n), cell.geometry) for n, cell in enumerate(cells)]
    assert check(boundaries, Boundary("县", "", county.geometry), 0) == []
    assert seconds < 20


@pytest.mark.parametrize("counts", [0, [], [[]], [[3, 0]]])
def test_a_part_without_leaves_is_refused(counts):
    with pytest.raises(ValueError, match="at least one leaf"):
        tessellate(1, counts, centre=CENTRE, area_km2=10)


def test_scattered_places_lie_within_and_repeat_with_the_seed():
    shape = tessellate(8, 1, centre=CENTRE, area_km2=5).geometry
    places = scatter(4, shape, 300)

    assert len(set(places)) == 300
    assert shapely.contains_xy(shape, places).all()
    assert places == scatter(4, shape, 300)
    assert places != scatter(5, shape, 300)
    assert scatter(4, shape, 0) == []
