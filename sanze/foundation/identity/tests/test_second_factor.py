"""The second factor: bound at first, shown ever after, lost with the help of another administrator."""

import time
from datetime import timedelta

import pytest
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice
from pydantic import SecretStr

from sanze.foundation.acts.models import Act
from sanze.foundation.acts.refusal import NotGranted
from sanze.foundation.identity import commands, factors, refusals
from sanze.foundation.identity.models import SignIn
from sanze.foundation.identity.queries import oneself
from sanze.foundation.identity.tests.house import come_in, seat
from sanze.foundation.moment import now
from sanze.foundation.scope.actor import Actor
from tests.cast import EAST, sign_in

pytestmark = pytest.mark.django_db
PAGE = "/account/second-factor/"


def code_of(key: str, later: int = 0) -> str:
    return f"{totp(bytes.fromhex(key), t0=-30 * later):06d}"


def wrong_code(key: str) -> str:
    near = {code_of(key, later) for later in (-2, -1, 0, 1, 2)}
    return next(f"{number:06d}" for number in range(10) if f"{number:06d}" not in near)


@pytest.fixture
def bound(house) -> TOTPDevice:
    return TOTPDevice.objects.create(user=house.security.person, name="动态口令")


def test_the_first_time_a_device_is_bound_and_until_then_nothing_may_be_done(client, house):
    come_in(client, "anquan")

    answer = client.get("/system/people/", follow=True)
    assert answer.request["PATH_INFO"] == PAGE
    assert answer.wsgi_request.actor is None
    key = client.session["factor_key"]
    assert factors.spelled(key) in answer.content.decode()
    picture = client.get("/account/second-factor/picture.svg")
    assert (picture["Content-Type"], picture["Cache-Control"]) == (
        "image/svg+xml",
        "max-age=0, no-cache, no-store, must-revalidate, private",
    )
    assert b"<svg" in picture.content

    before = client.session.session_key
    answer = client.post(PAGE, {"code": code_of(key), "next": "/system/people/"})

    assert answer.url == "/system/people/"
    assert client.session.session_key != before
    assert "factor_key" not in client.session
    assert client.get("/system/people/").status_code == 200
    assert TOTPDevice.objects.get().user == house.security.person
    assert Act.objects.get(command="identity.enrol_factor").facts == {"secret": "**********", "code": "**********"}
    assert SignIn.objects.last().outcome == "verified"


def test_a_wrong_code_binds_nothing(client, house):
    come_in(client, "anquan")
    client.get(PAGE)

    answer = client.post(PAGE, {"code": wrong_code(client.session["factor_key"])})

    assert answer.status_code == 409
    assert not TOTPDevice.objects.exists()


def test_a_code_is_six_digits(client, house):
    come_in(client, "anquan")

    assert client.post(PAGE, {"code": "12345a"}).context["form"].errors["code"] == ["动态口令为 6 位数字"]


def test_a_bound_device_is_asked_for_at_each_sign_in(client, house, bound):
    come_in(client, "anquan")
    assert client.get("/system/people/").status_code == 302

    answer = client.post(PAGE, {"code": code_of(bound.key)})

    assert answer.status_code == 302
    assert client.get("/system/people/").status_code == 200
    assert Client().get("/system/people/").status_code == 302


def test_a_code_serves_once(house, bound):
    code = code_of(bound.key)
    first, second = Client(), Client()
    for client in (first, second):
        come_in(client, "anquan")

    assert first.post(PAGE, {"code": code}).status_code == 302
    assert second.post(PAGE, {"code": code}).status_code == 409
    assert second.get("/system/people/").status_code == 302


def test_failures_make_one_wait_ever_longer(client, house, bound):
    come_in(client, "anquan")

    first = client.post(PAGE, {"code": wrong_code(bound.key)})
    second = client.post(PAGE, {"code": code_of(bound.key)})

    assert (first.status_code, second.status_code) == (409, 429)
    assert "秒后再试" in second.content.decode()
    assert SignIn.objects.last().outcome == "unverified"
    TOTPDevice.objects.update(throttling_failure_timestamp=now() - timedelta(seconds=2))
    assert client.post(PAGE, {"code": code_of(bound.key)}).status_code == 302


def test_a_bound_device_cannot_be_replaced_by_whoever_knows_the_password(client, house, bound):
    come_in(client, "anquan")
    session = client.session
    session["factor_key"] = factors.new_key()
    session.save()

    client.post(PAGE, {"code": code_of(session["factor_key"])})

    assert client.get("/system/people/").status_code == 302
    with pytest.raises(refusals.FactorExists):
        enrol(house.security.person, factors.new_key())
    assert TOTPDevice.objects.get() == bound


def enrol(person, key: str, actor: Actor | None = None) -> None:
    commands.enrol_factor(actor or oneself(person), person, secret=SecretStr(key), code=SecretStr(code_of(key)))


def test_only_oneself_binds_a_device(house):
    with pytest.raises(refusals.NotOneself):
        enrol(house.officer.person, factors.new_key(), oneself(house.security.person))
    with pytest.raises(NotGranted):
        enrol(house.officer.person, factors.new_key(), Actor("陈静", person_id=house.officer.person.pk, areas=("",)))

    enrol(house.officer.person, factors.new_key())
    assert TOTPDevice.objects.get().user == house.officer.person


def test_the_password_alone_does_not_change_the_password_of_an_administrator(client, house, bound):
    come_in(client, "anquan")

    answer = client.get("/account/password/", follow=True)

    assert answer.request["PATH_INFO"] == PAGE


def test_another_administrator_looses_a_lost_device_and_the_session_that_showed_it_loses_its_power(house, bound):
    thief = Client()
    come_in(thief, "anquan")
    thief.post(PAGE, {"code": code_of(bound.key)})
    assert thief.get("/system/people/").status_code == 200

    commands.reset_factor(house.audit.actor, house.security.person, reason="手机遗失")

    assert thief.get("/system/people/").status_code == 302
    assert not TOTPDevice.objects.exists()


def test_a_device_is_not_loosed_by_oneself_nor_by_who_resets_passwords_nor_twice(house, bound):
    with pytest.raises(refusals.OwnPower):
        commands.reset_factor(house.security.actor, house.security.person, reason="x")
    with pytest.raises(NotGranted):
        commands.reset_factor(house.system.actor, house.security.person, reason="x")
    with pytest.raises(refusals.NoFactor):
        commands.reset_factor(house.security.actor, house.audit.person, reason="x")

    assert TOTPDevice.objects.get() == bound


def test_one_may_go_on_in_a_post_that_asks_for_no_second_factor(client, house):
    plain = seat(house.security.person, "village", "网格员", f"{EAST}201")
    come_in(client, "anquan")
    page = client.get(PAGE)
    assert f'value="{plain.post.pk}"' in page.content.decode()

    client.post("/account/post/", {"post": str(plain.post.pk)})

    assert client.get("/account/").wsgi_request.actor.post_id == plain.post.pk
    assert client.get("/system/people/").status_code == 403


def test_an_officer_may_bind_a_device_of_their_own_wish(client, house):
    come_in(client, "chenjing")
    client.get(PAGE)

    answer = client.post(PAGE, {"code": code_of(client.session["factor_key"]), "next": "/account/"})

    assert answer.url == "/account/"
    assert TOTPDevice.objects.get().user == house.officer.person


def test_the_picture_is_for_who_is_binding_alone(client, house, bound):
    assert client.get("/account/second-factor/picture.svg").status_code == 404
    come_in(client, "anquan")
    assert client.get("/account/second-factor/picture.svg").status_code == 404


def test_the_address_in_the_picture_names_house_and_person(house):
    key = "00" * 20

    assert factors.address(key, house.security.person, "云河 平台") == (
        "otpauth://totp/%E4%BA%91%E6%B2%B3%20%E5%B9%B3%E5%8F%B0%3Aanquan"
        f"?secret={'A' * 32}&issuer=%E4%BA%91%E6%B2%B3%20%E5%B9%B3%E5%8F%B0&digits=6&period=30"
    )


def test_a_code_of_the_neighbouring_step_is_taken_and_one_further_off_is_not():
    key = factors.new_key()
    step = int(time.time()) // 30

    assert factors.step_of(key, code_of(key, -1)) in (step - 1, step)
    assert factors.step_of(key, code_of(key, -3)) is None
    assert factors.step_of(key, "１２３４５６") is None


def test_the_cast_signs_in_an_administrator(client, house):
    sign_in(client, house.audit)

    assert client.get("/system/acts/").status_code == 200
