"""One cadence or one limit of the regime in force changed into a draft, without a file."""

import pytest

from sanze.foundation.acts.models import Act
from sanze.foundation.acts.refusal import NotGranted
from sanze.foundation.regime.commands import NothingChanged, NothingInForce, UnknownEntry, adjust
from sanze.foundation.regime.comparing import differences
from sanze.foundation.regime.models import Draft
from sanze.foundation.regime.queries import regime
from sanze.foundation.regime.schema import Regime
from sanze.foundation.scope.actor import INSTALLER, Actor
from tests.cast import enforce_regime

OFFICE = Actor("冯涛", post="安委办科员", grants=frozenset({"regime.receive"}), areas=("",))


@pytest.fixture
def in_force(db) -> None:
    enforce_regime()


def test_the_draft_differs_in_that_one_thing_and_bears_the_next_version(in_force):
    made = adjust(OFFICE, None, duty="township-weekly", every="daily")

    (found,) = differences(regime(), Regime.model_validate(made.content))
    assert (found.name, made.version) == ("township-weekly", "1.1")
    assert Act.objects.latest("pk").facts == {"duty": "township-weekly", "every": "daily"}


def test_both_may_be_changed_at_once(in_force):
    made = adjust(OFFICE, None, duty="township-weekly", every="daily", limit="dangers.grade", value=3)

    assert len(differences(regime(), Regime.model_validate(made.content))) == 2


@pytest.mark.parametrize(
    "told",
    [
        {"duty": "no-such", "every": "daily"},
        {"duty": "own-measures", "every": "daily"},  # to be done once by a day
        {"duty": "township-weekly", "every": "hourly"},
        {"limit": "no.such", "value": 3},
        {"limit": "dangers.grade", "value": -1},
        {"limit": "dangers.grade"},
    ],
)
def test_what_the_regime_does_not_have_or_cannot_be_is_refused(in_force, told):
    with pytest.raises(UnknownEntry):
        adjust(OFFICE, None, **told)
    assert not Draft.objects.exists()


def test_no_change_is_no_draft(in_force):
    with pytest.raises(NothingChanged):
        adjust(OFFICE, None)
    with pytest.raises(NothingChanged):
        adjust(OFFICE, None, duty="township-weekly", every="weekly")


def test_without_the_power_nothing_is_drafted(in_force):
    with pytest.raises(NotGranted):
        adjust(Actor("某人"), None, limit="dangers.grade", value=3)
    assert not Draft.objects.exists()


def test_before_the_first_regime_there_is_nothing_to_adjust(db):
    with pytest.raises(NothingInForce):
        adjust(INSTALLER, None, limit="dangers.grade", value=3)
