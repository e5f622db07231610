"""The three administrators: none grants themselves power, and every appointment takes two pairs of hands."""

from datetime import date, timedelta

import pytest

from sanze.foundation.acts.models import Act
from sanze.foundation.acts.refusal import NotGranted
from sanze.foundation.identity import commands, refusals
from sanze.foundation.identity.models import Holding, Person, Post
from sanze.foundation.identity.queries import actor_for, holder_of
from sanze.foundation.identity.tests.house import person
from sanze.foundation.moment import today
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import INSTALLER
from sanze.foundation.states.machine import IllegalStep
from tests.cast import BEGIN, COUNTY, EAST

pytestmark = pytest.mark.django_db


@pytest.fixture
def vacant(house) -> Post:
    return commands.open_post(
        house.system.actor, None, title="安监员", unit="东镇安监站", kind="township", on=BEGIN, area_code=EAST
    )


@pytest.fixture
def proposal(house, vacant) -> Holding:
    someone = commands.register_person(house.system.actor, None, username="li", name="李强")
    return commands.appoint(house.system.actor, vacant, person_id=someone.pk, on=BEGIN, paper="云任〔2026〕3号")


def state_of(holding: Holding) -> str:
    return Holding.objects.get(pk=holding.pk).state


def test_the_system_administrator_proposes_the_security_administrator_confirms(house, vacant, proposal):
    assert holder_of(vacant.pk) is None

    commands.confirm(house.security.actor, proposal)

    assert holder_of(vacant.pk) == proposal.person


def test_or_declines_with_a_reason(house, vacant, proposal):
    commands.decline(house.security.actor, proposal, reason="材料不全")

    assert (state_of(proposal), Holding.objects.get(pk=proposal.pk).reason) == ("declined", "材料不全")
    assert holder_of(vacant.pk) is None


@pytest.mark.parametrize("who", ["system", "audit", "officer"])
@pytest.mark.parametrize("act", ["confirm", "decline"])
def test_nobody_else_confirms_or_declines(house, proposal, who, act):
    facts = {"reason": "x"} if act == "decline" else {}

    with pytest.raises(NotGranted):
        getattr(commands, act)(getattr(house, who).actor, proposal, **facts)

    assert state_of(proposal) == "proposed"


def everything(role):
    """The actor with every power, as a regime that unites what it should keep apart would make them."""
    return type(role.actor)(**{**role.actor.__dict__, "grants": frozenset({"*"})})


@pytest.mark.parametrize("act", ["confirm", "decline"])
def test_even_with_both_powers_nobody_confirms_what_they_proposed(house, proposal, act):
    facts = {"reason": "x"} if act == "decline" else {}

    with pytest.raises(refusals.SameHands):
        getattr(commands, act)(everything(house.system), proposal, **facts)

    assert state_of(proposal) == "proposed"


def test_nobody_proposes_themselves(house, vacant):
    with pytest.raises(refusals.OwnPower):
        commands.appoint(house.system.actor, vacant, person_id=house.system.person.pk, on=BEGIN)

    assert not vacant.holdings.exists()


def test_nobody_confirms_their_own_appointment(house, vacant):
    proposed = commands.appoint(house.system.actor, vacant, person_id=house.security.person.pk, on=BEGIN)

    with pytest.raises(refusals.OwnPower):
        commands.confirm(house.security.actor, proposed)

    assert state_of(proposed) == "proposed"


@pytest.mark.parametrize("who", ["security", "audit", "officer"])
def test_only_the_system_administrator_proposes_opens_closes_registers_and_releases(house, vacant, proposal, who):
    actor, acts = getattr(house, who).actor, Act.objects.count()

    with pytest.raises(NotGranted):
        commands.appoint(actor, vacant, person_id=proposal.person_id, on=BEGIN)
    with pytest.raises(NotGranted):
        commands.open_post(actor, None, title="x", unit="y", kind="village", on=BEGIN, area_code=EAST)
    with pytest.raises(NotGranted):
        commands.close_post(actor, vacant, on=today())
    with pytest.raises(NotGranted):
        commands.register_person(actor, None, username="x", name="y")
    with pytest.raises(NotGranted):
        commands.release(actor, house.officer.person.holdings.get(), on=today(), reason="x")

    assert Act.objects.count() == acts


@pytest.mark.parametrize(("one", "other"), [("system", "admin_security"), ("security", "admin_audit")])
def test_no_person_unites_two_kinds_of_administrator(house, one, other):
    second = commands.open_post(
        INSTALLER, None, title="另一管理员", unit="云河市", kind=other, on=BEGIN, area_code=EAST
    )

    with pytest.raises(refusals.KindsApart):
        commands.appoint(INSTALLER, second, person_id=getattr(house, one).person.pk, on=today())


def test_two_proposals_for_two_kinds_apart_are_one_too_many(house):
    someone = person("li", "李强")
    posts = [
        commands.open_post(INSTALLER, None, title=kind, unit="云河市", kind=kind, on=BEGIN, area_code=EAST)
        for kind in ("admin_system", "admin_audit")
    ]
    commands.appoint(INSTALLER, posts[0], person_id=someone.pk, on=today())

    with pytest.raises(refusals.KindsApart):
        commands.appoint(INSTALLER, posts[1], person_id=someone.pk, on=today())


def test_a_post_ended_in_the_future_still_keeps_apart_until_then(house):
    ending = today() + timedelta(days=10)
    commands.release(INSTALLER, house.system.person.holdings.get(), on=ending, reason="换届")
    audit = commands.open_post(
        INSTALLER, None, title="审计", unit="云河市", kind="admin_audit", on=BEGIN, area_code=EAST
    )

    with pytest.raises(refusals.KindsApart):
        commands.appoint(INSTALLER, audit, person_id=house.system.person.pk, on=today())

    commands.appoint(INSTALLER, audit, person_id=house.system.person.pk, on=ending)


def test_an_administrator_of_each_kind_is_enough_for_a_jurisdiction(house):
    with pytest.raises(refusals.QuotaReached):
        commands.open_post(
            house.system.actor, None, title="x", unit="y", kind="admin_system", on=BEGIN, area_code=COUNTY
        )
    with pytest.raises(refusals.UnknownKind):
        commands.open_post(house.system.actor, None, title="x", unit="y", kind="king", on=BEGIN, area_code=COUNTY)


def test_a_held_post_is_not_closed_and_a_closed_one_not_filled(house, vacant, proposal):
    with pytest.raises(refusals.StillHeld):
        commands.close_post(house.system.actor, vacant, on=today())
    commands.decline(house.security.actor, proposal, reason="x")
    commands.close_post(house.system.actor, vacant, on=today())

    with pytest.raises(refusals.PostClosed):
        commands.appoint(house.system.actor, vacant, person_id=proposal.person_id, on=today())
    with pytest.raises(refusals.PostClosed):
        commands.close_post(house.system.actor, vacant, on=today())


def test_an_occupied_post_and_an_unknown_or_suspended_person_are_refused(house, vacant, proposal):
    other = person("wang", "王强")
    with pytest.raises(refusals.PostHeld):
        commands.appoint(house.system.actor, vacant, person_id=other.pk, on=today())
    free = commands.open_post(INSTALLER, None, title="x", unit="y", kind="village", on=BEGIN, area_code=EAST)
    with pytest.raises(refusals.NoSuchPerson):
        commands.appoint(house.system.actor, free, person_id=0, on=today())
    commands.suspend(house.security.actor, other, reason="停职")
    with pytest.raises(refusals.Suspended):
        commands.appoint(house.system.actor, free, person_id=other.pk, on=today())
    commands.suspend(house.security.actor, proposal.person, reason="停职")
    with pytest.raises(refusals.Suspended):
        commands.confirm(house.security.actor, proposal)


def test_who_left_was_there_until_that_day(house):
    holding = house.officer.person.holdings.get()

    commands.release(house.system.actor, holding, on=date(2026, 5, 1), reason="调离")

    assert holder_of(house.officer.post.pk, date(2026, 4, 30)) == house.officer.person
    assert holder_of(house.officer.post.pk, date(2026, 5, 1)) is None
    assert actor_for(house.officer.person) is None
    with pytest.raises(IllegalStep):
        commands.release(house.system.actor, holding, on=date(2026, 6, 1), reason="调离")


def test_nobody_leaves_before_they_came(house):
    with pytest.raises(refusals.EndBeforeBegin):
        commands.release(house.system.actor, house.officer.person.holdings.get(), on=BEGIN, reason="x")


def test_suspending_is_for_the_security_administrator_and_never_for_oneself(house):
    with pytest.raises(NotGranted):
        commands.suspend(house.system.actor, house.officer.person, reason="x")
    with pytest.raises(refusals.OwnPower):
        commands.suspend(house.security.actor, house.security.person, reason="x")
    with pytest.raises(refusals.NotSuspended):
        commands.reinstate(house.security.actor, house.officer.person, reason="x")

    commands.suspend(house.security.actor, house.officer.person, reason="停职")
    with pytest.raises(refusals.Suspended):
        commands.suspend(house.security.actor, house.officer.person, reason="停职")
    with pytest.raises(NotGranted):
        commands.reinstate(house.system.actor, house.officer.person, reason="x")
    commands.reinstate(house.security.actor, house.officer.person, reason="复职")

    assert Person.objects.get(pk=house.officer.person.pk).is_active


def test_a_certificate_is_recorded_by_the_security_administrator_for_others(house):
    facts = {"certificate_no": "YH-009", "certificate_until": date(2030, 1, 1)}
    with pytest.raises(NotGranted):
        commands.certify(house.system.actor, house.officer.person, **facts)
    with pytest.raises(refusals.OwnPower):
        commands.certify(house.security.actor, house.security.person, **facts)

    commands.certify(house.security.actor, house.officer.person, **facts)

    assert actor_for(Person.objects.get(pk=house.officer.person.pk)).certificate == "YH-009"


def test_a_name_serves_one_person(house):
    with pytest.raises(refusals.NameTaken):
        commands.register_person(house.system.actor, None, username="chenjing", name="陈晶")


def test_no_kind_of_post_both_proposes_and_confirms_or_resets_password_and_device(house):
    for kind in regime().posts.values():
        assert not {"identity.appoint", "identity.confirm"} <= set(kind.grants)
        assert not {"identity.reset_password", "identity.reset_factor"} <= set(kind.grants)
