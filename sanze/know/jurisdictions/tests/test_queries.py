"""Places found in areas, choices of areas, and what each actor's map shows."""

import json

import pytest

from sanze.foundation.ledgers.filters import AREA_CHOICES
from sanze.foundation.scope.actor import INSTALLER, Actor
from sanze.know.jurisdictions import commands, queries
from sanze.know.jurisdictions.models import Area, Level
from sanze.know.jurisdictions.tests import factories as make
from sanze.know.jurisdictions.tests.factories import BEGIN, COUNTY, EAST, EAST_VILLAGE, WEST, WEST_VILLAGE, area, place
from sanze.know.parties import commands as parties

FIRST, SECOND = EAST_VILLAGE + "001", EAST_VILLAGE + "002"


@pytest.fixture
def cells(land):
    """The lower half of the east village in two cells, side by side."""
    make.add_cell(FIRST, "甲网格", make.square(4, 0, 2, 1))
    make.add_cell(SECOND, "乙网格", make.square(6, 0, 2, 1))


def test_a_place_is_found_in_the_smallest_area_that_is_drawn(cells):
    assert queries.locate(*place(5, 0.5)).code == FIRST
    assert queries.locate(*place(5, 1.5)).code == EAST_VILLAGE
    assert queries.locate(*place(5, 3)).code == EAST
    assert queries.locate(*place(9, 3)) is None
    assert queries.cell_at(*place(5, 0.5), Level.TOWNSHIP) == EAST


def test_a_place_on_a_line_belongs_to_the_lower_code(cells):
    assert queries.cell_at(*place(6, 0.5)) == FIRST
    assert queries.cell_at(*place(4, 2), Level.TOWNSHIP) == EAST
    assert queries.cell_at(*place(4, 2), Level.VILLAGE) == EAST_VILLAGE


def test_a_redrawn_merged_or_undone_boundary_is_known_at_once(cells):
    assert queries.cell_at(*place(5.5, 0.5)) == FIRST

    make.draw(FIRST, make.square(4, 0, 1, 1))
    assert queries.cell_at(*place(5.5, 0.5)) is None

    make.draw(SECOND, make.square(5, 0, 3, 1))
    assert queries.cell_at(*place(5.5, 0.5)) == SECOND

    commands.merge(INSTALLER, area(FIRST), into_code=SECOND, paper="撤并通知", on=BEGIN)
    assert queries.cell_at(*place(4.5, 0.5)) == SECOND


@pytest.mark.django_db(transaction=True)
def test_a_change_that_was_rolled_back_is_forgotten(county):
    make.draw_county()
    make.add_cell(FIRST, "甲网格", make.square(4, 0, 2, 1))
    before = queries.edition()

    with pytest.raises(commands.BadBoundary):
        commands.import_cells(INSTALLER, area(EAST), geojson=make.collection(make.feature(make.square(3, 0), "乙")))

    assert queries.edition() == before


def test_the_index_is_made_once_and_then_only_asks_whether_something_changed(cells, django_assert_num_queries):
    queries.cell_at(*place(5, 0.5))

    with django_assert_num_queries(2):
        assert queries.index_of(Level.CELL) is queries.index_of(Level.CELL)


def test_choices_are_the_areas_under_ones_eyes_villages_below_their_township(county, committee, east):
    assert queries.choices(east) == [(EAST, "东镇"), (EAST_VILLAGE, "东镇桥头村")]
    assert [code for code, _ in queries.choices(committee)] == [EAST, EAST_VILLAGE, WEST, WEST_VILLAGE, WEST + "202"]
    assert queries.choices_of_filters in AREA_CHOICES


def test_choices_of_400_villages_take_one_query_once_names_are_known(county, committee, django_assert_num_queries):
    rows = [[EAST[:6] + f"{town}", f"第{town}镇"] for town in range(201, 221)]
    rows += [[f"{code}{number}", f"第{number}村"] for code, _ in rows for number in range(201, 221)]
    rows = [["149982" + code[6:], name] for code, name in rows]
    commands.load(INSTALLER, None, areas=[["149982", "清河市"], *rows], source="", on=BEGIN)
    queries.names()

    with django_assert_num_queries(1):
        found = queries.choices(Actor("冯涛", areas=("149982",)))

    assert len(found) == 420
    assert found[1] == ("149982201201", "第201镇第201村")


def test_the_map_shows_each_their_own_areas_and_a_party_its_township(cells, committee, east, west):
    mine = parties.register(INSTALLER, area(FIRST), name="东山煤矿", industry="coal", on=BEGIN)
    party = Actor("吴刚", party_id=mine.pk)
    nobody = Actor("甲")

    assert queries.on_map(committee, Level.TOWNSHIP) == [EAST, WEST]
    assert queries.on_map(east, Level.CELL) == [FIRST, SECOND]
    assert queries.on_map(west, Level.CELL) == []
    assert queries.on_map(west, Level.TOWNSHIP, EAST) == []
    assert queries.on_map(party, Level.TOWNSHIP) == [EAST]
    assert queries.on_map(party, Level.CELL) == queries.on_map(party, Level.VILLAGE) == []
    assert queries.on_map(party, Level.COUNTY) == queries.on_map(nobody, Level.TOWNSHIP) == []


def test_a_closed_area_leaves_the_map_and_the_choices(cells, committee):
    commands.merge(INSTALLER, area(EAST_VILLAGE), into_code=WEST_VILLAGE, paper="撤并通知", on=BEGIN)

    assert queries.on_map(committee, Level.VILLAGE) == [WEST_VILLAGE]
    assert EAST_VILLAGE not in dict(queries.choices(committee))
    assert Area.objects.get(code=EAST_VILLAGE).boundary is not None


def test_a_feature_tells_where_the_area_lies(cells):
    told = queries.feature(area(FIRST))

    assert told["properties"]["facts"][1] == ["所属", "东镇桥头村"]
    assert told["properties"]["url"] == area(FIRST).get_absolute_url()
    assert told["properties"]["key"] == area(FIRST).pk
    assert json.loads(queries.without_page(queries.encoded(told)))["properties"].get("url") is None
    assert COUNTY not in queries.features_of(Level.CELL, queries.edition())


def test_an_act_of_some_levels_is_offered_on_them_alone_while_they_are(county, committee):
    offered = queries.at_level(Level.COUNTY, Level.TOWNSHIP)
    closed = area(EAST)
    closed.closed_on = BEGIN

    assert offered(area(EAST), committee)
    assert not offered(area(EAST_VILLAGE), committee)
    assert not offered(closed, committee)
