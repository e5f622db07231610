"""Point → area: the same answer as asking every area in turn."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from sanze.foundation.geo.distance import metres_per_degree
from sanze.foundation.geo.index import CHUNK, CellIndex
from sanze.foundation.geo.tessellation import tessellate

REGION = tessellate(3, [[4, 3], [5]], centre=(111.8, 37.1), area_km2=40)
CELLS = [cell.geometry for town in REGION.parts for village in town.parts for cell in village.parts]
# Codes against the order of the shapes, so that "the lowest code" is not "the first shape".
AREAS = [(f"{90 - number}", cell) for number, cell in enumerate(CELLS)]
INDEX = CellIndex(AREAS)
CORNERS = shapely.get_coordinates(CELLS).tolist()

WEST, SOUTH, EAST, NORTH = REGION.geometry.bounds
ANYWHERE = st.tuples(st.floats(WEST - 0.01, EAST + 0.01), st.floats(SOUTH - 0.01, NORTH + 0.01))
PLACES = st.one_of(ANYWHERE, st.sampled_from(CORNERS).map(tuple))


def covering(place):
    return sorted(code for code, shape in AREAS if shape.covers(shapely.Point(place)))


@settings(deadline=None)
@given(PLACES)
def test_a_place_is_found_where_asking_every_area_finds_it(place):
    codes = covering(place)

    assert INDEX.touching(*place) == codes
    assert INDEX.find(*place) == (codes[0] if codes else None)


@settings(deadline=None)
@given(st.lists(PLACES, max_size=40))
def test_many_places_at_once_are_found_as_one_by_one(places):
    assert INDEX.find_many(np.array(places)).tolist() == [INDEX.find(*place) for place in places]


@settings(deadline=None)
@given(ANYWHERE)
def test_the_nearest_area_is_as_near_as_the_nearest_of_all(place):
    scale = np.array(metres_per_degree((SOUTH + NORTH) / 2))
    ground = {code: shapely.transform(shape, lambda at: at * scale) for code, shape in AREAS}
    here = shapely.Point(place[0] * scale[0], place[1] * scale[1])
    least = min(shape.distance(here) for shape in ground.values())

    code, metres = INDEX.nearest(*place)

    assert metres == pytest.approx(least, rel=0.01, abs=0.5)
    assert ground[code].distance(here) == pytest.approx(least, abs=0.5)


def test_a_place_on_a_line_belongs_to_the_lowest_code():
    index = CellIndex([("20", shapely.box(111, 37, 112, 38)), ("10", shapely.box(112, 37, 113, 38))])

    assert index.find(112, 37.5) == "10"
    assert index.touching(112, 37.5) == ["10", "20"]
    assert index.find_many([[112, 37.5], [111.5, 37.5], [114, 37.5]]).tolist() == ["10", "20", None]


def test_an_area_of_several_parts_with_a_hole_is_found_in_its_parts_only():
    ring = shapely.box(111, 37, 112, 38).difference(shapely.box(111.4, 37.4, 111.6, 37.6))
    index = CellIndex([("1", shapely.MultiPolygon([ring, shapely.box(113, 37, 114, 38)]))])

    assert index.find_many([[111.1, 37.1], [111.5, 37.5], [113.5, 37.5]]).tolist() == ["1", None, "1"]
    assert index.touching(111.4, 37.5) == ["1"]


def test_one_code_may_carry_several_shapes():
    index = CellIndex([("1", shapely.box(111, 37, 112, 38)), ("1", shapely.box(112, 37, 113, 38))])

    assert index.touching(112, 37.5) == ["1"]
    assert index.find(112.5, 37.5) == "1"


def test_nearest_measures_on_the_ground_and_keeps_to_its_limit():
    index = CellIndex([("1", shapely.box(111, 37, 111.1, 37.1)), ("2", shapely.box(111.3, 37, 111.4, 37.1))])

    code, metres = index.nearest(111.11, 37.05)
    assert (code, metres) == ("1", pytest.approx(0.01 * 111_195 * math.cos(math.radians(37.05)), rel=1e-3))
    assert index.nearest(111.35, 37.05) == ("2", 0.0)
    assert index.nearest(111.11, 37.05, within_m=800) is None
    assert index.nearest(111.2, 37.05)[0] == "1"


def test_a_place_that_is_no_number_lies_nowhere():
    assert INDEX.find(math.nan, 37.1) is None
    assert INDEX.find(math.inf, 37.1) is None
    assert INDEX.nearest(math.nan, 37.1) is None
    assert INDEX.find_many([[math.nan, 37.1], [math.inf, -math.inf]]).tolist() == [None, None]


def test_an_index_of_nothing_finds_nothing():
    index = CellIndex([("1", shapely.Polygon())])

    assert len(index) == 0
    assert (index.find(111, 37), index.touching(111, 37), index.nearest(111, 37)) == (None, [], None)
    assert index.find_many([[111, 37]]).tolist() == [None]
    assert index.find_many(np.empty((0, 2))).tolist() == []


def test_more_places_than_one_step_takes_are_all_found():
    inside = CELLS[0].representative_point()
    places = np.tile([inside.x, inside.y], (CHUNK + 3, 1))

    assert (INDEX.find_many(places) == "90").sum() == CHUNK + 3
