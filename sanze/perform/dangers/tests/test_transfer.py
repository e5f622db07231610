"""Handing over with a receipt, and following an enterprise that moved."""

import pytest

from sanze.foundation.acts import entry
from sanze.foundation.acts.events import publish
from sanze.foundation.acts.refusal import NotGranted, OutOfScope
from sanze.foundation.states.machine import IllegalStep
from sanze.know.parties.events import EnterpriseMoved
from sanze.perform.dangers.commands import handover, refusals
from sanze.perform.dangers.models import Danger
from sanze.perform.dangers.tests import factories as make
from sanze.perform.dangers.tests.factories import fresh, refused
from sanze.perform.duties.models import Obligation
from tests.cast import WEST_VILLAGE


def hand_over(city, danger, role, actor=None):
    handover.transfer((actor or city.chief.actor), danger, to_post_id=role.post.pk, reason="属矿山科职责")


def test_the_old_post_stays_in_charge_until_the_new_one_receives(city):
    danger = make.reported(city)

    hand_over(city, danger, city.department)
    assert (fresh(danger).handler_id, fresh(danger).passing_to) == (None, "应急管理局矿山科科员")

    handover.receive(city.department.actor, danger)
    assert (fresh(danger).handler_id, fresh(danger).passing_to_id) == (city.department.post.pk, None)


def test_only_the_post_named_receives(city):
    danger = make.reported(city)
    with refused(handover.NotHandedToYou, danger):
        handover.receive(city.department.actor, danger)
    hand_over(city, danger, city.department)

    with refused(handover.NotHandedToYou, danger):
        handover.receive(city.officer.actor, danger)
    with refused(NotGranted, danger):
        handover.receive(city.village.actor, danger)
    with refused(OutOfScope, danger):
        handover.receive(city.west.actor, danger)


@pytest.mark.parametrize("name", ["west", "village", "manager", "expert"])
def test_a_post_that_cannot_see_or_order_it_cannot_be_in_charge(city, name):
    danger = make.reported(city)

    with refused(handover.CannotHandle, danger):
        hand_over(city, danger, getattr(city, name))


def test_nothing_is_handed_to_nobody_or_to_whoever_has_it(city):
    danger = make.reported(city)
    with refused(handover.CannotHandle, danger):
        handover.transfer(city.chief.actor, danger, to_post_id=0, reason="移交")
    hand_over(city, danger, city.department)
    handover.receive(city.department.actor, danger)

    with refused(handover.CannotHandle, danger):
        hand_over(city, danger, city.department)


def test_handing_over_needs_reason_power_place_and_an_open_danger(city):
    danger, gone = make.reported(city), make.closed(city)
    to = city.department.post.pk

    with refused(refusals.ReasonMissing, danger):
        handover.transfer(city.chief.actor, danger, to_post_id=to, reason="")
    with refused(NotGranted, danger):
        handover.transfer(city.officer.actor, danger, to_post_id=to, reason="移交")
    with refused(OutOfScope, danger):
        hand_over(city, danger, city.department, actor=make.with_power(city.west.actor))
    with refused(IllegalStep, gone):
        hand_over(city, gone, city.department)


def test_open_dangers_go_where_their_enterprise_goes_and_settled_ones_stay(city):
    going, staying = make.ordered(city), make.closed(city)
    hand_over(city, going, city.department)

    with entry.opened() as written:
        publish(EnterpriseMoved(city.mine.pk, WEST_VILLAGE, "hazchem"))

    assert (fresh(going).area_code, fresh(going).industry, fresh(going).passing_to_id) == (
        WEST_VILLAGE,
        "hazchem",
        None,
    )
    assert fresh(staying).area_code == city.mine.area_code
    owed = Obligation.objects.get(subject=f"dangers.danger:{going.pk}", discharged_on=None)
    assert list(written.changes) == [f"dangers.danger:{going.pk}", f"duties.obligation:{owed.pk}"]
    assert (owed.area_code, owed.industry) == (WEST_VILLAGE, "hazchem")
    assert list(Danger.objects.visible_to(city.west.actor)) == [going]
    assert list(Danger.objects.visible_to(city.officer.actor)) == [staying]
