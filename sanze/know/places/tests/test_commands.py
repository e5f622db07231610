from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from sanze.foundation.acts.models import Act
from sanze.foundation.acts.refusal import NotGranted, OutOfScope
from sanze.foundation.regime.vocabulary import SUBJECTS
from sanze.foundation.scope.actor import EVERY
from sanze.know.jurisdictions.models import Area
from sanze.know.parties import commands as parties
from sanze.know.places import commands
from sanze.know.places.models import Place
from sanze.know.places.tests import factories as make
from sanze.know.places.tests.factories import DAY
from sanze.know.places.values import NewPlace
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return cast.city()


def test_a_place_is_divided_into_positions_and_links(city):
    place = make.place(city)
    position = make.part(city, place)
    link = make.part(city, position, name="停送电操作", kind="作业环节")

    assert commands.divide(city.village.actor, place, name="风机", kind="设备设施", on=DAY).parent == place
    assert [each.level for each in (place, position, link)] == ["place", "position", "link"]
    assert link.path == "一号车间 / 配电柜 / 停送电操作"
    assert {each.enterprise_id for each in (place, position, link)} == {city.mine.pk}
    assert {each.industry for each in (place, position, link)} == {"coal"}
    with pytest.raises(commands.NoParts):
        make.part(city, link, name="更深处")


def test_each_level_is_a_kind_of_subject_that_can_carry_a_responsibility(city):
    position = make.part(city, make.place(city))

    assert {"place", "position", "link"} <= set(SUBJECTS)
    assert list(SUBJECTS["position"].rows()) == [position]
    commands.close(city.officer.actor, position, on=DAY, reason="拆除")
    assert list(SUBJECTS["position"].rows()) == []


def test_a_public_place_lies_in_a_village_and_belongs_to_nobody(city):
    village = Area.objects.get(code=cast.EAST_VILLAGE)
    told = {"name": "桥头桥", "kind": "桥梁", "industry": "transport", "on": DAY}

    made = commands.register_public(city.village.actor, village, **told)

    assert (made.public, made.enterprise_id, made.owner()) == (True, None, "公共场所")
    with pytest.raises(commands.TooWide):
        commands.register_public(city.officer.actor, Area.objects.get(code=cast.EAST), **told)
    with pytest.raises(commands.UnknownIndustry):
        commands.register_public(city.village.actor, village, **told | {"industry": "magic"})
    assert Place.objects.count() == 1


@pytest.mark.parametrize(
    ("refusal", "told"),
    [
        (commands.NameMissing, {"name": "  "}),
        (commands.UnknownKind, {"kind": "密室"}),
        (commands.UnknownHazard, {"hazards": ["妖怪"]}),
        (commands.BadPlace, {"longitude": 112.0}),
    ],
)
def test_what_does_not_fit_is_refused_and_leaves_nothing(city, refusal, told):
    acts = Act.objects.count()

    with pytest.raises(refusal):
        make.place(city, **told)

    assert (Act.objects.count(), Place.objects.count()) == (acts, 0)


def test_a_name_stands_once_in_its_place_until_it_is_closed(city):
    place = make.place(city)
    with pytest.raises(commands.NameTaken, match="一号车间"):
        make.place(city)

    commands.close(city.officer.actor, place, on=DAY, reason="改建")

    assert make.place(city).pk != place.pk


def test_what_has_parts_or_no_reason_is_not_closed_and_the_closed_does_not_change(city):
    place = make.place(city)
    position = make.part(city, place)

    with pytest.raises(commands.PartsInUse):
        commands.close(city.officer.actor, place, on=DAY, reason="改建")
    with pytest.raises(commands.ReasonMissing):
        commands.close(city.officer.actor, position, on=DAY, reason=" ")
    commands.close(city.officer.actor, position, on=DAY, reason="拆除")
    gone = Place.objects.get(pk=position.pk)
    for act in (
        lambda: commands.close(city.officer.actor, gone, on=DAY, reason="拆除"),
        lambda: commands.amend(city.officer.actor, gone, kind="库房"),
        lambda: make.part(city, gone, name="新"),
    ):
        with pytest.raises(commands.OutOfUse):
            act()


def test_a_place_is_amended_and_the_same_again_is_no_change(city):
    place = make.place(city)

    commands.amend(city.officer.actor, place, kind="库房", hazards=["火灾"], location="西侧")

    place = Place.objects.get(pk=place.pk)
    assert (place.kind, place.hazards, place.location) == ("库房", ["火灾"], "西侧")
    with pytest.raises(commands.NothingChanges):
        commands.amend(city.officer.actor, place, kind="库房", hazards=["火灾"], location="西侧")


def test_an_enterprise_registers_its_own_and_nobody_elses(city):
    told = {"name": "主井口", "kind": "井口", "on": DAY}

    assert commands.register(city.manager.actor, city.mine, **told).enterprise_id == city.mine.pk
    with pytest.raises(OutOfScope):
        commands.register(city.manager.actor, city.garage, **told)
    with pytest.raises(NotGranted):
        commands.register(city.expert.actor, city.mine, **told)


def test_a_closed_enterprise_registers_no_place(city):
    parties.change_standing(
        replace(city.officer.actor, grants=frozenset({EVERY})), city.mine, standing="closed", reason="关闭", on=DAY
    )
    with pytest.raises(commands.EnterpriseClosed):
        make.place(city)


def test_places_go_where_their_enterprise_goes(city):
    place = make.place(city)

    parties.relocate(replace(city.committee.actor, grants=frozenset({EVERY})), city.mine, area_code=cast.WEST_VILLAGE)

    assert Place.objects.get(pk=place.pk).area_code == cast.WEST_VILLAGE


def test_a_sheets_rows_make_what_stands_above_them_all_or_none(city):
    rows = [
        NewPlace("二号车间", "生产车间", "冲床", "换模", enterprise_id=city.mine.pk, hazards=("机械伤害",)),
        NewPlace("文化广场", "广场", area_code=cast.EAST_VILLAGE, industry="crowded"),
    ]

    commands.import_places(city.officer.actor, None, rows=rows, on=DAY)

    paths = {each.path: each for each in Place.objects.all()}
    assert set(paths) == {"二号车间", "二号车间 / 冲床", "二号车间 / 冲床 / 换模", "文化广场"}
    assert (paths["二号车间"].hazards, paths["二号车间 / 冲床 / 换模"].hazards) == ([], ["机械伤害"])
    with pytest.raises(commands.NameTaken):
        commands.import_places(
            city.officer.actor, None, rows=[NewPlace("新车间", "生产车间", enterprise_id=city.mine.pk), rows[1]],
            on=DAY + timedelta(days=1),
        )  # fmt: skip
    assert Place.objects.count() == 4


def test_a_sheet_reaches_nothing_outside_the_officers_eyes_and_has_its_size(city):
    foreign = NewPlace("油罐区", "储罐区", enterprise_id=city.garage.pk)
    elsewhere = NewPlace("广场", "广场", area_code=cast.WEST_VILLAGE, industry="crowded")
    for rows, refusal in [
        ([foreign], commands.NotSeen),
        ([elsewhere], commands.NotSeen),
        ([foreign] * 1001, commands.TooMany),
        ([replace(elsewhere, area_code=cast.EAST)], commands.TooWide),
    ]:
        with pytest.raises(refusal):
            commands.import_places(city.officer.actor, None, rows=rows, on=DAY)
    assert Place.objects.count() == 0


def test_the_database_itself_keeps_levels_and_owners_apart(city):
    place = make.place(city)
    for wrong in ({"level": "position"}, {"public": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Place.objects.filter(pk=place.pk)._write(wrong)
