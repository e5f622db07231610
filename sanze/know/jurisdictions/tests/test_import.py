"""Boundaries from a file: what is planned, what is refused with its place, and that a refusal leaves nothing behind."""

import json

import pytest

from sanze.foundation.acts.models import Act
from sanze.foundation.acts.refusal import NotGranted, OutOfScope
from sanze.foundation.acts.verify import faults
from sanze.foundation.pages.timeline import steps_of
from sanze.foundation.scope.actor import INSTALLER
from sanze.know.jurisdictions import commands
from sanze.know.jurisdictions.intake import plan_cells
from sanze.know.jurisdictions.models import Area, Level
from sanze.know.jurisdictions.tests import factories as make
from sanze.know.jurisdictions.tests.factories import (
    BEGIN,
    COUNTY,
    EAST,
    EAST_VILLAGE,
    WEST,
    WEST_VILLAGE,
    area,
    collection,
    feature,
    square,
)

# The east village is four quarters wide and two high.
LEFT, RIGHT = square(4, 0, 2, 2), square(6, 0, 2, 2)
BOTH = collection(feature(LEFT, "甲网格"), feature(RIGHT, "乙网格"))


def refused(refusal, call, *args, **facts):
    """The call is refused, and nothing is left of it. Returns the sentence."""
    before = Act.objects.count(), list(Area.objects.order_by("pk").values_list())
    with pytest.raises(refusal) as caught:
        call(*args, **facts)
    assert before == (Act.objects.count(), list(Area.objects.order_by("pk").values_list()))
    return str(caught.value)


def cells() -> dict[str, str]:
    return dict(Area.objects.filter(level=Level.CELL).order_by("code").values_list("code", "name"))


def test_cells_without_codes_are_numbered_in_the_village_they_lie_in(land, committee):
    commands.import_cells(committee, area(EAST), geojson=BOTH)

    assert cells() == {EAST_VILLAGE + "001": "甲网格", EAST_VILLAGE + "002": "乙网格"}
    cell = area(EAST_VILLAGE + "001")
    assert (cell.parent.code, cell.boundary, cell.source) == (EAST_VILLAGE, LEFT, "安委办科员 冯涛 导入")
    assert steps_of(cell)[0]["act"].facts["batch"] == "新增2个，重划0个"
    assert list(faults()) == []


def test_who_may_not_or_does_not_see_the_area_imports_nothing(land, committee, powerless, west):
    for call in (commands.import_cells, commands.import_boundaries):
        refused(NotGranted, call, powerless, area(EAST), geojson=BOTH)
        refused(OutOfScope, call, west, area(EAST), geojson=BOTH)
    refused(commands.WrongPlace, commands.import_cells, committee, area(COUNTY), geojson=BOTH)
    refused(commands.WrongPlace, commands.import_boundaries, committee, area(EAST_VILLAGE), geojson=BOTH)


def test_a_cell_of_a_known_code_or_name_is_redrawn_and_not_doubled(land, committee):
    commands.import_cells(committee, area(EAST), geojson=BOTH)
    narrow, wide = square(4, 0, 1, 2), square(5, 0, 3, 2)
    again = collection(feature(narrow, "甲网格"), feature(wide, "改了名", EAST_VILLAGE + "002"))

    commands.import_cells(committee, area(EAST_VILLAGE), geojson=again)

    assert cells() == {EAST_VILLAGE + "001": "甲网格", EAST_VILLAGE + "002": "乙网格"}
    assert area(EAST_VILLAGE + "001").boundary == narrow
    assert area(EAST_VILLAGE + "002").boundary == wide


def test_numbers_of_the_file_are_not_given_to_cells_without_one(land, committee):
    mixed = collection(feature(LEFT), feature(RIGHT, "乙网格", EAST_VILLAGE + "001"))

    commands.import_cells(committee, area(EAST_VILLAGE), geojson=mixed)

    assert cells() == {EAST_VILLAGE + "001": "乙网格", EAST_VILLAGE + "002": "桥头村第2网格"}


def test_land_without_a_cell_is_told_and_left_only_when_accepted(land, committee):
    half = collection(feature(LEFT, "甲网格"))
    told = refused(commands.BadBoundary, commands.import_cells, committee, area(EAST_VILLAGE), geojson=half)
    assert "空隙" in told
    assert "东经" in told

    commands.import_cells(committee, area(EAST_VILLAGE), geojson=half, accept_gaps=True)

    assert cells() == {EAST_VILLAGE + "001": "甲网格"}


def test_swapped_coordinates_are_told_and_read_when_said_so(land, committee):
    document = json.loads(BOTH)
    for each in document["features"]:
        each["geometry"]["coordinates"] = [[[lat, lon] for lon, lat in each["geometry"]["coordinates"][0]]]
    swapped = json.dumps(document)
    told = refused(commands.BadBoundary, commands.import_cells, committee, area(EAST), geojson=swapped)
    assert "交换经纬度" in told

    commands.import_cells(committee, area(EAST), geojson=swapped, swap=True)

    assert area(EAST_VILLAGE + "001").boundary == LEFT


BOW_TIE = {
    "type": "Polygon",
    "coordinates": [[[111.04, 37], [111.05, 37.01], [111.05, 37], [111.04, 37.01], [111.04, 37]]],
}


@pytest.mark.parametrize(
    ("features", "word"),
    [
        ([feature(square(4, 0, 3, 2), "甲"), feature(RIGHT, "乙")], "“甲”与“乙”重叠"),
        ([feature(square(3, 0, 3, 2), "甲"), feature(RIGHT, "乙")], "“甲”超出“桥头村”"),
        ([feature(BOW_TIE, "甲"), feature(RIGHT, "乙")], "“甲”的界线自相交"),
        ([feature(LEFT, "甲", EAST_VILLAGE + "001"), feature(RIGHT, "乙", EAST_VILLAGE + "001")], "不止一次"),
        ([feature(LEFT, "甲", WEST_VILLAGE + "001"), feature(RIGHT, "乙")], "不属于“东镇”"),
        ([feature(square(4, 2, 2, 2), "甲"), feature(RIGHT, "乙")], "无法判断属于哪个村"),
    ],
    ids=["overlap", "outside", "crossing", "same code", "foreign code", "no village"],
)
def test_every_fault_is_told_with_its_place_and_nothing_is_written(land, committee, features, word):
    told = refused(commands.BadBoundary, commands.import_cells, committee, area(EAST), geojson=collection(*features))

    assert word in told


def test_an_overlap_with_a_cell_already_there_is_told(land, committee):
    make.add_cell(EAST_VILLAGE + "001", "旧网格", square(4, 0, 3, 2))

    told = refused(
        commands.BadBoundary,
        commands.import_cells,
        committee,
        area(EAST),
        geojson=collection(feature(RIGHT, "乙网格")),
        accept_gaps=True,
    )

    assert "“乙网格”与“旧网格”重叠" in told


def test_an_overlap_across_villages_that_are_not_drawn_is_told(county, committee):
    commands.add(INSTALLER, area(EAST), code=EAST + "202", name="上庄村", on=BEGIN)
    make.add_cell(EAST + "202001", "上庄一", square(5, 0, 3, 2))
    file = collection(feature(LEFT, "甲网格", EAST_VILLAGE + "001"))

    told = refused(commands.BadBoundary, commands.import_cells, committee, area(EAST_VILLAGE), geojson=file)

    assert "“甲网格”与“上庄一”重叠" in told


def test_cells_of_a_village_without_boundary_stay_within_the_township(land, committee):
    commands.add(INSTALLER, area(EAST), code=EAST + "202", name="上庄村", on=BEGIN)
    file = collection(feature(square(3, 2, 3, 2), "甲网格"))

    told = refused(commands.BadBoundary, commands.import_cells, committee, area(EAST + "202"), geojson=file)

    assert "“甲网格”超出“东镇”" in told


def test_a_code_of_a_closed_cell_is_not_used_again(land, committee):
    make.add_cell(EAST_VILLAGE + "001", "旧网格")
    make.add_cell(EAST_VILLAGE + "002", "大网格")
    facts = {"paper": "撤并通知", "on": BEGIN}
    commands.merge(committee, area(EAST_VILLAGE + "001"), into_code=EAST_VILLAGE + "002", **facts)
    again = collection(feature(LEFT, "旧网格", EAST_VILLAGE + "001"))

    assert "已撤并" in refused(commands.BadBoundary, commands.import_cells, committee, area(EAST), geojson=again)
    fresh = plan_cells(area(EAST), collection(feature(LEFT, "旧网格"))).new[0]
    assert fresh.area.code == EAST_VILLAGE + "003"


@pytest.mark.parametrize(
    "hostile",
    [
        "",
        "null",
        "[" * 100_000,
        '{"type":"FeatureCollection","features":[]}',
        '{"type":"FeatureCollection","features":[null,1,{"geometry":7}]}',
        '{"type":"FeatureCollection","features":{"a":1}}',
        collection(feature({"type": "Polygon", "coordinates": [[[1e309, 0], [0, 1], [1, 1], [1e309, 0]]]}, "甲")),
        collection(feature({"type": "Polygon", "coordinates": [[["=1+1", 2], [3, 4], [5, 6], ["=1+1", 2]]]}, "甲")),
        collection(feature({"type": "Polygon", "coordinates": [[[111, 37], [111, 37], [111, 37], [111, 37]]]}, "甲")),
        collection(feature({"type": "GeometryCollection", "geometries": []}, "甲" * 10_000)),
    ],
    ids=[
        "empty",
        "null",
        "deep",
        "no features",
        "odd features",
        "object",
        "endless",
        "formula",
        "no area",
        "collection",
    ],
)
def test_hostile_files_get_a_sentence_and_leave_nothing_behind(land, committee, hostile):
    for call in (commands.import_cells, commands.import_boundaries):
        told = refused(commands.BadBoundary, call, committee, area(EAST), geojson=hostile)
        assert len(told) < 500


def test_townships_and_villages_are_drawn_by_code_or_by_their_only_name(county, committee):
    file = collection(
        feature(square(0, 0, 4, 4), "西镇", WEST + "000"),
        feature(square(4, 0, 4, 4), "东镇"),
        feature(square(0, 0, 4, 2), "柳林村"),
        feature(square(0, 2, 4, 2), "改了名的村", WEST_VILLAGE),
    )

    commands.import_boundaries(committee, area(COUNTY), geojson=file)

    drawn = set(Area.objects.filter(surface_m2__isnull=False).values_list("code", flat=True))
    assert drawn == {WEST, EAST, WEST_VILLAGE, WEST + "202"}
    assert area(WEST_VILLAGE).name == "桥头村"
    assert list(faults()) == []


@pytest.mark.parametrize(
    ("features", "word"),
    [
        ([feature(square(0, 0), "桥头村")], "有2个同名辖区"),
        ([feature(square(0, 0), "没有的村")], "没有这个名称"),
        ([feature(square(0, 0), "甲", "149982101")], "不是“云河市”下"),
        ([feature(square(0, 0, 5, 4), "西镇"), feature(square(4, 0, 4, 4), "东镇")], "重叠"),
        ([feature(square(0, 0, 4, 4), "西镇"), feature(square(3, 0, 3, 2), "柳林村")], "超出“西镇”"),
    ],
    ids=["two of a name", "unknown name", "unknown code", "overlap", "outside its township as redrawn"],
)
def test_boundaries_that_belong_nowhere_or_do_not_fit_are_refused(county, committee, features, word):
    file = collection(*features)

    assert word in refused(commands.BadBoundary, commands.import_boundaries, committee, area(COUNTY), geojson=file)


def test_the_cells_of_each_village_are_an_act_of_their_own_that_needs_the_same_power(land, committee, powerless):
    make.draw(EAST_VILLAGE, square(4, 0, 4, 1))
    commands.add(INSTALLER, area(EAST), code=EAST + "202", name="上庄村", on=BEGIN)
    make.draw(EAST + "202", square(4, 1, 4, 1))
    file = collection(feature(square(4, 0, 4, 1), "甲网格"), feature(square(4, 1, 4, 1), "乙网格"))

    commands.import_cells(committee, area(EAST), geojson=file)

    acts = Act.objects.filter(command="jurisdictions.import_batch").order_by("pk")
    assert [each.subject for each in acts] == [
        f"jurisdictions.area:{area(code).pk}" for code in (EAST_VILLAGE, EAST + "202")
    ]
    assert [len(each.made) for each in acts] == [1, 1]
    empty = {"batch": commands.Batch([]), "source": ""}
    refused(NotGranted, commands.import_batch, powerless, area(EAST_VILLAGE), **empty)


def test_a_whole_township_of_cells_comes_in_with_few_queries(land, committee, django_assert_max_num_queries):
    many = [feature(square(4 + column / 4, row / 4, 0.25, 0.25)) for column in range(16) for row in range(8)]

    with django_assert_max_num_queries(45):
        commands.import_cells(committee, area(EAST), geojson=collection(*many))

    assert Area.objects.filter(level=Level.CELL, parent__code=EAST_VILLAGE).count() == 128
