"""Approval before an inspection, certified officers, and the yearly cap of all bodies together."""

from datetime import timedelta

import pytest

from sanze.foundation.acts import entry
from sanze.foundation.acts.events import publish
from sanze.foundation.acts.refusal import NotGranted, OutOfScope
from sanze.foundation.moment import fixed
from sanze.foundation.states.machine import IllegalStep
from sanze.know.delegation.commands import NotDelegated
from sanze.know.parties.events import EnterpriseMoved
from sanze.perform.dangers.commands.refusals import DoesNotFit, NoPerson, ReasonMissing, UnknownStandard
from sanze.perform.inspections import queries
from sanze.perform.inspections.commands import planning
from sanze.perform.inspections.models import Visit
from sanze.perform.inspections.tests import factories as make
from sanze.perform.inspections.tests.factories import DAY, NOON, fresh, refused
from tests.cast import EAST, WEST_VILLAGE, take_back_powers


def test_an_application_names_day_reason_items_and_officers(city):
    visit = make.applied(city)

    assert (visit.state, visit.kind, visit.day, visit.planned_on) == ("applied", "admin", DAY, DAY)
    assert visit.officers == [
        [city.officer.person.pk, "李强", "YH-002"],
        [city.second.person.pk, "周敏", "YH-003"],
    ]
    assert (visit.items, visit.area_code, visit.industry) == (make.ITEMS, city.mine.area_code, "coal")


def test_another_person_and_post_approves(city):
    visit = make.applied(city)

    with refused(planning.OwnApplication, visit):
        planning.approve(make.with_power(city.officer.actor), visit)
    planning.approve(city.chief.actor, visit, opinion="同意")

    visit = fresh(visit)
    assert (visit.state, visit.approver, visit.approved_on, visit.opinion) == ("approved", "陈静", DAY, "同意")


def test_only_a_post_of_the_place_with_the_power_approves(city):
    visit = make.applied(city)

    with refused(NotGranted, visit):
        planning.approve(city.second.actor, visit)
    with refused(OutOfScope, visit):
        planning.approve(make.with_power(city.west.actor), visit)


def test_the_enterprise_does_not_know_of_an_inspection_before_it_is_done(city):
    visit = make.approved(city)
    assert not Visit.objects.visible_to(city.manager.actor).exists()

    with refused(OutOfScope, visit):
        planning.cancel(make.with_power(city.manager.actor), visit, reason="不便接待")
    make.record(city, visit)
    assert Visit.objects.visible_to(city.manager.actor).count() == 1


def test_an_application_is_turned_down_with_a_reason(city):
    visit = make.applied(city)

    with refused(ReasonMissing, visit):
        planning.decline(city.chief.actor, visit, opinion=" ")
    with refused(NotGranted, visit):
        planning.decline(city.second.actor, visit, opinion="近期已查")
    planning.decline(city.chief.actor, visit, opinion="近期已查")
    assert fresh(visit).state == "declined"
    with refused(IllegalStep, visit):
        planning.approve(city.chief.actor, visit)


def test_an_inspection_is_given_up_with_a_reason_until_it_is_done(city):
    visit, done = make.approved(city), make.recorded(city)

    with refused(ReasonMissing, visit):
        planning.cancel(city.officer.actor, visit, reason="")
    with refused(NotGranted, visit):
        planning.cancel(city.village.actor, visit, reason="企业停产")
    with refused(IllegalStep, done):
        planning.cancel(city.officer.actor, done, reason="企业停产")
    planning.cancel(city.officer.actor, visit, reason="企业停产")
    assert fresh(visit).state == "cancelled"


@pytest.mark.parametrize("name", ["village", "expert", "committee", "manager"])
def test_only_a_lawful_body_applies(city, name):
    with refused(NotGranted):
        planning.apply(getattr(city, name).actor, city.mine, on=DAY, reason="检查", officers=make.team(city))


def test_nobody_applies_in_the_neighbour_township_nor_for_yesterday_nor_without_a_reason(city):
    with refused(OutOfScope):
        planning.apply(city.west.actor, city.mine, on=DAY, reason="检查", officers=make.team(city))
    with refused(planning.PlannedInThePast):
        make.applied(city, on=DAY - timedelta(days=1))
    with refused(ReasonMissing):
        make.applied(city, reason="")
    with refused(DoesNotFit):
        make.applied(city, reason="长" * 201)
    with refused(NoPerson):
        planning.apply(
            make.replace(city.officer.actor, person_id=None), city.mine, on=DAY, reason="检查", officers=make.team(city)
        )


def test_only_what_the_library_knows_is_planned(city):
    with refused(UnknownStandard):
        make.applied(city, items=["CM-03", "ZZ-99"])


def test_officers_are_two_certified_people_at_inspecting_posts(city):
    officer = city.officer.person.pk

    for team in (
        [],
        [officer],
        [officer, officer],
        [officer, city.village.person.pk],
        [officer, city.expert.person.pk],
    ):
        with refused(planning.OfficersUnfit):
            make.applied(city, officers=team)
    assert make.applied(city, officers=[officer, city.department.person.pk]).officer_ids[1] == city.department.person.pk


def test_a_certificate_counts_on_the_day_of_the_visit(city):
    with refused(planning.OfficersUnfit):
        make.applied(city, on=DAY.replace(year=2031))


def test_the_cap_counts_the_inspections_of_all_bodies_in_the_year(city):
    for _ in range(2):
        make.applied(city)
    planning.apply(city.department.actor, city.mine, on=DAY, reason="专项检查", officers=make.team(city))
    make.recorded(city)

    with pytest.raises(planning.CapReached, match="2026 年上限 4 次，各部门已安排或者完成 4 次"):
        make.applied(city)
    with refused(planning.CapReached):
        make.applied(city)
    assert make.applied(city, on=DAY.replace(year=2027)).state == "applied"


def test_what_is_declined_cancelled_or_lapsed_does_not_count(city):
    planning.decline(city.chief.actor, make.applied(city), opinion="近期已查")
    planning.cancel(city.officer.actor, make.applied(city), reason="停产")
    make.approved(city)
    assert queries.counted(city.mine.pk, DAY).count() == 1

    with fixed(NOON + timedelta(days=31)):
        assert queries.counted(city.mine.pk, DAY).count() == 0


def test_exempt_reasons_are_those_of_the_list_and_do_not_count(city):
    for _ in range(4):
        make.applied(city)

    with refused(planning.UnknownExemption):
        make.applied(city, exempt_reason="领导要求")
    assert make.applied(city, exempt_reason="举报投诉").state == "applied"
    assert queries.counted(city.mine.pk, DAY).count() == 4


def test_the_cap_of_one_enterprise_is_not_anothers(city):
    for _ in range(4):
        make.applied(city)

    other = planning.apply(city.west.actor, city.garage, on=DAY, reason="检查", officers=make.team(city))
    assert other.state == "applied"


def test_the_officers_who_may_inspect_an_enterprise_are_offered_with_their_posts(city):
    offered = {officer.name: post for officer, post in queries.officers_near(city.mine, DAY)}

    assert offered == {
        "陈静": "东镇安监站站长",
        "李强": "东镇安监站安监员甲",
        "周敏": "东镇安监站安监员乙",
        "孙伟": "应急管理局矿山科科员",
    }
    assert [officer.name for officer, _ in queries.officers_near(city.garage, DAY)] == ["赵磊"]


def test_a_planned_inspection_goes_where_its_enterprise_goes_and_a_done_one_stays(city):
    planned, done = make.approved(city), make.recorded(city)

    with entry.opened():
        publish(EnterpriseMoved(city.mine.pk, WEST_VILLAGE, "hazchem"))

    assert list(Visit.objects.visible_to(city.west.actor)) == [planned]
    assert list(Visit.objects.visible_to(city.officer.actor)) == [done]


def test_a_station_approves_nothing_for_which_it_was_not_entrusted(city):
    visit = make.applied(city)
    take_back_powers(EAST)

    with refused(NotDelegated, visit):
        planning.approve(city.chief.actor, visit)
