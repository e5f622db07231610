"""Posts change hands and are closed in the middle of everything, and nothing is left without an owner.

Walks every table that points at a post: each column passes on, or stays for a reason that its app gives.
"""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from sanze.foundation.acts.models import Act
from sanze.foundation.acts.verify import faults
from sanze.foundation.identity import commands as identity
from sanze.foundation.identity.carrying import CARRIED, STAYS, parcels
from sanze.foundation.identity.models import Holding, Post
from sanze.foundation.identity.queries import actor_in, holder_of
from sanze.foundation.identity.refusals import CannotTakeOver, NotHandedOver, StillCarries
from sanze.foundation.moment import fixed, today
from sanze.foundation.scope.actor import INSTALLER
from sanze.know.handover import commands as handover
from sanze.know.letters.tests import factories as letters
from sanze.know.responsibility.models import Assignment
from sanze.perform.dangers.commands.handover import receive
from sanze.perform.dangers.models import Danger
from sanze.perform.duties.commands.creating import keep_up
from sanze.perform.duties.models import OPEN, Obligation
from tests.posts.columns import columns, declared, of_the_platform, undeclared
from tests.posts.laden import MORNING, laden

pytestmark = pytest.mark.capability("L11")
OWN = [each for each in CARRIED if each.weight != "shared"]


def open_of(post: Post) -> dict[str, set]:
    return {each.title: {row.pk for row in each.rows(post)} for each in CARRIED}


def staying(post: Post) -> dict[str, set]:
    """What stands of the post in columns that stay."""
    found = {}
    for column in STAYS:
        app, model, name = column.split(".")
        field = apps.get_model(app, model)._meta.get_field(name)
        if field.is_relation or isinstance(field, models.IntegerField):
            rows = apps.get_model(app, model)._base_manager.filter(**{name: post.pk})
            found[column] = set(rows.values_list("pk", flat=True))
    return found


def leave(load, *, to=None) -> None:
    """The holder confirms a hand-over and is released."""
    holding = Holding.objects.get(post=load.post, deputy=False)
    protocol = handover.draw_up(
        load.role.actor, load.post, receiver_id=(to or load.heir).person.pk, occasion="transfer", on=today()
    )
    handover.give(load.role.actor, protocol, on=today(), confirmation=letters.hand(load.role.actor))
    identity.release(INSTALLER, holding, on=today(), reason="调动")


def test_every_column_that_points_at_a_post_says_what_becomes_of_it():
    assert undeclared(of_the_platform()) == []


def test_no_column_is_declared_that_is_not_there():
    there = set(columns(of_the_platform()))
    assert sorted(declared() - there) == []


@isolate_apps()
def test_a_new_model_that_points_at_a_post_is_found_by_its_name():
    class Watch(models.Model):
        post = models.ForeignKey(Post, models.PROTECT)
        relief_post_id = models.BigIntegerField()

        class Meta:
            app_label = "handover"

    assert undeclared([Watch]) == ["handover.Watch.post", "handover.Watch.relief_post_id"]


def test_every_reason_to_stay_is_a_sentence():
    assert [column for column, reason in STAYS.items() if len(reason) < 8] == []


def test_the_laden_post_carries_some_of_every_kind(city):
    load = laden(city)

    found = open_of(load.post)

    assert [title for title, rows in found.items() if not rows] == []


def test_nobody_leaves_a_laden_post_unless_somebody_answers_after_them(city):
    load = laden(city)
    holding = Holding.objects.get(post=load.post)
    acts = Act.objects.count()

    with pytest.raises(NotHandedOver) as refusal:
        identity.release(INSTALLER, holding, on=today(), reason="调动")

    assert "承办的隐患 2 项" in str(refusal.value)
    assert Act.objects.count() == acts


def test_who_takes_the_post_has_all_of_it(city):
    load = laden(city)
    before = open_of(load.post)
    leave(load)
    someone = identity.register_person(INSTALLER, None, username="xinren", name="辛仁")
    identity.confirm(INSTALLER, identity.appoint(INSTALLER, load.post, person_id=someone.pk, on=today()))

    assert holder_of(load.post.pk) == someone
    signed, to_sign = before.pop("已签订、继任人须补签的责任书"), before.pop("待签订的责任书")
    after = open_of(load.post)
    assert {title: after[title] >= rows for title, rows in before.items()} == dict.fromkeys(before, True)
    assert after["待签订的责任书"] == to_sign | signed
    actor = actor_in(someone, load.post)
    receive(actor, Danger.objects.get(passing_to_id=load.post.pk))
    for pk in after["待签订的责任书"]:
        letter = letters.Letter.objects.get(pk=pk)
        letters.commands.sign(actor, letter, on=today(), confirmation=letters.hand(actor))
    assert open_of(load.post)["待签订的责任书"] == set()


def test_a_laden_post_is_not_closed_without_another_to_take_it_over(city):
    load = laden(city)
    leave(load)

    with pytest.raises(StillCarries):
        identity.close_post(INSTALLER, load.post, on=today())
    with pytest.raises(CannotTakeOver):
        identity.close_post(INSTALLER, load.post, on=today(), successor_id=city.officer.post.pk)

    assert load.post.closed_on is None


def test_closing_passes_every_open_thing_to_the_successor_and_leaves_history_alone(city):
    load = laden(city)
    leave(load)
    before, history = open_of(load.post), staying(load.post)

    identity.close_post(INSTALLER, load.post, on=today(), successor_id=load.heir.post.pk)
    with fixed(MORNING + timedelta(hours=20)):
        keep_up(today())
        left = Obligation.objects.filter(OPEN, holder=load.post, late_until__gte=today())
        assert [str(each) for each in left] == []

        theirs = open_of(load.heir.post)
    assert {each.title: set(each.rows(load.post)) for each in OWN if each.pass_on and each.title != "履责事项"} == {
        each.title: set() for each in OWN if each.pass_on and each.title != "履责事项"
    }
    signatures = {"待签订的责任书", "已签订、继任人须补签的责任书"}
    moved = {each.title for each in OWN if each.pass_on} - signatures - {"履责事项", "责任指定"}
    named = Assignment.objects.filter(post=load.heir.post, until=None).values_list("kind", "subject")
    assert list(named) == list(Assignment.objects.filter(pk__in=before["责任指定"]).values_list("kind", "subject"))
    assert {title: theirs[title] >= before[title] for title in moved} == dict.fromkeys(moved, True)
    assert theirs["待签订的责任书"] >= before["待签订的责任书"] | before["已签订、继任人须补签的责任书"]
    owed = {(each.duty, each.code) for each in Obligation.objects.filter(pk__in=before["履责事项"])}
    assert owed <= {(each.duty, each.code) for each in Obligation.objects.filter(OPEN, holder=load.heir.post)}
    now_staying = staying(load.post)
    assert {column: now_staying[column] >= rows for column, rows in history.items()} == dict.fromkeys(history, True)
    assert list(faults()) == []


def test_what_nobody_would_own_counts_as_carried_by_somebody(city):
    load = laden(city)
    assert {each.title for each in parcels(load.post)} == {each.title for each in CARRIED}
