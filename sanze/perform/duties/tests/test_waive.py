"""Waiving needs a power and a reason, and nobody lets themselves off."""

from dataclasses import replace

import pytest

from sanze.foundation.acts.models import Act
from sanze.foundation.acts.refusal import NotGranted, OutOfScope
from sanze.perform.duties.commands.creating import keep_up
from sanze.perform.duties.commands.waiving import AlreadyEnded, OwnDuty, ReasonMissing, waive
from sanze.perform.duties.models import Obligation
from sanze.perform.duties.proof import faults
from sanze.perform.duties.states import Standing
from sanze.perform.duties.tests import county
from sanze.perform.duties.tests.conftest import MARCH


@pytest.fixture
def owed(place):
    keep_up(MARCH)
    return Obligation.objects.get(duty="patrol", period_first=MARCH, holder_id=place.grid.pk)


def test_a_waived_obligation_says_by_whom_and_why(place, owed):
    waive(place.waiver(), owed, reason="道路塌方，当日无法通行")

    owed.refresh_from_db()
    assert (owed.stands(), owed.waived_on, owed.waive_reason) == (Standing.WAIVED, MARCH, "道路塌方，当日无法通行")
    assert Act.objects.get(command="duties.waive").records == [f"duties.obligation:{owed.pk}"]
    assert list(faults()) == []


def test_without_a_reason_nothing_is_waived(place, owed):
    with pytest.raises(ReasonMissing):
        waive(place.waiver(), owed, reason="  ")

    owed.refresh_from_db()
    assert owed.waived_on is None
    assert not Act.objects.filter(command="duties.waive").exists()


def test_the_holder_cannot_let_itself_off(place, owed):
    with pytest.raises(OwnDuty):
        waive(county.as_holder(place.grid), owed, reason="太忙")


def test_what_has_ended_is_not_waived(place, owed):
    waive(place.waiver(), owed, reason="道路塌方")

    with pytest.raises(AlreadyEnded):
        waive(place.waiver(), owed, reason="再次")


def test_a_post_without_the_power_and_one_that_does_not_see_it_are_refused(place, owed):
    with pytest.raises(NotGranted):
        waive(replace(place.waiver(), grants=frozenset()), owed, reason="道路塌方")
    with pytest.raises(OutOfScope):
        waive(county.as_holder(place.neighbour), owed, reason="道路塌方")
