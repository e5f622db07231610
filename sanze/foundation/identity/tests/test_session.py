"""How long a session lives, which post it acts in, and what it costs."""

from datetime import timedelta

import pytest
from django.test import Client

from sanze.foundation.identity import commands
from sanze.foundation.identity.models import SignIn
from sanze.foundation.identity.queries import actor_for
from sanze.foundation.identity.tests.house import come_in, seat
from sanze.foundation.moment import fixed, now, today
from sanze.foundation.regime import commands as regime_commands
from sanze.foundation.regime.models import Enforcement
from sanze.foundation.scope.actor import INSTALLER
from tests.cast import WEST

pytestmark = pytest.mark.django_db


@pytest.fixture
def west(house):
    return seat(house.officer.person, "township", "西镇安监员", WEST)


def test_a_session_outlives_pauses_shorter_than_the_limit(client, house):
    come_in(client, "chenjing")
    begin = now()

    for minutes in (29, 58, 87):
        with fixed(begin + timedelta(minutes=minutes)):
            assert client.get("/account/").status_code == 200


def test_a_page_asked_for_after_the_limit_leads_to_the_sign_in_page_with_a_sentence(client, house):
    come_in(client, "chenjing")

    with fixed(now() + timedelta(minutes=30)):
        answer = client.get("/account/", follow=True)

    assert answer.request["PATH_INFO"] == "/account/sign-in/"
    assert answer.request["QUERY_STRING"] == "next=%2Faccount%2F"
    assert "长时间未操作，请重新登录" in answer.content.decode()
    assert SignIn.objects.last().outcome == "idle"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("header", [{"HTTP_HX_REQUEST": "true"}, {"HTTP_ACCEPT": "application/json"}])
def test_a_script_gets_401_and_the_sentence_as_json(client, house, header):
    come_in(client, "chenjing")

    with fixed(now() + timedelta(minutes=30)):
        answer = client.get("/account/", **header)

    assert (answer.status_code, answer.json()["message"]) == (401, "长时间未操作，请重新登录")
    assert client.get("/account/").status_code == 302


def test_the_limit_is_that_of_the_regime(client, house):
    content = {**Enforcement.objects.get().content, "version": "2"}
    content["limits"]["identity.idle"]["value"] = 10
    enforce(content)
    come_in(client, "chenjing")

    with fixed(now() + timedelta(minutes=11)):
        assert client.get("/account/").status_code == 302


def enforce(content: dict) -> None:
    regime_commands.enforce(INSTALLER, None, content=content, on=today())


def test_with_the_switch_the_last_sign_in_ends_the_one_before(house):
    content = {**Enforcement.objects.get().content, "version": "2"}
    content["switches"]["identity.one_session"] = True
    enforce(content)
    first, second = Client(), Client()
    come_in(first, "chenjing")
    come_in(second, "chenjing")

    assert second.get("/account/").status_code == 200
    assert "您的账号已在别处登录" in first.get("/account/", follow=True).content.decode()


def test_without_the_switch_both_sessions_live(house):
    first, second = Client(), Client()
    come_in(first, "chenjing")
    come_in(second, "chenjing")

    assert [each.get("/account/").status_code for each in (first, second)] == [200, 200]


def actor_of(answer):
    return answer.wsgi_request.actor


def test_one_acts_in_the_first_post_until_one_switches(client, house, west):
    come_in(client, "chenjing")
    assert actor_of(client.get("/account/")).areas == house.officer.actor.areas

    client.post("/account/post/", {"post": str(west.post.pk)})

    assert actor_of(client.get("/account/")).areas == (WEST,)
    assert actor_of(client.get("/account/")).post_id == west.post.pk


@pytest.mark.parametrize("wanted", ["0", "x", ""])
def test_a_post_that_one_does_not_hold_changes_nothing(client, house, west, wanted):
    come_in(client, "chenjing")

    client.post("/account/post/", {"post": wanted})
    client.post("/account/post/", {"post": str(house.system.post.pk)})

    assert actor_of(client.get("/account/")).post_id == house.officer.post.pk


def test_switching_asks_for_a_post_request(client, house):
    come_in(client, "chenjing")

    assert client.get("/account/post/").status_code == 405


def test_the_chosen_post_once_ended_gives_way_to_the_other(client, house, west):
    come_in(client, "chenjing")
    client.post("/account/post/", {"post": str(west.post.pk)})
    commands.release(INSTALLER, house.officer.person.holdings.get(post=west.post), on=today(), reason="调离")

    assert actor_of(client.get("/account/")).post_id == house.officer.post.pk


def test_an_actor_costs_two_queries_however_many_posts(house, west, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert actor_for(house.officer.person, west.post.pk).post_id == west.post.pk


def test_a_request_costs_four_queries_before_its_view(client, house, django_assert_num_queries):
    come_in(client, "chenjing")
    client.get("/account/")

    # Session, person, regime and holdings; a name that no route has reaches no view.
    with django_assert_num_queries(4):
        assert client.get("/no-such-page/").wsgi_request.actor.post_id == house.officer.post.pk


def test_the_frame_offers_the_posts_and_marks_the_current(client, house, west):
    come_in(client, "chenjing")

    text = client.get("/account/").content.decode()

    assert f'value="{west.post.pk}"' in text
    assert f'value="{house.officer.post.pk}" aria-current="true" disabled' in text
