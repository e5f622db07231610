"""Passwords: forced at first, aged, remembered, reset by others, and never in an act."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from pydantic import SecretStr

from sanze.foundation.acts.models import Act
from sanze.foundation.acts.refusal import NotGranted
from sanze.foundation.acts.verify import faults
from sanze.foundation.identity import commands, refusals
from sanze.foundation.identity.models import FormerPassword, Person
from sanze.foundation.identity.queries import oneself
from sanze.foundation.identity.tests.house import PASSWORD, come_in, person, seat
from sanze.foundation.moment import fixed, now
from sanze.foundation.scope.actor import Actor

pytestmark = pytest.mark.django_db


def change(someone: Person, current: str, new: str, actor: Actor | None = None) -> None:
    commands.change_password(actor or oneself(someone), someone, current=SecretStr(current), new=SecretStr(new))


def post_change(client: Client, current: str, new: str, again: str | None = None):
    return client.post("/account/password/", {"current": current, "new": new, "again": again or new})


def test_a_person_takes_a_new_password(house):
    change(house.officer.person, PASSWORD, "River-5-Bridge-Nine")

    fresh = Person.objects.get(pk=house.officer.person.pk)
    assert fresh.check_password("River-5-Bridge-Nine")
    assert not fresh.check_password(PASSWORD)


def test_without_the_power_over_ones_account_nothing_changes(house):
    actor = Actor("陈静", person_id=house.officer.person.pk, areas=("",))

    with pytest.raises(NotGranted):
        change(house.officer.person, PASSWORD, "River-5-Bridge-Nine", actor)

    assert Person.objects.get(pk=house.officer.person.pk).check_password(PASSWORD)


def test_nobody_changes_the_password_of_another(house):
    with pytest.raises(refusals.NotOneself):
        change(house.officer.person, PASSWORD, "River-5-Bridge-Nine", oneself(house.system.person))


def test_the_current_password_must_be_right(house):
    with pytest.raises(refusals.WrongPassword):
        change(house.officer.person, "wrong", "River-5-Bridge-Nine")


def test_a_weak_password_is_refused_with_every_reason(house):
    with pytest.raises(refusals.WeakPassword) as refused:
        change(house.officer.person, PASSWORD, "chenjing1")

    assert str(refused.value).count("；") == 2


def test_the_last_five_passwords_do_not_come_back_but_the_sixth_does(house):
    someone, used = house.officer.person, [PASSWORD]
    for number in range(5):
        used.append(f"River-Bridge-{number}")
        change(Person.objects.get(pk=someone.pk), used[-2], used[-1])

    for old in used[1:]:
        with pytest.raises(refusals.PasswordUsed):
            change(Person.objects.get(pk=someone.pk), used[-1], old)
    change(Person.objects.get(pk=someone.pk), used[-1], PASSWORD)


def test_no_password_and_no_hash_is_ever_in_an_act(house):
    change(house.officer.person, PASSWORD, "River-5-Bridge-Nine")
    told = commands.reset_password(house.system.actor, house.officer.person)

    hashes = [*Person.objects.values_list("password", flat=True)]
    hashes += FormerPassword.objects.values_list("password", flat=True)
    acts = json.dumps(list(Act.objects.values("facts", "made", "changes", "result")), ensure_ascii=False)
    assert len(hashes) == 6
    assert not [each for each in [*hashes, PASSWORD, "River-5-Bridge-Nine", told, "md5$"] if each in acts]
    assert '"password"' not in acts
    act = Act.objects.get(command="identity.change_password")
    assert act.facts == {"current": "**********", "new": "**********"}
    changed = act.changes[f"identity.person:{house.officer.person.pk}"]
    assert set(changed) == {"password_set_at", "must_change_password"}


def test_the_seals_hold_over_records_with_unsealed_fields(house):
    change(house.officer.person, PASSWORD, "River-5-Bridge-Nine")
    commands.make_token(house.officer.actor, None, name="报送", days=10)

    assert [fault.sentence for fault in faults()] == []


def test_a_password_from_another_must_be_changed_before_anything_else(client, house):
    seat(person("wangfang", "王芳", must_change=True), "village", "网格员", "149981101201")
    come_in(client, "wangfang")

    answer = client.get("/account/", follow=True)
    assert answer.request["PATH_INFO"] == "/account/password/"
    assert answer.wsgi_request.actor is None

    answer = post_change(client, PASSWORD, "River-5-Bridge-Nine")
    assert answer.status_code == 302
    assert client.get("/account/").status_code == 200


def test_a_password_is_too_old_on_its_ninetieth_day(house):
    for days, owed in ((89, False), (90, True)):
        client = Client()
        with fixed(now() + timedelta(days=days)):
            come_in(client, "chenjing")
            assert (client.get("/account/").status_code == 302) is owed


def test_a_change_ends_the_other_sessions_and_keeps_this_one_under_a_new_id(house):
    here, there = Client(), Client()
    come_in(here, "chenjing")
    come_in(there, "chenjing")
    before = here.session.session_key

    post_change(here, PASSWORD, "River-5-Bridge-Nine")

    assert here.session.session_key != before
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302


def test_the_page_tells_what_is_wrong_and_keeps_the_password(client, house):
    come_in(client, "chenjing")

    unlike = post_change(client, PASSWORD, "River-5-Bridge-Nine", "River-5-Bridge-Ten")
    weak = post_change(client, PASSWORD, "short")

    assert (unlike.status_code, weak.status_code) == (422, 409)
    assert unlike.context["form"].errors["again"] == ["两次输入的新密码不一致"]
    assert "密码至少 12 位，现为 5 位" in weak.content.decode()
    assert Person.objects.get(username="chenjing").check_password(PASSWORD)


def test_guessing_the_current_password_in_a_stolen_session_is_locked_as_at_the_door(client, house):
    come_in(client, "chenjing")
    told = [post_change(client, "wrong", "River-5-Bridge-Nine").status_code for _ in range(5)]

    assert told == [409] * 4 + [429]
    assert post_change(client, PASSWORD, "River-5-Bridge-Nine").status_code == 429
    assert Person.objects.get(username="chenjing").check_password(PASSWORD)


def test_a_reset_gives_a_password_for_one_sign_in_and_ends_the_sessions(house):
    client = Client()
    come_in(client, "chenjing")

    told = commands.reset_password(house.system.actor, house.officer.person)

    assert client.get("/account/").status_code == 302
    assert come_in(Client(), "chenjing").status_code == 401
    fresh = Client()
    assert come_in(fresh, "chenjing", told).status_code == 302
    assert fresh.get("/account/", follow=True).request["PATH_INFO"] == "/account/password/"


def test_nobody_resets_their_own_password(house):
    with pytest.raises(refusals.OwnPower):
        commands.reset_password(house.system.actor, house.system.person)

    assert Person.objects.get(pk=house.system.person.pk).check_password(PASSWORD)


@pytest.mark.parametrize("who", ["security", "audit", "officer"])
def test_only_the_system_administrator_resets_passwords(house, who):
    with pytest.raises(NotGranted):
        commands.reset_password(getattr(house, who).actor, house.officer.person)


def test_only_the_console_lets_in_with_a_password_known_beforehand(house):
    for facts in ({"password_hash": SecretStr(make_password("x"))}, {"must_change_password": False}):
        with pytest.raises(refusals.ConsoleOnly):
            commands.register_person(house.system.actor, None, username="zhao", name="赵磊", **facts)

    assert not Person.objects.filter(username="zhao").exists()


def test_a_person_just_registered_cannot_sign_in_with_anything(house):
    fresh = commands.register_person(house.system.actor, None, username="zhao", name="赵磊")
    seat(fresh, "village", "网格员", "149981101202")

    for word in ("", "!", fresh.password):
        assert come_in(Client(), "zhao", word).status_code in (200, 401)
        assert not fresh.check_password(word)


def test_unlocking_lets_a_locked_person_in_again(house):
    for _ in range(5):
        come_in(Client(), "chenjing", "wrong")

    with pytest.raises(NotGranted):
        commands.unlock(house.system.actor, house.officer.person)
    assert come_in(Client(), "chenjing").status_code == 429

    commands.unlock(house.security.actor, house.officer.person)
    assert come_in(Client(), "chenjing").status_code == 302


def test_the_installer_registers_with_a_hash_that_no_act_knows(house):
    act = Act.objects.filter(command="identity.register_person").first()

    assert act.facts["password_hash"] == "**********"
