"""Digests: one a day for each inbox, person and group, at the regime's hour, grouped, and nobody else's."""

import threading
from datetime import date, datetime, timedelta

import pytest
from django.db import connections

from sanze.foundation.identity import commands as identity
from sanze.foundation.identity.models import Holding
from sanze.foundation.moment import SHANGHAI, fixed
from sanze.foundation.notices import commands, digest, quiet
from sanze.foundation.notices.models import DigestLine, Message, Notice
from sanze.foundation.notices.queries import lines_of, notices_of
from sanze.foundation.notices.states import Section
from sanze.foundation.notices.tasks import KEPT, forget_old_notices
from sanze.foundation.notices.tell import tell_later
from sanze.foundation.regime import commands as regime
from sanze.foundation.regime.reading import packaged, read
from sanze.foundation.scope.actor import INSTALLER
from tests.cast import EAST

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _no_sources(monkeypatch):
    """Other apps have nothing to say here."""
    monkeypatch.setattr(digest, "SOURCES", [])


def at(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)


def later(*told, channels=("in_app",), due: date = DAY) -> None:
    """Lines: (role, section, key)."""
    tell_later(
        [
            DigestLine(
                key=key, channel=channel, post_id=role.post.pk, section=section, title=f"事项{key}", about="东山煤矿",
                link=f"/duties/{key}/", due_on=due, made_at=at(0),
            )
            for role, section, key in told
            for channel in channels
        ]
    )  # fmt: skip


def gather(moment: datetime) -> int:
    with fixed(moment):
        return digest.gather(moment)


def test_one_digest_at_its_hour_with_its_groups_in_order(east):
    later((east, Section.COMING, "3"), (east, Section.LATE, "1"), (east, Section.TODAY, "2"), (east, "late", "4"))

    assert gather(at(7, 29)) == 0
    assert gather(at(7, 30)) == 1
    assert gather(at(7, 35)) == 0

    notice = notices_of(east.actor).get()
    assert notice.title == "今日提醒：已逾期 2 项，今日到期 1 项，即将到期 1 项"
    assert (notice.day, notice.level, notice.made_at) == (DAY, "orange", at(7, 30))
    assert [(section, [each.key for each in lines]) for section, lines in lines_of(notice)] == [
        ("late", ["1", "4"]), ("today", ["2"]), ("coming", ["3"]),
    ]  # fmt: skip


def test_what_comes_after_the_digest_waits_for_tomorrows(east):
    later((east, Section.TODAY, "1"))
    gather(at(7, 30))
    later((east, Section.TODAY, "2"))

    assert gather(at(15)) == 0
    assert gather(at(7, 30, DAY + timedelta(days=1))) == 1
    assert [each.day for each in Notice.objects.order_by("day")] == [DAY, DAY + timedelta(days=1)]


def test_the_same_thing_is_told_to_a_post_once(east):
    for _ in range(2):
        later((east, Section.TODAY, "1"))
    gather(at(8))
    later((east, Section.TODAY, "1"))

    assert gather(at(8, 0, DAY + timedelta(days=1))) == 0
    assert DigestLine.objects.count() == 1


def test_the_years_of_two_digests_do_not_meet(east):
    old, new = date(2026, 12, 31), date(2027, 1, 1)
    later((east, Section.TODAY, "1"), due=old)
    assert gather(at(8, day=old)) == 1
    later((east, Section.LATE, "2"), due=old)
    assert gather(at(0, 5, new)) == 0
    assert gather(at(8, day=new)) == 1
    assert sorted(Notice.objects.values_list("day", flat=True)) == [old, new]


def test_a_person_has_one_text_message_for_all_their_posts(east, west, sms, away):
    post = west.post
    identity.release(INSTALLER, Holding.objects.get(post=post), on=DAY, reason="调离")
    identity.confirm(INSTALLER, identity.appoint(INSTALLER, post, person_id=east.person.pk, on=DAY))
    later((east, Section.LATE, "1"), (west, Section.TODAY, "2"), channels=("in_app", "sms"))

    assert gather(at(7, 30)) == 3

    message = Message.objects.get()
    assert (message.person_id, message.title) == (east.person.pk, "今日提醒：已逾期 1 项，今日到期 1 项")
    assert message.expires_at == at(0, day=DAY + timedelta(days=1))
    assert message.lines.count() == 2
    assert {each.post_id for each in Notice.objects.all()} == {east.post.pk, post.pk}


@pytest.mark.usefixtures("_mail")
def test_a_letter_lists_what_is_owed_and_a_group_hears_counts_only(east, robot):
    robot(area=EAST, name="东镇群")
    identity.amend_own_contact(east.actor, None, phone="13800000000", email="li@yunhe.example")
    later((east, Section.LATE, "1"), channels=("email", "webhook"))
    gather(at(7, 30))

    letter, group = Message.objects.get(channel="email"), Message.objects.get(channel="webhook")
    assert "已逾期（1 项）\n- 事项1：东山煤矿，期限 2026-03-02" in letter.body
    assert group.body == "东镇安监站安监员：已逾期 1 项"
    assert "东山煤矿" not in group.body


@pytest.fixture
def _mail(_regime):
    return commands.add_channel(INSTALLER, None, kind="email", name="邮件")


def test_whoever_left_gets_nothing_and_whoever_came_reads_it(east, sms, visit):
    identity.release(INSTALLER, Holding.objects.get(post=east.post), on=DAY, reason="调离")
    later((east, Section.TODAY, "1"), channels=("in_app", "sms"))
    gather(at(7, 30))

    assert not Message.objects.exists()
    assert DigestLine.objects.filter(taken_at=None).count() == 0
    assert Notice.objects.get().post_id == east.post.pk


def test_the_inbox_opens_the_digest_and_the_neighbour_finds_none(east, west, visit):
    later((east, Section.LATE, "71"), (east, Section.TODAY, "72"))
    gather(at(7, 30))
    notice = Notice.objects.get()
    client = visit(east)

    assert f"/inbox/{notice.pk}/" in client.get("/inbox/").content.decode()
    shown = client.get(f"/inbox/{notice.pk}/").content.decode()

    assert shown.index("已逾期（1）") < shown.index("/duties/71/") < shown.index("今日到期（1）")
    notice.refresh_from_db()
    assert notice.read_at is not None
    assert visit(west).get(f"/inbox/{notice.pk}/").status_code == 404
    assert "今日提醒" not in visit(west).get("/inbox/").content.decode()


def test_a_regime_with_other_hours_is_heeded(east):
    content = read(packaged("yunhe-2026")).model_dump(mode="json")
    content |= {"version": "2", "quiet": {"first": "22:00", "last": "06:00", "digest": "09:00"}}
    with fixed(at(0)):
        regime.enforce(INSTALLER, None, content=content, on=DAY)
    later((east, Section.TODAY, "1"))

    assert gather(at(8)) == 0
    assert gather(at(9)) == 1
    assert quiet.is_quiet(at(21, 45)) is False


def test_half_a_year_later_digests_and_messages_are_forgotten(east, sms):
    later((east, Section.TODAY, "1"), channels=("in_app", "sms"))
    gather(at(8))

    forget_old_notices(at(8) + KEPT + timedelta(days=1))

    assert (Notice.objects.count(), Message.objects.count(), DigestLine.objects.count()) == (0, 0, 0)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_one_digest(east, west, robot, away):
    robot(area=EAST)
    later((east, Section.LATE, "1"), (east, Section.TODAY, "2"), (west, "late", "3"), channels=("in_app", "webhook"))
    begin, made = threading.Barrier(3), []

    def work() -> None:
        begin.wait()
        made.append(gather(at(7, 30)))
        connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()

    assert sorted(made) == [0, 0, 3]
    assert (Notice.objects.count(), Message.objects.count()) == (2, 1)
