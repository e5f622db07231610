"""Naming who answers: granted, refused, passed on, never rewritten; and one main post at a time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from sanze.foundation.acts import entry
from sanze.foundation.acts.refusal import NotGranted, OutOfScope, Refused
from sanze.foundation.acts.verify import faults
from sanze.foundation.identity import commands as identity
from sanze.foundation.moment import today
from sanze.foundation.scope.actor import INSTALLER
from sanze.know.jurisdictions.models import Area
from sanze.know.responsibility.commands import refusals
from sanze.know.responsibility.commands.assigning import assign, end, reassign
from sanze.know.responsibility.models import Assignment
from sanze.know.responsibility.queries import chain_of
from sanze.know.responsibility.tests.factories import leader, named, village_post
from tests import cast


@pytest.fixture
def city(db):
    return cast.city()


def answered(record, kind: str, on=None) -> list[tuple[str, str]]:
    return [(each.post, each.because) for each in chain_of(record, on) if each.kind == kind]


def test_a_paper_goes_before_the_rule_and_the_answer_says_which(city):
    assert answered(city.mine, "responsible_village") == [("东山村网格员", "按属地：东镇桥头村")]
    other = village_post("邻村", cast.EAST_VILLAGE)

    named(city.committee.actor, other, "responsible_village", city.mine, paper="云安委〔2026〕9号")

    assert answered(city.mine, "responsible_village") == [("邻村网格员", "指定：云安委〔2026〕9号")]
    assert list(faults()) == []


def test_a_paper_over_an_area_covers_what_lies_inside_and_a_nearer_one_goes_before_it(city):
    town, village = Area.objects.get(code=cast.EAST), Area.objects.get(code=cast.EAST_VILLAGE)
    far, near = village_post("远村", cast.EAST_VILLAGE), village_post("近村", cast.EAST_VILLAGE)

    named(city.committee.actor, far, "responsible_village", town)
    assert answered(city.mine, "responsible_village")[0] == ("远村网格员", "指定：测试（东镇）")
    named(city.committee.actor, near, "responsible_village", village)
    assert answered(city.mine, "responsible_village")[0][0] == "近村网格员"


def test_one_of_an_industry_goes_before_the_general_one(city):
    county = Area.objects.get(code=cast.COUNTY)
    committee = city.committee.actor
    general = cast.role("z1", "甲", kind="department", unit="综合局", title="科员").post
    coal = cast.role("z2", "乙", kind="department", unit="煤炭局", title="科员").post

    named(committee, general, "first_handler", county)
    named(committee, coal, "first_handler", county, industry="coal")

    assert answered(city.mine, "first_handler")[0][0] == "煤炭局科员"
    assert answered(city.garage, "first_handler")[0][0] == "综合局科员"


def test_a_second_main_post_is_refused_and_a_helper_is_not(city):
    one, two = leader("甲"), leader("乙")
    named(city.committee.actor, one, "listed_city_leader", city.mine)

    with pytest.raises(refusals.AnsweredAlready, match="市政府甲"):
        named(city.committee.actor, two, "listed_city_leader", city.mine)
    named(city.committee.actor, two, "listed_city_leader", city.mine, role="supporting")
    with pytest.raises(refusals.NamedAlready):
        named(city.committee.actor, two, "listed_city_leader", city.mine, role="supporting")

    roles = [(each.post, each.role_word) for each in chain_of(city.mine) if each.kind == "listed_city_leader"]
    assert roles == [] or roles[-1] == ("市政府乙", "配合")


def test_one_post_does_not_fill_two_seats_of_a_team(city):
    member = cast.role("z1", "甲", kind="department", unit="应急管理局", title="科员").post
    made = named(city.committee.actor, member, "patrol_team", city.mine, slot=1)

    with pytest.raises(refusals.NamedAlready, match="应急管理局科员"):
        named(city.committee.actor, member, "patrol_team", city.mine, slot=2)
    told = {each.attname: getattr(made, each.attname) for each in Assignment._meta.concrete_fields if each.name != "id"}
    with (
        pytest.raises(IntegrityError, match="a_post_is_named_for_a_subject_once_at_a_time"),
        entry.opened(),
        transaction.atomic(),
    ):
        Assignment.objects.create(**told | {"slot": 2})

    assert Assignment.objects.get(kind="patrol_team") == made


def test_the_database_itself_refuses_a_second_main_post(city):
    made = named(city.committee.actor, leader("甲"), "listed_city_leader", city.mine)
    other = leader("乙")
    told = {each.attname: getattr(made, each.attname) for each in Assignment._meta.concrete_fields if each.name != "id"}
    with (
        pytest.raises(IntegrityError, match="one_post_answers_in_the_main_at_a_time"),
        entry.opened(),
        transaction.atomic(),
    ):
        Assignment.objects.create(**told | {"post_id": other.pk, "first": today() + timedelta(days=30)})


@pytest.mark.django_db(transaction=True)
def test_of_two_who_name_at_once_one_is_refused_with_a_sentence():
    city = cast.city()
    start = Barrier(2)

    def run(post):
        try:
            start.wait()
            named(city.committee.actor, post, "listed_city_leader", city.mine)
            return "done"
        except Refused as refusal:
            return refusal.code
        finally:
            connection.close()

    for number in range(4):
        posts = [leader(f"甲{number}"), leader(f"乙{number}")]
        with ThreadPoolExecutor(2) as threads:
            assert sorted(threads.map(run, posts)) == ["AnsweredAlready", "done"]
        end(city.committee.actor, Assignment.objects.get(until=None), on=today(), reason="再来")


def test_it_is_refused_without_power_beyond_the_scope_and_by_the_wrong_hands(city):
    post = village_post("邻村", cast.EAST_VILLAGE)
    with pytest.raises(NotGranted):
        named(city.officer.actor, post, "responsible_village", city.mine)
    with pytest.raises(OutOfScope):
        named(city.chief.actor, post, "responsible_village", city.garage)
    with pytest.raises(refusals.OthersAssign, match="安委办"):
        named(city.chief.actor, city.chief.post, "responsible_township", city.mine)
    with pytest.raises(OutOfScope):
        assign(city.chief.actor, post, kind="responsible_village", about="no.such:1", first=today(), reason="无")


def test_it_is_refused_where_it_makes_no_sense(city):
    committee, post = city.committee.actor, village_post("邻村", cast.EAST_VILLAGE)
    day = today()
    for refusal, told in [
        (refusals.UnknownResponsibility, {"kind": "none"}),
        (refusals.UnknownHazard, {"hazard": "flood"}),
        (refusals.WrongKindOfPost, {"kind": "supervising_department"}),
        (refusals.DaysGoneBy, {"first": day - timedelta(days=1)}),
        (refusals.EndsBeforeItBegins, {"until": day}),
        (refusals.NothingItRestsOn, {"paper": " "}),
        (refusals.NoSuchSlot, {"slot": 2}),
        (refusals.NotOneOfItsSubjects, {"kind": "grid_cell"}),
    ]:
        with pytest.raises(refusal):
            named(committee, post, told.pop("kind", "responsible_village"), city.mine, **told)
    told = {"title": "网格员", "unit": "旧村", "kind": "village", "area_code": cast.EAST}
    post = identity.open_post(INSTALLER, None, **told, on=cast.BEGIN)
    identity.close_post(INSTALLER, post, on=day)
    with pytest.raises(refusals.PostIsClosed):
        named(committee, post, "responsible_village", city.mine)


def test_an_end_leaves_the_days_before_as_they_were(city):
    post = leader("甲")
    made = named(city.committee.actor, post, "listed_city_leader", city.mine)
    with pytest.raises(refusals.DaysGoneBy):
        end(city.committee.actor, made, on=today() - timedelta(days=1), reason="调整")
    end(city.committee.actor, made, on=today() + timedelta(days=10), reason="调整")

    made.refresh_from_db()
    assert made.holds(today() + timedelta(days=9))
    assert not made.holds(today() + timedelta(days=10))
    with pytest.raises(NotGranted):
        end(city.village.actor, made, on=today(), reason="调整")


def test_many_are_passed_on_at_once_each_in_its_own_act(city):
    one, two = leader("甲"), leader("乙")
    towns = [Area.objects.get(code=code) for code in (cast.EAST, cast.WEST)]
    for each in towns:
        named(city.committee.actor, one, "township_leader", each)

    labels = [entry.label(each) for each in towns]
    reassign(city.committee.actor, two, kind="township_leader", subjects=labels, on=today(), paper="分工调整")

    assert [answered(each, "township_leader")[0][0] for each in towns] == ["市政府乙"] * 2
    assert Assignment.objects.count() == 4
    with pytest.raises(refusals.NothingToReassign):
        reassign(city.committee.actor, two, kind="township_leader", subjects=[], on=today())
    with pytest.raises(NotGranted):
        reassign(city.officer.actor, two, kind="township_leader", subjects=labels, on=today())
