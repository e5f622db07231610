"""The door: who comes in, who is locked out, and what the page gives away."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from sanze.foundation.identity import commands
from sanze.foundation.identity.models import SignIn
from sanze.foundation.identity.tests.house import PASSWORD, come_in
from sanze.foundation.moment import fixed, now, today
from sanze.foundation.scope.actor import INSTALLER

pytestmark = pytest.mark.django_db


def refusal(answer) -> str:
    return "".join(answer.context["form"].non_field_errors())


def outcomes() -> list[str]:
    return list(SignIn.objects.order_by("pk").values_list("outcome", flat=True))


def test_the_right_password_opens_and_the_journal_says_so(client, house):
    answer = come_in(client, "chenjing", HTTP_USER_AGENT="Browser 1")

    assert (answer.status_code, answer.url) == (302, "/")
    line = SignIn.objects.get()
    assert (line.outcome, line.person, line.address, line.agent) == ("entered", "陈静", "127.0.0.1", "Browser 1")
    assert client.get("/account/").context["person"] == house.officer.person


def test_a_wrong_password_and_a_name_that_nobody_has_sound_the_same(house):
    wrong, nobody = come_in(Client(), "chenjing", "wrong"), come_in(Client(), "nobody", "wrong")

    assert (wrong.status_code, nobody.status_code) == (401, 401)
    assert refusal(wrong) == refusal(nobody) == "登录名或密码不正确：再错 4 次将锁定 15 分钟"


def test_a_name_that_nobody_has_is_hashed_all_the_same(client, house, monkeypatch):
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda self, *given: hashed.append(given[0]) or encode(self, *given)
    )

    come_in(client, "chenjing", "wrong-1")
    known = len(hashed)
    come_in(client, "nobody", "wrong-2")

    assert known == len(hashed) - known == 1


def test_the_fifth_failure_locks_and_the_right_password_no_longer_helps(house):
    told = [refusal(come_in(Client(REMOTE_ADDR=f"10.0.0.{each}"), "chenjing", "wrong")) for each in range(5)]

    assert told[3].endswith("再错 1 次将锁定 15 分钟")
    assert told[4] == "登录失败次数过多，账号已锁定：请 15 分钟后再试，或联系安全管理员解锁"
    answer = come_in(Client(), "chenjing")
    assert (answer.status_code, refusal(answer)) == (429, told[4])
    assert outcomes() == ["wrong"] * 4 + ["locked"] * 2


def test_a_name_that_nobody_has_is_locked_as_well(house):
    told = [refusal(come_in(Client(), "nobody", "wrong")) for _ in range(5)]

    assert told[4].startswith("登录失败次数过多，账号已锁定")


def test_the_lock_ends_after_its_minutes_and_knocking_does_not_prolong_it(house):
    for _ in range(7):
        come_in(Client(), "chenjing", "wrong")
    AccessAttempt.objects.update(attempt_time=now() - timedelta(minutes=14, seconds=50))
    assert come_in(Client(), "chenjing").status_code == 429
    AccessAttempt.objects.update(attempt_time=now() - timedelta(minutes=15, seconds=1))

    assert come_in(Client(), "chenjing").status_code == 302


def test_a_lock_of_one_name_leaves_the_others_alone(house):
    for _ in range(5):
        come_in(Client(), "chenjing", "wrong")

    assert come_in(Client(), "xitong").status_code == 302


def test_success_forgets_the_failures_before(house):
    for _ in range(4):
        come_in(Client(), "chenjing", "wrong")
    come_in(Client(), "chenjing")

    assert refusal(come_in(Client(), "chenjing", "wrong")).endswith("再错 4 次将锁定 15 分钟")


def test_no_password_is_kept_of_a_failure(house):
    come_in(Client(), "chenjing", "my-secret-guess")

    kept = AccessAttempt.objects.get()
    assert "my-secret-guess" not in f"{kept.post_data}{kept.get_data}"


def test_the_session_id_from_before_is_worthless_afterwards(client, house):
    client.get("/account/sign-in/")
    client.session["planted"] = "yes"
    session = client.session
    session["planted"] = "yes"
    session.save()
    before = session.session_key
    client.cookies["sanze"] = before

    come_in(client, "chenjing")

    assert client.session.session_key != before
    thief = Client()
    thief.cookies["sanze"] = before
    assert thief.get("/account/").status_code == 302


def test_somebody_without_a_post_does_not_come_in(client, house):
    holding = house.officer.person.holdings.get()
    commands.release(INSTALLER, holding, on=today(), reason="调离")

    answer = come_in(client, "chenjing")

    assert (answer.status_code, refusal(answer)) == (403, "您目前没有任职岗位，不能登录，请联系系统管理员")
    assert outcomes() == ["postless"]
    assert "_auth_user_id" not in client.session


def test_a_post_that_ends_tomorrow_is_still_held_today(client, house):
    commands.release(INSTALLER, house.officer.person.holdings.get(), on=today() + timedelta(days=1), reason="调离")

    assert come_in(client, "chenjing").status_code == 302
    with fixed(now() + timedelta(days=1)):
        assert come_in(Client(), "chenjing").status_code == 403


def test_a_post_that_ends_during_the_session_is_gone_at_once(client, house):
    come_in(client, "chenjing")
    commands.release(INSTALLER, house.officer.person.holdings.get(), on=today(), reason="调离")

    answer = client.get("/account/", follow=True)

    assert answer.request["PATH_INFO"] == "/account/sign-in/"
    assert "您目前没有任职岗位" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_suspended_person_is_out_at_once_and_told_nothing_more_than_anybody(client, house):
    come_in(client, "chenjing")
    commands.suspend(INSTALLER, house.officer.person, reason="停职")

    assert client.get("/account/").status_code == 302
    assert refusal(come_in(Client(), "chenjing")) == "登录名或密码不正确：再错 4 次将锁定 15 分钟"


def test_signing_out_asks_for_a_post_and_ends_the_session(client, house):
    come_in(client, "chenjing")

    assert client.get("/account/sign-out/").status_code == 405
    assert client.post("/account/sign-out/").url == "/account/sign-in/"
    assert client.get("/account/").status_code == 302
    assert outcomes() == ["entered", "left"]


def test_one_goes_on_to_where_one_wanted_but_never_out_of_the_house(house):
    inside = Client().post(
        "/account/sign-in/", {"username": "chenjing", "password": PASSWORD, "next": "/system/posts/"}
    )
    outside = Client().post(
        "/account/sign-in/", {"username": "chenjing", "password": PASSWORD, "next": "https://evil.example/"}
    )

    assert (inside.url, outside.url) == ("/system/posts/", "/")


def test_a_stale_form_gets_a_sentence_and_signs_nobody_in(house):
    strict = Client(enforce_csrf_checks=True)

    answer = come_in(strict, "chenjing")

    assert answer.status_code == 403
    assert "页面停留过久" in answer.content.decode()


def test_the_proxy_is_believed_only_where_there_is_one(house, settings):
    come_in(Client(), "chenjing", HTTP_X_FORWARDED_FOR="1.2.3.4, 5.6.7.8")
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    come_in(Client(), "chenjing", HTTP_X_FORWARDED_FOR="1.2.3.4, 5.6.7.8")

    assert list(SignIn.objects.order_by("pk").values_list("address", flat=True)) == ["127.0.0.1", "5.6.7.8"]
