"""A very small demonstration city, whole: built by commands, sealed, its planted faults found and mended."""

from datetime import timedelta

import pytest
from django.db import transaction

from sanze.demo.build import LOGINS, NotEmpty, Scale, build_city
from sanze.demo.planting import Planted
from sanze.foundation.acts.models import Act
from sanze.foundation.acts.verify import faults
from sanze.foundation.identity import commands as identity
from sanze.foundation.identity.models import Holding, Person, Post
from sanze.foundation.identity.queries import actor_in
from sanze.foundation.moment import today
from sanze.foundation.scope.actor import INSTALLER, Actor
from sanze.know.jurisdictions.models import Area
from sanze.know.parties.models import Enterprise
from sanze.know.responsibility.commands.proving import NotMendableHere, mend, prove
from sanze.know.responsibility.models import Audit, Finding
from sanze.know.responsibility.states import Flaw
from sanze.perform.dangers.models import Danger
from sanze.perform.duties import desk
from sanze.perform.inspections.models import Visit

HAMLET = Scale(
    townships=[("101", "青石镇", 8), ("102", "望江镇", 4), ("103", "石桥镇", 2)],
    cells=(2,),
    firms=24,
    days=9,
    more_firms=30,
    dangers=120,
)
VALID = today() + timedelta(days=1000)
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def planted(django_db_setup, django_db_blocker):
    """The hamlet, built once; gives the faults planted in it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_city(scale=HAMLET)
        transaction.set_rollback(True)


def test_a_hamlet_is_built_by_commands_and_its_seals_hold(planted):
    assert Area.objects.filter(boundary__isnull=False).count() == 1 + 3 + 14 + 28
    assert Enterprise.objects.count() == 54
    assert Danger.objects.count() > 120
    assert Visit.objects.filter(state="recorded").count() > 100
    assert {login.username for login in LOGINS} <= set(Person.objects.values_list("username", flat=True))
    bulk = Act.objects.get(command="demo.enter_history")
    assert bulk.facts == {"history": "示范数据，成批写入隐患 120 条"}
    assert list(faults()) == []
    with pytest.raises(NotEmpty):
        build_city(scale=HAMLET)


def test_the_proof_finds_exactly_the_planted_faults_of_every_kind(planted):
    opening, last = Audit.objects.order_by("pk")

    assert opening.found == 0
    assert {each.flaw for each in planted} == set(Flaw.values)
    assert standing() == sorted(planted)
    assert last.found == len(planted)


def test_the_first_mine_has_something_to_do(planted):
    actor = actor_of("qiye1")
    dangers = Danger.objects.visible_to(actor)

    assert {("ordered", True), ("ordered", False)} <= set(dangers.values_list("state", "major"))
    assert dangers.filter(state="reported", source="self_check").exists()
    assert sum(each.count for each in desk.waiting(actor)) >= 2


def test_the_desk_of_whoever_must_mend_names_what_is_wrong(planted, monkeypatch):
    monkeypatch.setattr(desk, "FIRST", 1000)
    lists = [each for login in ("zhan1", "zhan2", "zhan3") for each in desk.waiting(actor_of(login))]
    tasks = [task for each in lists for task in each.tasks]
    names = {each.cause_name for each in Finding.objects.filter(flaw__in=(Flaw.ADDRESS, Flaw.MISPLACED))}

    assert names
    assert names <= {each.title.rpartition("：")[2] for each in tasks}


def test_applying_what_the_proof_proposes_leaves_none(planted):
    committee = actor_of("anweiban")
    by_hand = []
    for each in Finding.objects.filter(gone_on=None).order_by("pk"):
        try:
            mend(committee, each, on=today())
        except NotMendableHere:
            BY_HAND[each.flaw](each)
            by_hand.append((each.flaw, each.kind))

    audit = prove(committee, Area.objects.get(level="county"), on=today())

    assert set(by_hand) == {("gap", "listed_enterprise_leader"), ("uncertified", ""), ("vacancy", "")}
    assert (audit.found, standing()) == (0, [])
    assert list(faults()) == []


def standing() -> list[Planted]:
    rows = Finding.objects.filter(gone_on=None)
    return sorted(Planted(each.flaw, each.kind, each.cause) for each in rows)


def actor_of(username: str) -> Actor:
    holding = Holding.objects.get(person__username=username, state="confirmed")
    return actor_in(holding.person, holding.post)


def key(finding: Finding) -> int:
    return int(finding.cause.split(":")[1])


def head(finding: Finding) -> None:
    """A post for the enterprise's head, with somebody in it."""
    firm = Enterprise.objects.get(pk=key(finding))
    told = {"kind": "enterprise_head", "unit": firm.name, "title": "主要负责人", "area_code": firm.area_code}
    appoint(identity.open_post(INSTALLER, None, on=today(), party_id=firm.pk, **told))


def fill(finding: Finding) -> None:
    appoint(Post.objects.get(pk=key(finding)))


def appoint(post: Post) -> None:
    """Somebody new, with a certificate, for the post."""
    told = {"username": f"xin{post.pk}", "name": "新任", "certificate_no": f"云执9{post.pk:04d}"}
    person = identity.register_person(INSTALLER, None, certificate_until=VALID, **told)
    identity.confirm(INSTALLER, identity.appoint(INSTALLER, post, person_id=person.pk, on=today()))


def certify(finding: Finding) -> None:
    person = Person.objects.get(holdings__post=key(finding), holdings__state="confirmed")
    identity.certify(INSTALLER, person, certificate_no=person.certificate_no, certificate_until=VALID)


# What the sentences of those findings ask for that no single change can bring about.
BY_HAND = {"gap": head, "uncertified": certify, "vacancy": fill}
