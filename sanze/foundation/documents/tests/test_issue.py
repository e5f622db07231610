"""Issuing: one number after the other without a gap, frozen, sealed, and refused where it says nothing new."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, connections, transaction

from sanze.foundation.acts import entry
from sanze.foundation.acts.entry import OutsideTheDoor
from sanze.foundation.acts.models import Act
from sanze.foundation.acts.refusal import NotGranted, OutOfScope, Refused
from sanze.foundation.acts.verify import faults
from sanze.foundation.documents import commands
from sanze.foundation.documents.checking import code_for
from sanze.foundation.documents.issuing import NumberTemplateFaulty, issue
from sanze.foundation.documents.kinds import PAPERS, PaperKind
from sanze.foundation.documents.models import NumberBook, OfficialDocument
from sanze.foundation.documents.tests.conftest import OFFICE, keeper, order_about
from sanze.foundation.identity import commands as identity
from sanze.foundation.identity.models import Post
from sanze.foundation.moment import SHANGHAI, fixed
from sanze.foundation.scope.actor import INSTALLER, Actor
from sanze.foundation.states.machine import IllegalStep
from tests.cast import EAST, enforce_regime

MARCH = datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)


class Withdrawn(Refused):
    """What an outer command says after the document within it was made."""

    message = "外层操作被拒绝"


def issued(actor: Actor, record: Post, kind: str = "order") -> OfficialDocument:
    return commands.issue(actor, record, kind=kind)


def numbers() -> list[str]:
    return list(OfficialDocument.objects.order_by("serial").values_list("number", flat=True))


def test_a_document_bears_number_day_office_and_the_place_of_its_record(east, record):
    with fixed(MARCH):
        made = issued(east.actor, record)

    assert made.number == "（云）应急责改〔2026〕1号"
    assert (made.issuer, made.recipient, made.issued_on) == (OFFICE, "东山煤矿", date(2026, 3, 2))
    assert (made.area_code, made.industry, made.party_id) == (EAST, "", 41)
    assert (made.record, made.clerk, made.clerk_post) == (f"identity.post:{record.pk}", "李强", "东镇安监站站长")
    assert (made.paper.number, made.paper.signed_on) == (made.number, date(2026, 3, 2))
    assert made.check_code == code_for(made.content)
    assert len(made.check_code) == 14


def test_the_act_names_the_record_and_seals_the_words(east, record):
    made = issued(east.actor, record)

    act = Act.objects.get(command="documents.issue")
    assert act.subject == f"identity.post:{record.pk}"
    assert act.result == f"documents.officialdocument:{made.pk}"
    assert act.made[act.result]["content"] == made.content
    assert list(faults()) == []


def test_each_office_kind_and_year_counts_for_itself(east, record):
    with fixed(MARCH):
        issued(east.actor, record)
        issued(east.actor, keeper("巡查员"))
        issued(east.actor, record, "approval")
    with fixed(MARCH.replace(year=2027)):
        issued(east.actor, keeper("值班员"))

    assert sorted(numbers()) == [
        "（云）应急检审〔2026〕1号",
        "（云）应急责改〔2026〕1号",
        "（云）应急责改〔2026〕2号",
        "（云）应急责改〔2027〕1号",
    ]


def test_a_refused_act_leaves_no_gap(east, record):
    with suppress(Withdrawn), transaction.atomic():
        assert issued(east.actor, record).serial == 1
        raise Withdrawn()

    assert not NumberBook.objects.exists()
    assert issued(east.actor, record).number.endswith("〕1号")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("offered")
def test_eight_hands_at_once_number_without_gap_or_double():
    enforce_regime()
    posts = [keeper(f"看护员{number}") for number in range(64)]

    def work(hand: int) -> int:
        done = 0
        clerk = Actor(f"经办{hand}", post_id=hand + 1, grants=frozenset({"*"}), areas=("",))
        for number, post in enumerate(posts[hand * 8 : hand * 8 + 8]):
            try:
                with fixed(MARCH), transaction.atomic():
                    issued(clerk, post)
                    if number % 3 == 1:
                        raise Withdrawn()
                done += 1
            except Withdrawn:
                pass
        connections.close_all()
        return done

    with ThreadPoolExecutor(8) as pool:
        done = sum(pool.map(work, range(8)))

    assert done == 40
    assert numbers() == [f"（云）应急责改〔2026〕{number}号" for number in range(1, 41)]
    assert NumberBook.objects.get().last == 40
    assert list(faults()) == []


def test_the_same_words_are_not_issued_twice(east, record):
    first = issued(east.actor, record)

    with pytest.raises(commands.SaidAlready, match=first.number):
        issued(east.actor, record)

    assert OfficialDocument.objects.count() == NumberBook.objects.get().last == 1


def test_a_retried_call_gives_the_same_document(east, record):
    key = uuid4()

    first, second = (commands.issue(east.actor, record, kind="order", key=key) for _ in range(2))

    assert first.pk == second.pk


def test_a_kind_of_which_one_stands_gives_way_to_its_successor(east, record, monkeypatch):
    monkeypatch.setitem(PAPERS, "order", PaperKind("order", "指令书", Post, order_about, once=True))
    old = issued(east.actor, record)
    monkeypatch.setitem(
        PAPERS, "order", PaperKind("order", "指令书", Post, lambda post: order_about(Post(title="他")), once=True)
    )

    new = issued(east.actor, record)

    old.refresh_from_db()
    assert (old.state, old.superseded_by_id, new.state) == ("superseded", new.pk, "valid")
    assert list(faults()) == []


def test_a_kind_that_the_record_does_not_bear_now_is_refused(east, record):
    identity.close_post(INSTALLER, record, on=date(2026, 5, 1))

    with pytest.raises(commands.NotNow, match="责令限期整改指令书"):
        issued(east.actor, record)
    with pytest.raises(commands.UnknownKind):
        issued(east.actor, record, "poem")
    with pytest.raises(commands.UnknownKind):
        issued(east.actor, east.person)

    assert not OfficialDocument.objects.exists()


def test_a_neighbour_and_one_without_the_power_issue_nothing(west, party, record):
    with pytest.raises(OutOfScope):
        issued(west.actor, record)
    with pytest.raises(NotGranted):
        issued(party.actor, record)

    assert not OfficialDocument.objects.exists()


def test_nothing_is_issued_outside_a_command(east, record):
    with pytest.raises(OutsideTheDoor), transaction.atomic():
        issue(east.actor, record, kind="order")

    assert not NumberBook.objects.exists()


def test_an_internal_document_is_not_the_partys(east, party, record):
    form = issued(east.actor, record, "approval")
    order = issued(east.actor, record)

    assert form.party_id is None
    assert list(OfficialDocument.objects.visible_to(party.actor)) == [order]


def test_a_revoked_document_says_when_and_why_and_is_revoked_once(east, west, record):
    made = issued(east.actor, record)

    with pytest.raises(commands.ReasonMissing):
        commands.revoke(east.actor, made, reason=" ")
    with pytest.raises(commands.ReasonTooLong):
        commands.revoke(east.actor, made, reason="错" * 201)
    with pytest.raises(OutOfScope):
        commands.revoke(west.actor, made, reason="错")
    with fixed(MARCH):
        commands.revoke(east.actor, made, reason="当事人名称有误")
    with pytest.raises(IllegalStep, match="已撤销"):
        commands.revoke(east.actor, made, reason="再撤")

    made.refresh_from_db()
    assert (made.state, made.revoked_on, made.revoke_reason) == ("revoked", date(2026, 3, 2), "当事人名称有误")


def test_revoking_needs_its_own_power(party, east, record):
    made = issued(east.actor, record)

    with pytest.raises(NotGranted):
        commands.revoke(party.actor, made, reason="不服")


def test_words_changed_behind_the_platform_are_found(east, record):
    made = issued(east.actor, record)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE documents_officialdocument SET content = replace(content, '主扇', '副扇') WHERE id = %s", [made.pk]
        )

    [fault] = faults()
    assert f"公文 {made.pk} 的「content」应为" in fault.sentence


def test_a_number_book_set_back_is_found_and_its_number_not_given_again(east, record):
    issued(east.actor, record)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE documents_numberbook SET last = 0")

    assert any("文号簿" in fault.sentence for fault in faults())
    with pytest.raises(IntegrityError):
        issued(east.actor, keeper("巡查员"))


def test_issued_afterwards_it_bears_the_day_of_issue_and_within_an_act_the_day_of_the_matter(east, record, monkeypatch):
    def earlier(post):
        return replace(order_about(post), recipient="", signed_on=date(2025, 12, 30))

    kind = PaperKind("order", "指令书", Post, earlier, unit=lambda post: post.unit)
    monkeypatch.setitem(PAPERS, "order", kind)
    with fixed(MARCH), entry.opened():
        within = issue(east.actor, record, kind="order")
    with fixed(MARCH):
        afterwards = issued(east.actor, keeper("巡查员"))

    assert (within.issued_on, within.number) == (date(2025, 12, 30), "（云）应急责改〔2025〕1号")
    assert (afterwards.issued_on, afterwards.number) == (date(2026, 3, 2), "（云）应急责改〔2026〕1号")
    assert afterwards.recipient == "东山村"


def test_a_kind_without_a_template_is_refused_with_a_sentence_and_takes_no_number(east, record, monkeypatch):
    monkeypatch.setitem(PAPERS, "poem", PaperKind("poem", "诗", Post, order_about))

    with pytest.raises(NumberTemplateFaulty, match="文号模板里要有"):
        issued(east.actor, record, "poem")

    assert not NumberBook.objects.exists()
