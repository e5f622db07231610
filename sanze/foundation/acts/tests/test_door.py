"""The door: powers, scope, one act for one call, and nothing left behind by a refusal."""

from datetime import date
from uuid import uuid4

import pytest

from sanze.foundation.acts.entry import OutsideTheDoor
from sanze.foundation.acts.models import Act
from sanze.foundation.acts.records import NothingIsDeleted
from sanze.foundation.acts.refusal import KeyReused, NotGranted, OutOfScope, UnfitText
from sanze.foundation.identity import commands
from sanze.foundation.identity.models import Holding, Person, Post
from sanze.foundation.scope.actor import INSTALLER, Actor
from tests.cast import BEGIN, COUNTY, EAST, WEST, enforce_regime

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _regime(db):
    enforce_regime()


def open_post(area=EAST, actor=INSTALLER, **more):
    return commands.open_post(
        actor, None, title="安监员", unit="东镇安监站", kind="township", on=BEGIN, area_code=area, **more
    )


def clerk(area: str) -> Actor:
    grants = frozenset({"identity.close_post", "identity.open_post"})
    return Actor("王敏", person_id=7, post_id=7, post="系统管理员", grants=grants, areas=(area,))


def test_an_act_says_who_did_what_and_what_was_written():
    post = open_post()

    act = Act.objects.get(command="identity.open_post")
    assert (act.person, act.post, act.title, act.capability) == ("控制台", "系统", "设立岗位", "X7")
    assert act.regime == "yunhe-2026@1"
    assert act.made[f"identity.post:{post.pk}"]["area_code"] == EAST
    assert act.records == [f"identity.post:{post.pk}"]
    assert act.facts["on"] == "2026-01-01"


def test_a_change_is_remembered_with_what_stood_there_before():
    post = open_post()

    commands.close_post(INSTALLER, post, on=date(2026, 5, 1))

    act = Act.objects.get(command="identity.close_post")
    assert act.changes == {f"identity.post:{post.pk}": {"closed_on": [None, "2026-05-01"]}}


@pytest.mark.parametrize("text", ["a\x00b", "半个\ud83d"])
def test_a_text_that_cannot_be_kept_is_refused_before_anything_is_written(text):
    acts = Act.objects.count()

    with pytest.raises(UnfitText):
        commands.open_post(INSTALLER, None, title=text, unit="站", kind="township", on=BEGIN)

    assert (Act.objects.count(), Post.objects.count()) == (acts, 0)


def test_a_backslash_is_no_unfit_text():
    post = commands.open_post(INSTALLER, None, title="\\u0000", unit="站", kind="township", on=BEGIN, area_code=EAST)

    assert post.title == "\\u0000"


def test_without_the_power_nothing_happens():
    post, acts = open_post(), Act.objects.count()

    with pytest.raises(NotGranted):
        commands.close_post(Actor("路人", areas=("",)), post, on=BEGIN)

    post.refresh_from_db()
    assert post.closed_on is None
    assert Act.objects.count() == acts


def test_the_neighbour_finds_no_such_record():
    post, acts = open_post(EAST), Act.objects.count()

    with pytest.raises(OutOfScope):
        commands.close_post(clerk(WEST), post, on=BEGIN)

    assert Act.objects.count() == acts


def test_nobody_makes_what_they_may_not_see():
    with pytest.raises(OutOfScope):
        open_post(WEST, actor=clerk(EAST))

    assert not Post.objects.exists()


def test_a_retried_call_returns_what_the_first_made():
    key = uuid4()

    first, second = open_post(key=key), open_post(key=key)

    assert first.pk == second.pk
    assert Act.objects.filter(command="identity.open_post").count() == 1


def test_a_key_serves_one_act_only():
    key = uuid4()
    post = open_post(key=key)

    with pytest.raises(KeyReused):
        commands.close_post(INSTALLER, post, on=BEGIN, key=key)


def test_a_key_with_other_facts_is_refused_and_nothing_more_is_written():
    key = uuid4()
    open_post(key=key)
    acts = Act.objects.count()

    with pytest.raises(KeyReused):
        open_post(WEST, key=key)

    assert (Act.objects.count(), Post.objects.count()) == (acts, 1)


def test_nobody_learns_what_anothers_key_made():
    key = uuid4()
    open_post(key=key)

    with pytest.raises(KeyReused):
        open_post(key=key, actor=clerk(EAST))


def test_a_record_cannot_be_written_outside_a_command():
    with pytest.raises(OutsideTheDoor):
        Post.objects.create(title="x", unit="y", kind="township", area_code=COUNTY, opened_on=BEGIN)


def test_a_record_cannot_be_deleted():
    post = open_post()

    with pytest.raises(NothingIsDeleted):
        post.delete()
    with pytest.raises(NothingIsDeleted):
        Post.objects.all().delete()


def test_nested_commands_leave_an_act_each_and_a_failed_one_leaves_none():
    person = commands.register_person(INSTALLER, None, username="chen", name="陈静")
    post, acts = open_post(), Act.objects.count()
    commands.appoint(INSTALLER, post, person_id=person.pk, on=BEGIN)
    other = commands.register_person(INSTALLER, None, username="li", name="李强")

    with pytest.raises(commands.PostHeld):
        commands.appoint(INSTALLER, post, person_id=other.pk, on=BEGIN)

    assert Act.objects.count() == acts + 2
    assert Holding.objects.count() == 1
    assert Person.objects.count() == 2
