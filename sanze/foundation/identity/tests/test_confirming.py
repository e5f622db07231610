"""One's own hand under an act: the password once more, with the same patience as at the door."""

import pytest
from django.test import RequestFactory

from sanze.foundation.identity.confirming import NotConfirmed, confirm, refuse_unconfirmed
from sanze.foundation.identity.models import SignIn
from sanze.foundation.identity.refusals import WrongPassword
from sanze.foundation.identity.sessions import Locked
from sanze.foundation.identity.tests.house import PASSWORD
from sanze.foundation.regime.queries import regime


@pytest.fixture
def asking(house):
    request = RequestFactory().post("/letters/1/sign/")
    request.user = house.officer.person
    return request


def test_the_right_password_confirms_the_person_who_is_signed_in(asking, house):
    found = confirm(asking, password=PASSWORD)

    assert (found.person_id, found.way) == (house.officer.person.pk, "password")
    refuse_unconfirmed(house.officer.actor, found)
    with pytest.raises(NotConfirmed):
        refuse_unconfirmed(house.system.actor, found)


def test_wrong_passwords_are_counted_and_lock_as_at_the_door(asking, house):
    most = regime().limits["identity.lock_failures"].value
    for _ in range(most - 1):
        with pytest.raises(WrongPassword):
            confirm(asking, password="not-this-one-9A")
    with pytest.raises(Locked):
        confirm(asking, password="not-this-one-9A")
    with pytest.raises(Locked):
        confirm(asking, password=PASSWORD)

    rows = SignIn.objects.filter(username=house.officer.person.username)
    assert rows.filter(outcome="wrong").count() == most - 1
