"""Shapes alone and together: each fault has its kind, its names, its place and its size."""

import time

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon, box

from sanze.foundation.geo import coverage
from sanze.foundation.geo.boundaries import Boundary, ProblemKind
from sanze.foundation.geo.coverage import check
from sanze.foundation.geo.distance import area_m2
from sanze.foundation.geo.tessellation import tessellate

WEST = Boundary("西村", "1", box(111.00, 37.0, 111.01, 37.01))
EAST = Boundary("东村", "2", box(111.01, 37.0, 111.02, 37.01))
TOWN = Boundary("镇", "", box(111.00, 37.0, 111.02, 37.01))

REGION = tessellate(12, [[6, 5], [7]], centre=(111.8, 37.1), area_km2=60)
CELLS = [
    Boundary(f"单元{number}", str(number), cell.geometry)
    for number, cell in enumerate(cell for town in REGION.parts for village in town.parts for cell in village.parts)
]
WHOLE = Boundary("县", "", REGION.geometry)


def only_problem(problems):
    (problem,) = problems
    assert problem.sentence.endswith("。")
    assert not problem.harmless
    return problem


def within(problem, geometry):
    return geometry.covers(shapely.Point(problem.place))


def test_two_villages_that_make_up_the_town_have_no_problem():
    assert check([WEST, EAST], TOWN) == []
    assert check([WEST, EAST]) == []


def test_an_overlap_names_both_its_size_and_its_place():
    wide = Boundary("西村", "1", box(111.00, 37.0, 111.012, 37.01))
    common = box(111.01, 37.0, 111.012, 37.01)

    problem = only_problem(check([wide, EAST], TOWN))

    assert (problem.kind, problem.names) == (ProblemKind.OVERLAP, ("西村", "东村"))
    assert problem.area_m2 == pytest.approx(area_m2(common))
    assert within(problem, common)
    assert f"重叠{area_m2(common) / 10_000:.2f}公顷，位置：东经111.01100°、北纬37.005" in problem.sentence


def test_a_gap_in_the_parent_names_its_neighbours_size_and_place():
    narrow = Boundary("西村", "1", box(111.00, 37.0, 111.008, 37.01))
    missing = box(111.008, 37.0, 111.01, 37.01)

    problem = only_problem(check([narrow, EAST], TOWN))

    assert (problem.kind, problem.names) == (ProblemKind.GAP, ("西村", "东村"))
    assert problem.area_m2 == pytest.approx(area_m2(missing))
    assert within(problem, missing)
    assert problem.sentence.startswith("“镇”内有空隙")
    assert "相邻：“西村”、“东村”" in problem.sentence


def test_nothing_at_all_leaves_the_whole_parent_as_a_gap():
    problem = only_problem(check([], TOWN))

    assert (problem.kind, problem.names) == (ProblemKind.GAP, ())
    assert problem.area_m2 == pytest.approx(area_m2(TOWN.geometry))
    assert check([]) == []


def test_gaps_come_the_largest_first():
    parts = [Boundary("中", "1", box(111.002, 37.0, 111.015, 37.01))]

    sizes = [problem.area_m2 for problem in check(parts, TOWN)]

    assert len(sizes) == 2
    assert sizes == sorted(sizes, reverse=True)


def test_a_gap_enclosed_by_several_is_found_without_a_parent():
    courtyard = box(111.004, 37.004, 111.006, 37.006)
    halves = [
        Boundary("西", "1", box(111.00, 37.0, 111.005, 37.01).difference(courtyard)),
        Boundary("东", "2", box(111.005, 37.0, 111.01, 37.01).difference(courtyard)),
    ]

    problem = only_problem(check(halves))

    assert (problem.kind, problem.names) == (ProblemKind.GAP, ("西", "东"))
    assert problem.area_m2 == pytest.approx(area_m2(courtyard))


@pytest.mark.parametrize("parent", [None, Boundary("镇", "", WEST.geometry)])
def test_a_hole_that_nobody_fills_is_a_hole_of_its_owner(parent):
    courtyard = box(111.004, 37.004, 111.006, 37.006)
    ring = Boundary("西村", "1", WEST.geometry.difference(courtyard))

    problem = only_problem(check([ring], parent))

    assert (problem.kind, problem.names) == (ProblemKind.HOLE, ("西村",))
    assert within(problem, courtyard)
    assert check([ring, Boundary("矿区", "3", courtyard)], parent) == []


def test_a_hole_that_the_parent_has_as_well_is_no_problem():
    ring = WEST.geometry.difference(box(111.004, 37.004, 111.006, 37.006))

    assert check([Boundary("西村", "1", ring)], Boundary("镇", "", ring)) == []


def test_what_reaches_outside_the_parent_is_named_with_its_size():
    wide = Boundary("东村", "2", box(111.01, 37.0, 111.023, 37.01))
    excess = box(111.02, 37.0, 111.023, 37.01)

    problem = only_problem(check([WEST, wide], TOWN))

    assert (problem.kind, problem.names) == (ProblemKind.OUTSIDE_PARENT, ("东村", "镇"))
    assert problem.area_m2 == pytest.approx(area_m2(excess))
    assert within(problem, excess)


def test_a_shape_that_crosses_itself_is_named_with_the_crossing():
    bow_tie = Polygon([(111.0, 37.0), (111.01, 37.01), (111.01, 37.0), (111.0, 37.01)])

    problem = only_problem(check([Boundary("西村", "1", bow_tie)]))

    assert (problem.kind, problem.names) == (ProblemKind.SELF_CROSSING, ("西村",))
    assert problem.place == pytest.approx((111.005, 37.005))
    assert "界线自相交，位置：东经111.00500°、北纬37.00500°" in problem.sentence


def test_every_crossing_part_of_a_shape_is_named():
    bow_tie = [(111.0, 37.0), (111.01, 37.01), (111.01, 37.0), (111.0, 37.01)]
    shape = MultiPolygon([Polygon([(lon + shift, lat) for lon, lat in bow_tie]) for shift in (0, 0.1)])

    problems = check([Boundary("西村", "1", shape)])

    assert [problem.place for problem in problems] == [
        pytest.approx((111.005, 37.005)),
        pytest.approx((111.105, 37.005)),
    ]


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        (Polygon(WEST.geometry.exterior, [box(111.1, 37.0, 111.2, 37.1).exterior]), "空洞在界线之外"),
        (MultiPolygon([WEST.geometry, box(111.002, 37.002, 111.004, 37.004)]), "各部分互相套叠"),
        (MultiPolygon([WEST.geometry, box(111.005, 37.0, 111.02, 37.01)]), "界线自相交"),
    ],
)
def test_other_broken_shapes_are_told_in_words(shape, words):
    problems = check([Boundary("西村", "1", shape)])

    assert problems[0].kind == ProblemKind.SELF_CROSSING
    assert words in problems[0].sentence
    assert problems[0].place is not None


def test_around_a_broken_shape_nothing_is_guessed_but_the_others_are_judged():
    spike = Polygon([(111.0, 37.0), (111.012, 37.0), (111.0, 37.01), (111.012, 37.01)])
    town = Boundary("镇", "", box(111.00, 37.0, 111.03, 37.01))
    far = Boundary("远村", "3", box(111.025, 37.0, 111.03, 37.01))

    problems = check([Boundary("西村", "1", spike), EAST, far], town)

    assert [(problem.kind, problem.names) for problem in problems] == [
        (ProblemKind.SELF_CROSSING, ("西村",)),
        (ProblemKind.GAP, ("东村", "远村")),
    ]


@pytest.mark.parametrize(
    "shape",
    [
        Polygon([(111.0, 37.0), (111.01, 37.01), (111.02, 37.02)]),
        Polygon([(111.0, 37.0), (111.01, 37.0), (111.005, 37.0)]),
        Polygon([(111.0, 37.0), (111.000001, 37.0), (111.0, 37.000001)]),
    ],
)
def test_a_shape_without_area_is_named(shape):
    problem = only_problem(check([Boundary("线村", "1", shape)]))

    assert (problem.kind, problem.names) == (ProblemKind.ZERO_AREA, ("线村",))
    assert problem.place == (111.0, 37.0)


def test_a_code_given_twice_is_named_with_both_owners():
    problem = only_problem(check([WEST, Boundary("东村", "1", EAST.geometry)], TOWN))

    assert (problem.kind, problem.names) == (ProblemKind.DUPLICATE_CODE, ("西村", "东村"))
    assert problem.sentence == "编码1重复：“西村”、“东村”。"


def test_empty_codes_are_not_duplicates():
    assert check([Boundary("西村", "", WEST.geometry), Boundary("东村", "", EAST.geometry)], TOWN) == []


def test_a_broken_parent_is_named_and_not_compared():
    bow_tie = Polygon([(111.0, 37.0), (111.02, 37.01), (111.02, 37.0), (111.0, 37.01)])

    problem = only_problem(check([WEST], Boundary("镇", "", bow_tie)))

    assert (problem.kind, problem.names) == (ProblemKind.SELF_CROSSING, ("镇",))


def test_slivers_are_ignored_by_size_and_by_width():
    small = Boundary("西村", "1", box(111.0, 37.0, 111.01, 37.01).difference(box(111.0, 37.0, 111.00005, 37.00005)))
    thin = Boundary("西村", "1", box(111.0, 37.0, 111.009998, 37.01))

    assert check([small, EAST], TOWN) == []
    assert [problem.kind for problem in check([small, EAST], TOWN, tolerance_m2=10)] == [ProblemKind.GAP]
    assert 195 < area_m2(TOWN.geometry.difference(shapely.union(thin.geometry, EAST.geometry))) < 200
    assert check([thin, EAST], TOWN) == []


def test_too_many_problems_end_in_a_summary(monkeypatch):
    monkeypatch.setattr(coverage, "MAX_PROBLEMS", 3)
    same = [Boundary(f"村{number}", "", WEST.geometry) for number in range(9)]

    problems = check(same)

    assert [problem.kind for problem in problems] == [ProblemKind.OVERLAP] * 3 + [ProblemKind.TOO_MANY]
    assert "“重叠”超过3处" in problems[-1].sentence


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(range(len(CELLS))))
def test_a_cell_taken_away_is_found_and_one_put_in_twice_as_well(number):
    without = CELLS[:number] + CELLS[number + 1 :]
    size = area_m2(CELLS[number].geometry)

    gap = only_problem(check(without, WHOLE))
    assert gap.area_m2 == pytest.approx(size, rel=1e-6)
    assert within(gap, CELLS[number].geometry)

    again = Boundary("再来", "x", CELLS[number].geometry)
    overlap = only_problem(check([*CELLS, again], WHOLE))
    assert overlap.area_m2 == pytest.approx(size, rel=1e-6)
    assert overlap.names == (CELLS[number].name, "再来")


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(range(len(CELLS))), st.floats(-0.002, 0.002), st.floats(-0.002, 0.002))
def test_a_cell_moved_makes_gaps_and_overlaps_of_the_areas_it_left_and_took(number, east, north):
    cell = CELLS[number].geometry
    moved = shapely.transform(cell, lambda places: places + np.array([east, north]))
    cells = [*CELLS[:number], Boundary("移", "", moved), *CELLS[number + 1 :]]
    others = shapely.union_all([of.geometry for of in cells if of.name != "移"])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(coverage, "SLIVER_WIDTH_M", 0)
        problems = check(cells, WHOLE, tolerance_m2=0)

    def total(*kinds):
        return sum(problem.area_m2 for problem in problems if problem.kind in kinds)

    left, taken, out = cell.difference(moved), moved.intersection(others), moved.difference(WHOLE.geometry)
    assert total(ProblemKind.GAP, ProblemKind.HOLE) == pytest.approx(area_m2(left), rel=1e-4, abs=1)
    assert total(ProblemKind.OVERLAP) == pytest.approx(area_m2(taken), rel=1e-4, abs=1)
    assert total(ProblemKind.OUTSIDE_PARENT) == pytest.approx(area_m2(out), rel=1e-4, abs=1)


RINGS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=3, max_size=9)
SCRIBBLES = st.lists(
    RINGS.map(lambda ring: Polygon([(111 + x / 100, 37 + y / 100) for x, y in ring])), min_size=1, max_size=3
).map(lambda parts: parts[0] if len(parts) == 1 else MultiPolygon(parts))


@settings(deadline=None)
@given(st.lists(SCRIBBLES, max_size=4), st.one_of(st.none(), SCRIBBLES))
def test_whatever_is_scribbled_gives_sentences_that_say_where(shapes, parent):
    boundaries = [Boundary(f"村{number}", "", shape) for number, shape in enumerate(shapes)]

    problems = check(boundaries, parent and Boundary("镇", "", parent), tolerance_m2=0)

    for problem in problems:
        assert problem.sentence.endswith("。")
        assert 110.99 < problem.place[0] < 111.05
        assert 36.99 < problem.place[1] < 37.05
    named = {name for problem in problems for name in problem.names}
    assert {of.name for of in boundaries if not of.geometry.is_valid} <= named


def test_ten_thousand_identical_shapes_are_refused_quickly():
    start = time.process_time()

    problems = check([Boundary(f"村{number}", "", WEST.geometry) for number in range(10_000)])

    assert problems[-1].kind == ProblemKind.TOO_MANY
    assert time.process_time() - start < 10


def test_a_tangle_of_a_hundred_thousand_points_is_refused_quickly():
    tangle = Polygon(np.random.default_rng(1).uniform((111, 37), (112, 38), (100_000, 2)))
    start = time.process_time()

    problem = only_problem(check([Boundary("乱", "1", tangle)]))

    assert problem.kind == ProblemKind.SELF_CROSSING
    assert time.process_time() - start < 5
