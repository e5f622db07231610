"""Keys for programs: shown once, kept as a hash, worth no more than the person in the post."""

import json
from datetime import timedelta

import pytest

from sanze.foundation.acts.models import Act
from sanze.foundation.acts.refusal import NotGranted
from sanze.foundation.identity import commands, refusals
from sanze.foundation.identity.models import ApiToken
from sanze.foundation.identity.queries import actor_by_token
from sanze.foundation.moment import fixed, now, today
from sanze.foundation.scope.actor import INSTALLER, Actor
from tests.cast import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def token(house) -> ApiToken:
    return commands.make_token(house.officer.actor, None, name="报送程序", days=30)


def test_a_program_acts_as_the_person_in_the_post(house, token):
    assert actor_by_token(token.bearer) == house.officer.actor


def test_the_key_is_kept_nowhere_and_its_hash_in_no_act(house, token):
    stored = ApiToken.objects.get()

    assert token.bearer not in str(vars(stored))
    acts = json.dumps(list(Act.objects.values("facts", "made", "changes")))
    assert token.bearer not in acts
    assert stored.digest not in acts


@pytest.mark.parametrize("bearer", ["", "sanze_x", "\x00"])
def test_an_unknown_key_is_nobody(house, token, bearer):
    assert actor_by_token(bearer) is None


def test_a_key_ends_with_its_day(house, token):
    with fixed(now() + timedelta(days=30)):
        assert actor_by_token(token.bearer) == house.officer.actor
    with fixed(now() + timedelta(days=31)):
        assert actor_by_token(token.bearer) is None


def test_a_revoked_key_is_worthless(house, token):
    commands.revoke_token(house.officer.actor, token)

    assert actor_by_token(token.bearer) is None
    with pytest.raises(refusals.Revoked):
        commands.revoke_token(house.officer.actor, token)


def test_nobody_revokes_the_key_of_another(house, token):
    with pytest.raises(refusals.NotOneself):
        commands.revoke_token(house.system.actor, token)
    with pytest.raises(NotGranted):
        commands.revoke_token(Actor("x", person_id=house.officer.person.pk, areas=("",)), token)

    assert actor_by_token(token.bearer) is not None


def test_a_key_dies_with_the_holding_and_with_the_person(house, token):
    commands.suspend(INSTALLER, house.officer.person, reason="停职")
    assert actor_by_token(token.bearer) is None
    commands.reinstate(INSTALLER, house.officer.person, reason="复职")
    commands.release(INSTALLER, house.officer.person.holdings.get(), on=today(), reason="调离")

    assert actor_by_token(token.bearer) is None


def test_a_post_with_a_second_factor_has_no_keys(house):
    with pytest.raises(refusals.NoTokenForFactor):
        commands.make_token(house.security.actor, None, name="x", days=30)


@pytest.mark.parametrize("days", [0, -1, 366])
def test_a_key_lives_no_longer_than_the_regime_says(house, days):
    with pytest.raises(refusals.TokenTooLong):
        commands.make_token(house.officer.actor, None, name="x", days=days)


def test_the_house_itself_has_no_keys_nor_has_somebody_without_the_power(house):
    with pytest.raises(refusals.NoPost):
        commands.make_token(INSTALLER, None, name="x", days=30)
    with pytest.raises(NotGranted):
        commands.make_token(Actor("x", person_id=1, post_id=1, areas=("",)), None, name="x", days=30)


def test_the_page_shows_a_key_once_and_revokes_it(client, house):
    sign_in(client, house.officer)

    shown = client.post("/account/tokens/make_token/", {"name": "报送", "days": "30"})
    bearer = shown.context["secret"]
    token = ApiToken.objects.get()

    assert bearer in shown.content.decode()
    assert actor_by_token(bearer).post_id == house.officer.post.pk
    assert bearer not in client.get("/account/").content.decode()
    assert client.post(f"/account/tokens/{token.pk}/revoke_token/", {"key": ""}).url == "/account/"
    assert actor_by_token(bearer) is None


def test_a_submission_sent_twice_makes_one_key_and_shows_it_once(client, house):
    sign_in(client, house.officer)
    key = str(client.get("/account/tokens/make_token/").context["form"]["key"].value())

    first, second = [
        client.post("/account/tokens/make_token/", {"name": "报送", "days": "30", "key": key}) for _ in range(2)
    ]

    assert (bool(first.context["secret"]), second.context["secret"]) == (True, "")
    assert ApiToken.objects.count() == 1
