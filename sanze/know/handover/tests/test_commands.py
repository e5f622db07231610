"""Handing a post over: both sides by their own hand, a superior for one who is gone, a deputy between two days."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sanze.foundation.acts.models import Act
from sanze.foundation.acts.refusal import NotGranted, OutOfScope
from sanze.foundation.documents.queries import documents_of
from sanze.foundation.identity import commands as identity
from sanze.foundation.identity.confirming import NotConfirmed
from sanze.foundation.identity.models import Holding
from sanze.foundation.identity.queries import actor_for, holder_of
from sanze.foundation.identity.refusals import EndBeforeBegin, HolderThemself, NotHandedOver, PostHeld
from sanze.foundation.moment import today
from sanze.foundation.scope.actor import INSTALLER
from sanze.foundation.states.machine import IllegalStep
from sanze.know.handover import commands, refusals
from sanze.know.handover.models import Handover
from sanze.know.handover.queries import vacant
from sanze.know.handover.tests import factories as make
from sanze.know.letters.tests.factories import hand
from sanze.perform.dangers.commands import handover as dangers
from sanze.perform.dangers.tests import factories as make_dangers
from sanze.perform.duties.models import OPEN, Obligation
from tests import cast


def give_a_danger(city) -> None:
    """The officer has a danger in charge, so the post carries something."""
    danger = make_dangers.ordered(city)
    dangers.transfer(city.committee.actor, danger, to_post_id=city.officer.post.pk, reason="承办")
    dangers.receive(city.officer.actor, make_dangers.fresh(danger))


def test_both_sides_confirm_and_the_protocol_becomes_a_document(city):
    give_a_danger(city)
    protocol = make.given(city)
    assert [(each["title"], each["count"]) for each in protocol.parcels] == [("承办的隐患", 1)]

    commands.take(city.second.actor, protocol, on=today(), confirmation=hand(city.second.actor))

    protocol = make.fresh(protocol)
    assert (protocol.state, protocol.items, protocol.given_way, protocol.taken_way) == (
        "taken", 1, "password", "password",
    )  # fmt: skip
    paper = documents_of(protocol).get()
    assert paper.number == f"（云）岗交〔{today().year}〕1号"
    assert "主扇风机停机后未撤人" in paper.content


def test_the_list_is_what_the_post_carries_when_it_is_given_not_when_it_was_drawn(city):
    protocol = make.drawn(city)
    assert protocol.items == 0
    give_a_danger(city)

    commands.give(city.officer.actor, protocol, on=today(), confirmation=hand(city.officer.actor))

    assert make.fresh(protocol).items == 1


def test_nobody_gives_or_takes_for_another(city):
    protocol = make.drawn(city)
    with pytest.raises(refusals.NotTheGiver):
        commands.give(city.second.actor, protocol, on=today(), confirmation=hand(city.second.actor))
    with pytest.raises(NotConfirmed):
        commands.give(city.officer.actor, protocol, on=today(), confirmation=hand(city.second.actor))
    with pytest.raises(IllegalStep):
        commands.take(city.second.actor, protocol, on=today(), confirmation=hand(city.second.actor))
    commands.give(city.officer.actor, protocol, on=today(), confirmation=hand(city.officer.actor))
    with pytest.raises(refusals.NotTheReceiver):
        commands.take(city.chief.actor, make.fresh(protocol), on=today(), confirmation=hand(city.chief.actor))

    assert make.fresh(protocol).state == "given"


def test_a_superior_confirms_for_one_who_is_gone_and_for_nobody_else(city):
    protocol = make.drawn(city)
    chief, confirmed = city.chief.actor, hand(city.chief.actor)
    with pytest.raises(refusals.StillThere):
        commands.give_for(chief, protocol, on=today(), reason="病故", confirmation=confirmed)
    identity.release(INSTALLER, city.officer.person.holdings.get(), on=today(), reason="病故")
    with pytest.raises(refusals.ReasonMissing):
        commands.give_for(chief, protocol, on=today(), reason=" ", confirmation=confirmed)
    with pytest.raises(NotGranted):
        commands.give_for(city.second.actor, protocol, on=today(), reason="病故", confirmation=hand(city.second.actor))
    able = replace(city.second.actor, grants=city.chief.actor.grants)
    with pytest.raises(refusals.NotSuperior):
        commands.give_for(able, protocol, on=today(), reason="病故", confirmation=hand(able))

    commands.give_for(chief, protocol, on=today(), reason="本人病故", confirmation=confirmed)

    assert (make.fresh(protocol).state, make.fresh(protocol).given_reason) == ("given", "本人病故")


def test_drawing_up_is_for_the_holder_a_superior_or_the_administrator(city):
    facts = {"receiver_id": city.second.person.pk, "occasion": "leave", "on": today()}
    with pytest.raises(refusals.NotYourPost):
        commands.draw_up(city.second.actor, city.officer.post, **facts)
    with pytest.raises(OutOfScope):
        commands.draw_up(city.west.actor, city.officer.post, **facts)
    with pytest.raises(NotGranted):
        commands.draw_up(replace(city.officer.actor, grants=frozenset()), city.officer.post, **facts)
    assert Handover.objects.count() == 0

    assert commands.draw_up(city.chief.actor, city.officer.post, **facts).giver == city.officer.person


def test_what_a_protocol_must_say(city):
    with pytest.raises(refusals.NoReceiver):
        make.drawn(city, receiver=city.officer)
    with pytest.raises(refusals.UnknownOccasion):
        make.drawn(city, occasion="holiday")
    with pytest.raises(refusals.DeputyNeedsEnd):
        make.drawn(city, occasion="deputy")
    with pytest.raises(refusals.DeputyNeedsEnd):
        make.drawn(city, until=today())
    empty = identity.open_post(
        INSTALLER, None, title="空岗", unit="东镇安监站", kind="township", on=cast.BEGIN, area_code=cast.EAST
    )
    facts = {"receiver_id": city.second.person.pk, "occasion": "leave", "on": today()}
    with pytest.raises(refusals.NobodyHeld):
        commands.draw_up(city.chief.actor, empty, **facts)
    make.drawn(city)
    with pytest.raises(refusals.UnderWay):
        make.drawn(city)

    assert Handover.objects.count() == 1


def test_a_withdrawn_protocol_lets_nobody_go(city):
    give_a_danger(city)
    protocol = make.given(city)
    with pytest.raises(refusals.ReasonMissing):
        commands.withdraw(city.officer.actor, protocol, on=today(), reason="")
    commands.withdraw(city.officer.actor, protocol, on=today(), reason="不调了")

    with pytest.raises(NotHandedOver):
        identity.release(INSTALLER, city.officer.person.holdings.get(), on=today(), reason="调动")


def test_release_needs_a_deputy_a_hand_over_or_an_empty_desk(city):
    identity.release(INSTALLER, city.second.person.holdings.get(), on=today(), reason="辞职")
    give_a_danger(city)
    holding = city.officer.person.holdings.get()
    with pytest.raises(NotHandedOver):
        identity.release(INSTALLER, holding, on=today(), reason="调动")
    deputy = identity.appoint_deputy(
        INSTALLER, city.officer.post, person_id=city.second.person.pk, on=today(), until=today() + timedelta(days=30)
    )
    with pytest.raises(NotHandedOver):
        identity.release(INSTALLER, holding, on=today(), reason="调动")

    identity.confirm(INSTALLER, deputy)
    identity.release(INSTALLER, holding, on=today(), reason="调动")

    assert holder_of(city.officer.post.pk) is None


def test_a_deputy_acts_between_two_days_and_every_act_says_so(city):
    until = today() + timedelta(days=9)
    facts = {"person_id": city.second.person.pk, "on": today(), "until": until}
    with pytest.raises(EndBeforeBegin):
        identity.appoint_deputy(INSTALLER, city.chief.post, **{**facts, "until": today() - timedelta(days=1)})
    with pytest.raises(HolderThemself):
        identity.appoint_deputy(INSTALLER, city.chief.post, **{**facts, "person_id": city.chief.person.pk})
    identity.confirm(INSTALLER, identity.appoint_deputy(INSTALLER, city.chief.post, **facts))
    with pytest.raises(PostHeld):
        identity.appoint_deputy(INSTALLER, city.chief.post, **{**facts, "person_id": city.officer.person.pk})

    deputy = actor_for(city.second.person, city.chief.post.pk)
    assert (deputy.post, deputy.kind) == ("东镇安监站站长（代理）", "township_chief")
    assert actor_for(city.second.person, city.chief.post.pk, on=until) is not None
    assert actor_for(city.second.person, city.chief.post.pk, on=until + timedelta(days=1)) is None
    assert holder_of(city.chief.post.pk) == city.chief.person
    danger = make_dangers.reported(city)
    make_dangers.grading.grade(deputy, danger, major=False)
    assert Act.objects.get(command="dangers.grade").post == "东镇安监站站长（代理）"


def test_a_post_left_empty_stands_on_the_list_and_is_owed_a_holder(city):
    admin = cast.role("xitong", "系统", kind="admin_system", unit="中心", title="系统管理员")
    identity.release(INSTALLER, city.second.person.holdings.get(), on=today(), reason="辞职")

    found = vacant().get(pk=city.second.post.pk)

    assert (found.left, found.stand_in) == (today(), None)
    owed = Obligation.objects.get(OPEN, code="identity.appoint")
    assert (owed.holder, owed.subject) == (admin.post, f"identity.post:{city.second.post.pk}")
    someone = identity.register_person(INSTALLER, None, username="xinren", name="辛仁")
    identity.confirm(INSTALLER, identity.appoint(INSTALLER, city.second.post, person_id=someone.pk, on=today()))
    assert not Obligation.objects.filter(OPEN, code="identity.appoint").exists()
    assert not vacant().filter(pk=city.second.post.pk).exists()


def test_the_holder_of_an_earlier_time_is_not_let_go_by_an_old_protocol(city):
    give_a_danger(city)
    protocol = make.given(city)
    commands.take(city.second.actor, protocol, on=today(), confirmation=hand(city.second.actor))
    identity.release(INSTALLER, city.officer.person.holdings.get(), on=today(), reason="调动")
    back = identity.appoint(INSTALLER, city.officer.post, person_id=city.officer.person.pk, on=today() + timedelta(1))
    identity.confirm(INSTALLER, back)

    with pytest.raises(NotHandedOver):
        identity.release(INSTALLER, Holding.objects.get(pk=back.pk), on=today() + timedelta(days=9), reason="再调")
