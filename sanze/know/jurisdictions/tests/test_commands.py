"""The tree of jurisdictions: what is granted, what is refused, and that nothing of the past is lost."""

import json
from datetime import timedelta

import pytest
from shapely.geometry import shape

from sanze.foundation.acts.models import Act
from sanze.foundation.acts.refusal import NotGranted, OutOfScope
from sanze.foundation.acts.verify import faults
from sanze.foundation.identity import commands as identity
from sanze.foundation.moment import today
from sanze.foundation.pages.timeline import steps_of
from sanze.foundation.scope.actor import INSTALLER
from sanze.know.jurisdictions import commands, divisions
from sanze.know.jurisdictions.loading import load_city
from sanze.know.jurisdictions.models import Area, Level
from sanze.know.jurisdictions.tests import factories as make
from sanze.know.jurisdictions.tests.factories import BEGIN, COUNTY, EAST, EAST_VILLAGE, WEST, WEST_VILLAGE, area, square
from sanze.know.parties import commands as parties
from sanze.know.parties.models import Enterprise
from tests.cast import enforce_regime

TREE = [["149982", "清河市"], ["149982101", "河口镇"], ["149982101201", "渡口村"], ["149982101201001", "第1网格"]]


def refused(refusal, call, *args, **facts):
    """The call is refused, and nothing is left of it. Returns the sentence."""
    before = Act.objects.count(), list(Area.objects.order_by("pk").values_list())
    with pytest.raises(refusal) as caught:
        call(*args, **facts)
    assert before == (Act.objects.count(), list(Area.objects.order_by("pk").values_list()))
    return str(caught.value)


@pytest.mark.django_db
def test_a_real_county_is_loaded_with_16_townships_and_354_villages_of_known_source():
    made = load_city("141181")

    assert (made.code, made.name, made.level) == ("141181", "孝义市", "county")
    assert Area.objects.filter(level=Level.TOWNSHIP, parent=made).count() == 16
    assert Area.objects.filter(level=Level.VILLAGE, parent__parent=made).count() == 354
    assert "2023" in made.source
    assert Act.objects.get().command == "jurisdictions.load"
    assert list(faults()) == []


@pytest.mark.django_db
def test_a_county_is_not_loaded_twice_and_an_unknown_code_proposes_others():
    load_city("141181")

    assert "孝义市" in refused(commands.AlreadyLoaded, load_city, "141181")
    assert "可选" in refused(divisions.UnknownDivision, load_city, "141180")


def test_a_county_is_loaded_in_any_order_by_who_may(county, committee, powerless):
    facts = {"areas": list(reversed(TREE)), "source": "民政局", "on": BEGIN}
    refused(NotGranted, commands.load, powerless, None, **facts)
    refused(OutOfScope, commands.load, committee, None, **facts)

    made = commands.load(INSTALLER, None, **facts)

    cell = area("149982101201001")
    assert (made.code, cell.level, cell.parent.name, cell.opened_on) == ("149982", "cell", "渡口村", BEGIN)


@pytest.mark.parametrize(
    "rows",
    [
        [],
        TREE[1:],
        [TREE[0], TREE[2]],
        [*TREE, ["14998210", "半个"]],
        [["14998x", "甲"]],
        [TREE[0], ["149982abc", "乙"]],
    ],
    ids=["nothing", "no county", "no township", "odd length", "letters", "letters below"],
)
def test_rows_that_are_no_tree_are_not_loaded(county, rows):
    refused(commands.WrongCode, commands.load, INSTALLER, None, areas=rows, source="", on=BEGIN)


def test_an_area_is_added_below_its_parent_under_a_free_code(county, committee, powerless, west):
    facts = {"code": EAST_VILLAGE + "001", "name": "桥头一网格", "on": BEGIN}
    village = area(EAST_VILLAGE)
    refused(NotGranted, commands.add, powerless, village, **facts)
    refused(OutOfScope, commands.add, west, village, **facts)

    made = commands.add(committee, village, **facts, exclusive=True)

    assert (made.level, made.parent, made.exclusive) == ("cell", village, True)
    refused(commands.CodeTaken, commands.add, committee, village, **facts)
    for code in (
        WEST_VILLAGE + "001",
        EAST_VILLAGE,
        EAST_VILLAGE + "01",
        EAST_VILLAGE + "０１２",
        EAST_VILLAGE + "ab1",
    ):
        refused(commands.WrongCode, commands.add, committee, village, **facts | {"code": code})
    refused(commands.WrongCode, commands.add, committee, made, **facts | {"code": made.code + "001"})


def test_a_renamed_area_keeps_its_old_name_on_its_timeline(county, committee, powerless, west):
    facts = {"name": "东关街道", "paper": "云政函〔2026〕12号", "on": BEGIN}
    refused(NotGranted, commands.rename, powerless, area(EAST), **facts)
    refused(OutOfScope, commands.rename, west, area(EAST), **facts)
    refused(commands.SameName, commands.rename, committee, area(EAST), **facts | {"name": "东镇"})
    refused(commands.NotYet, commands.rename, committee, area(EAST), **facts | {"on": today() + timedelta(1)})

    commands.rename(committee, area(EAST), **facts)

    step = steps_of(area(EAST))[0]
    assert (step["title"], step["who"]) == ("辖区更名", "安委办科员 冯涛")
    assert "名称：东关街道（原为 东镇）" in step["note"]
    assert "云政函〔2026〕12号" in step["note"]


class TestMerge:
    FACTS = {"paper": "晋民函〔2026〕8号", "on": BEGIN}

    def test_only_an_area_of_the_same_level_under_ones_eyes_takes_the_place(self, county, committee, powerless, west):
        east = area(EAST)
        refused(NotGranted, commands.merge, powerless, east, into_code=WEST, **self.FACTS)
        refused(OutOfScope, commands.merge, west, east, into_code=WEST, **self.FACTS)
        refused(commands.WrongLevel, commands.merge, west, area(WEST), into_code=EAST, **self.FACTS)
        for code in (EAST, WEST_VILLAGE, COUNTY, "149981999"):
            refused(commands.WrongLevel, commands.merge, committee, east, into_code=code, **self.FACTS)
        tomorrow = today() + timedelta(1)
        refused(commands.NotYet, commands.merge, committee, east, into_code=WEST, paper="", on=tomorrow)

    def test_what_lies_below_goes_on_under_new_codes_and_the_old_stays_known(self, county, committee):
        cell = make.add_cell(EAST_VILLAGE + "001", "桥头一网格")

        commands.merge(committee, area(EAST), into_code=WEST, **self.FACTS)

        heir = area(WEST + "203")
        assert (heir.name, heir.parent.code, heir.opened_on) == ("桥头村", WEST, BEGIN)
        assert area(WEST + "203001").name == "桥头一网格"
        cell.refresh_from_db()
        assert (cell.closed_on, cell.successor.code) == (BEGIN, WEST + "203001")
        assert (area(EAST).closed_on, area(EAST).successor.code, area(EAST).name) == (BEGIN, WEST, "东镇")
        assert steps_of(area(EAST))[0]["title"] == "辖区撤并"
        assert list(faults()) == []

    def test_a_closed_area_is_not_touched_any_more_and_its_code_not_given_again(self, county, committee):
        commands.merge(committee, area(EAST_VILLAGE), into_code=WEST_VILLAGE, **self.FACTS)
        closed = area(EAST_VILLAGE)

        refused(commands.AreaClosed, commands.rename, committee, closed, name="新村", paper="", on=BEGIN)
        refused(commands.AreaClosed, commands.merge, committee, closed, into_code=WEST_VILLAGE, **self.FACTS)
        refused(commands.AreaClosed, commands.add, committee, closed, code=EAST_VILLAGE + "001", name="甲", on=BEGIN)
        refused(commands.AreaClosed, commands.draw, committee, closed, boundary=json.dumps(square(4, 0)))
        refused(commands.AreaClosed, commands.import_cells, committee, closed, geojson="{}")
        refused(commands.CodeTaken, commands.add, committee, area(EAST), code=EAST_VILLAGE, name="甲", on=BEGIN)
        refused(
            commands.WrongLevel, commands.merge, committee, area(WEST_VILLAGE), into_code=EAST_VILLAGE, **self.FACTS
        )

    def test_its_land_joins_the_land_of_the_other(self, land, committee):
        commands.merge(committee, area(EAST_VILLAGE), into_code=WEST_VILLAGE, **self.FACTS)

        joined = area(WEST_VILLAGE)
        assert shape(joined.boundary).equals(shape(square(0, 0, 8, 2)))
        assert abs(joined.surface_m2 - area(COUNTY).surface_m2 / 2) < joined.surface_m2 / 1000

    def test_its_enterprises_follow_their_cells_and_are_told_to_the_apps_above(self, county, committee):
        cell = make.add_cell(EAST_VILLAGE + "001", "桥头一网格")
        facts = {"industry": "coal", "on": BEGIN}
        mine = parties.register(INSTALLER, cell, name="东山煤矿", **facts)
        shop = parties.register(INSTALLER, area(EAST), name="东镇商店", **facts)
        other = parties.register(INSTALLER, area(WEST_VILLAGE), name="西河加油站", **facts)

        commands.merge(committee, area(EAST), into_code=WEST, **self.FACTS)

        places = dict(Enterprise.objects.values_list("pk", "area_code"))
        assert places == {mine.pk: WEST + "203001", shop.pk: WEST, other.pk: WEST_VILLAGE}
        act = Act.objects.latest("pk")
        assert act.command == "jurisdictions.merge"
        assert act.changes[f"parties.enterprise:{mine.pk}"]["area_code"] == [EAST_VILLAGE + "001", WEST + "203001"]
        assert steps_of(mine)[0]["title"] == "辖区撤并"

    def test_no_post_is_left_without_an_area(self, county, committee):
        enforce_regime()
        post = identity.open_post(
            INSTALLER, None, title="网格员", unit="桥头村", kind="village", on=BEGIN, area_code=EAST_VILLAGE
        )
        told = refused(commands.PostsRemain, commands.merge, committee, area(EAST), into_code=WEST, **self.FACTS)
        assert "桥头村网格员" in told

        identity.close_post(INSTALLER, post, on=today())
        commands.merge(committee, area(EAST), into_code=WEST, **self.FACTS)

        assert area(EAST).closed_on == BEGIN


class TestDraw:
    def test_a_boundary_is_kept_with_its_surface_by_who_may(self, county, committee, powerless, west):
        facts = {"boundary": json.dumps(square(4, 0, 4, 4))}
        refused(NotGranted, commands.draw, powerless, area(EAST), **facts)
        refused(OutOfScope, commands.draw, west, area(EAST), **facts)

        commands.draw(committee, area(EAST), **facts)

        assert area(EAST).boundary == square(4, 0, 4, 4)
        assert area(EAST).surface() == "15.80平方千米"
        assert "coordinates" not in steps_of(area(EAST))[0]["note"]

    def test_nobody_moves_the_outer_border_of_the_own_area(self, land, east):
        told = refused(commands.OwnBorder, commands.draw, east, area(EAST), boundary=json.dumps(square(4, 0, 3, 4)))
        assert "东镇" in told

        commands.draw(east, area(EAST_VILLAGE), boundary=json.dumps(square(4, 0, 4, 1)))

        assert area(EAST_VILLAGE).boundary == square(4, 0, 4, 1)

    @pytest.mark.parametrize(
        ("boundary", "word"),
        [
            ("", "JSON"),
            ("{}", "类型"),
            ('{"type":"Point","coordinates":[111,37]}', "类型"),
            (
                json.dumps({"type": "Polygon", "coordinates": [[[37, 111], [37, 111.01], [37.01, 111], [37, 111]]]}),
                "纬度在前",
            ),
            (
                json.dumps(
                    {
                        "type": "Polygon",
                        "coordinates": [[[111, 37], [111.01, 37.01], [111.01, 37], [111, 37.01], [111, 37]]],
                    }
                ),
                "自相交",
            ),
            (make.collection(make.feature(square(4, 0)), make.feature(square(5, 0))), "一个图形"),
            (json.dumps(square(3, 0, 2, 1)), "超出“东镇”"),
            (json.dumps(square(4, 1, 2, 2)), "与“桥头村”重叠"),
        ],
        ids=["empty", "no GeoJSON", "point", "swapped", "crossing", "two", "outside", "overlap"],
    )
    def test_a_faulty_boundary_is_refused_with_its_place(self, land, committee, boundary, word):
        commands.add(INSTALLER, area(EAST), code=EAST + "202", name="上庄村", on=BEGIN)

        assert word in refused(commands.BadBoundary, commands.draw, committee, area(EAST + "202"), boundary=boundary)

    def test_an_area_is_redrawn_where_its_neighbours_leave_room(self, land, committee):
        make.draw(EAST_VILLAGE, square(4, 0, 4, 1))

        commands.draw(committee, area(EAST_VILLAGE), boundary=json.dumps(square(4, 0, 4, 2)))

        assert area(EAST_VILLAGE).boundary == square(4, 0, 4, 2)
