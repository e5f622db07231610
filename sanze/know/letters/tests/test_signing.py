"""Signing: each side by its own hand, paper with its scan, and the new holder of a post anew."""

from datetime import timedelta

import pytest

from sanze.foundation.acts.models import Act
from sanze.foundation.acts.refusal import OutOfScope
from sanze.foundation.documents.queries import documents_of
from sanze.foundation.identity import commands as identity
from sanze.foundation.identity.confirming import NotConfirmed
from sanze.foundation.moment import today
from sanze.foundation.scope.actor import INSTALLER
from sanze.foundation.states.machine import IllegalStep
from sanze.know.letters import commands
from sanze.know.letters.models import Letter, Signature
from sanze.know.letters.tests import factories as make
from sanze.perform.duties.models import Obligation
from tests import cast


def test_both_sides_sign_and_the_letter_becomes_a_document(city):
    letter = make.signed(city)

    assert (letter.state, letter.signed_on, letter.signer) == ("signed", today(), "王芳")
    told = [(each.side, each.signer, each.way) for each in letter.signatures.order_by("pk")]
    assert told == [("issuer", "陈静", "password"), ("signatory", "王芳", "password")]
    paper = documents_of(letter).get()
    assert (paper.state, paper.number) == ("valid", f"东镇安监站安责〔{today().year}〕1号")
    assert "王芳" in paper.content
    act = Act.objects.get(command="letters.sign")
    assert act.facts["confirmation"]["way"] == "password"
    assert "password" not in act.facts
    concluded = Act.objects.get(command="letters.conclude")
    assert (concluded.facts["template"], concluded.result) == (
        "township-village",
        f"documents.officialdocument:{paper.pk}",
    )


def test_nobody_signs_for_another_post(city):
    letter = make.issued(city.chief.actor, "township-village", cast.EAST)[0]
    head = cast.role("cun", "村主任", kind="village_head", unit="东山村", title="主任", area=cast.EAST_VILLAGE)
    for actor in (city.committee.actor, head.actor):
        with pytest.raises(commands.NotYourSide):
            commands.offer(actor, letter, on=today(), confirmation=make.hand(actor))
    with pytest.raises(OutOfScope):
        commands.offer(city.department.actor, letter, on=today(), confirmation=make.hand(city.department.actor))
    commands.offer(city.chief.actor, letter, on=today(), confirmation=make.hand(city.chief.actor))
    letter.refresh_from_db()
    for actor in (city.chief.actor, city.committee.actor):
        with pytest.raises(commands.NotYourSide):
            commands.sign(actor, letter, on=today(), confirmation=make.hand(actor))

    assert Signature.objects.count() == 1


def test_nobody_signs_with_the_hand_of_another(city):
    letter = make.offered(city)
    with pytest.raises(NotConfirmed):
        commands.sign(city.village.actor, letter, on=today(), confirmation=make.hand(city.chief.actor))

    letter.refresh_from_db()
    assert letter.state == "offered"


def test_a_letter_is_not_signed_twice_nor_before_it_was_offered(city):
    letter = make.issued(city.chief.actor, "township-village", cast.EAST)[0]
    hand = make.hand(city.village.actor)
    with pytest.raises(commands.NotOffered):
        commands.sign(city.village.actor, letter, on=today(), confirmation=hand)
    commands.offer(city.chief.actor, letter, on=today(), confirmation=make.hand(city.chief.actor))
    letter.refresh_from_db()
    commands.sign(city.village.actor, letter, on=today(), confirmation=hand)
    letter.refresh_from_db()
    with pytest.raises(commands.SignedAlready):
        commands.sign(city.village.actor, letter, on=today(), confirmation=hand)
    with pytest.raises(IllegalStep):
        commands.offer(city.chief.actor, letter, on=today(), confirmation=make.hand(city.chief.actor))

    assert letter.signatures.count() == 2


def test_the_neighbour_sees_no_letter_of_the_east(city):
    letter = make.offered(city)
    with pytest.raises(OutOfScope):
        commands.record_paper(
            cast.role("qian", "钱一", kind="township_chief", unit="西镇安监站", title="站长", area=cast.WEST).actor,
            letter,
            on=today(),
            signer="王芳",
            evidence=[],
        )


def test_several_letters_are_offered_under_one_confirmation_or_none(city):
    cells = [make.cell(number) for number in (1, 2, 3)]
    head = cast.role("cun", "村主任", kind="village_head", unit="东山村", title="主任", area=cast.EAST_VILLAGE)
    letters = make.issued(city.chief.actor, "village-cell", cast.EAST)
    assert [each.subject_name for each in letters] == [f"东镇桥头村{each.name}" for each in cells]
    confirmed = make.hand(head.actor)

    commands.offer_all(head.actor, None, letters=[each.pk for each in letters], on=today(), confirmation=confirmed)

    assert Act.objects.filter(command="letters.offer").count() == 3
    with pytest.raises(commands.NotYourSide):
        commands.sign_all(head.actor, None, letters=[each.pk for each in letters], on=today(), confirmation=confirmed)
    assert {each.state for each in Letter.objects.all()} == {"offered"}
    hand = make.hand(city.village.actor)
    commands.sign_all(city.village.actor, None, letters=[each.pk for each in letters], on=today(), confirmation=hand)
    assert {each.state for each in Letter.objects.all()} == {"signed"}
    with pytest.raises(commands.NothingChosen):
        commands.sign_all(city.village.actor, None, letters=[], on=today(), confirmation=hand)


def test_the_issuing_side_puts_a_paper_on_record_with_its_scan(city):
    letter = make.issued(city.chief.actor, "township-village", cast.EAST)[0]
    with pytest.raises(commands.ScanMissing):
        commands.record_paper(city.chief.actor, letter, on=today(), signer="王芳", evidence=[])
    head = cast.role("cun", "村主任", kind="village_head", unit="东山村", title="主任", area=cast.EAST_VILLAGE)
    with pytest.raises(commands.NotYourSide):
        commands.record_paper(head.actor, letter, on=today(), signer="王芳", evidence=[])

    scan = make.scan(city.chief.actor)
    commands.record_paper(city.chief.actor, letter, on=today(), signer="王芳", evidence=[scan])

    letter.refresh_from_db()
    assert (letter.state, letter.signer, letter.signer_id) == ("signed", "王芳", city.village.person.pk)
    assert [each.recorder for each in letter.signatures.order_by("pk")] == ["", "陈静"]
    assert Act.objects.get(command="letters.record_paper").evidence == [scan]


def test_a_safety_manager_hands_in_what_the_legal_representative_signed(city):
    letter = next(each for each in make.issued(city.committee.actor, "pledge") if each.unit == "东山煤矿")
    hand = make.hand(city.manager.actor)
    with pytest.raises(commands.ScanMissing):
        commands.sign(city.manager.actor, letter, on=today(), confirmation=hand)
    other = city.west_manager.actor
    with pytest.raises(OutOfScope):
        commands.sign(other, letter, on=today(), confirmation=make.hand(other), evidence=[make.scan(other)])

    commands.sign(city.manager.actor, letter, on=today(), confirmation=hand, evidence=[make.scan(city.manager.actor)])

    letter.refresh_from_db()
    assert (letter.state, letter.signatures.get().way) == ("signed", "paper")


def test_the_new_holder_of_a_post_signs_anew(city):
    letter = make.signed(city)
    heir = identity.register_person(INSTALLER, None, username="xinren", name="辛仁")
    holding = city.village.person.holdings.get()
    other = cast.role("daili", "戴力", kind="village", unit="别村", title="网格员", area=cast.WEST_VILLAGE)
    deputy = identity.appoint_deputy(
        INSTALLER, city.village.post, person_id=other.person.pk, on=today(), until=today() + timedelta(days=9)
    )
    identity.confirm(INSTALLER, deputy)
    identity.release(INSTALLER, holding, on=today(), reason="调动")
    letter.refresh_from_db()
    assert letter.again_since is None

    identity.confirm(INSTALLER, identity.appoint(INSTALLER, city.village.post, person_id=heir.pk, on=today()))

    letter.refresh_from_db()
    assert (letter.state, letter.again_since, letter.standing()) == ("signed", today(), "待补签")
    owed = Obligation.objects.get(code="letters.sign", subject=f"letters.letter:{letter.pk}")
    assert owed.holder == city.village.post
    actor = city.village.actor.__class__(**{**city.village.actor.__dict__, "person_id": heir.pk, "name": "辛仁"})
    commands.sign(actor, letter, on=today(), confirmation=make.hand(actor))
    letter.refresh_from_db()
    owed.refresh_from_db()
    assert (letter.again_since, letter.signer, owed.discharged_on) == (None, "辛仁", today())
    assert [each.state for each in documents_of(letter).order_by("pk")] == ["superseded", "valid"]
