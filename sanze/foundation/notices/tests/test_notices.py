"""Notices: to posts, with the transaction, read by nobody else, forgotten after half a year."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.http import HttpRequest
from django.test.utils import CaptureQueriesContext

from sanze.foundation.moment import fixed, now
from sanze.foundation.notices.models import Level, Notice
from sanze.foundation.notices.queries import mark_read, notices_of, unread_count
from sanze.foundation.notices.tasks import forget_old_notices
from sanze.foundation.notices.tell import notify
from sanze.foundation.ui.context import SLOTS

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)


def tell(*roles, title="整改期限将到", link="/dangers/1/", **more) -> int:
    return notify([each.post.pk for each in roles], title=title, link=link, **more)


def test_each_post_is_told_once(east, west):
    with fixed(NOON):
        told = notify([east.post.pk, west.post.pk, east.post.pk, None], title="开会", link="", level=Level.URGENT)

    assert told == 2
    notice = notices_of(east.actor).get()
    assert (notice.title, notice.level, notice.made_at, notice.read_at) == ("开会", "red", NOON, None)


def test_a_notice_goes_back_with_the_transaction_that_left_it(east):
    with transaction.atomic():
        tell(east)
        transaction.set_rollback(True)

    assert not Notice.objects.exists()


@pytest.mark.parametrize("link", ["https://example.org/", "//example.org/", "/\\example.org", "javascript:alert(1)"])
def test_a_link_that_leads_elsewhere_is_a_bug(east, link):
    with pytest.raises(ValueError, match="leads to a page of this platform"):
        tell(east, link=link)

    assert not Notice.objects.exists()


def test_a_long_title_is_cut(east):
    tell(east, title="隐" * 300)

    assert Notice.objects.get().title == "隐" * 119 + "…"


def test_a_notice_for_one_person_is_not_for_another_in_the_post(east, west):
    notify([east.post.pk], title="密码将到期", link="", person_id=west.person.pk)

    assert unread_count(east.actor) == 0


def test_the_bell_counts_what_is_unread_up_to_a_hundred_in_one_query(east, west):
    for number in range(105):
        tell(east, title=f"第 {number} 条")
    tell(west)
    request = HttpRequest()
    request.actor = east.actor

    with CaptureQueriesContext(connection) as queries:
        assert SLOTS.unread(request) == 100
    assert len(queries) == 1

    assert mark_read(east.actor) == 105
    assert SLOTS.unread(request) == 0
    assert unread_count(west.actor) == 1


def test_half_a_year_later_a_notice_is_forgotten(east):
    with fixed(NOON):
        tell(east, title="旧")
    with fixed(NOON + timedelta(days=2)):
        tell(east, title="新")

    assert forget_old_notices(NOON + timedelta(days=184)) == 1
    assert forget_old_notices(NOON + timedelta(days=184)) == 0
    assert Notice.objects.get().title == "新"


def test_the_inbox_shows_what_the_post_was_told(east, west, visit):
    tell(east, title="东镇的事", body="请今天处理", level=Level.WARN)
    tell(west, title="西镇的事")

    shown = visit(east).get("/inbox/").content.decode()

    assert "东镇的事" in shown
    assert "请今天处理" in shown
    assert "催办" in shown
    assert "西镇的事" not in shown


def test_following_a_notice_marks_it_as_read(east, visit):
    tell(east)
    notice = Notice.objects.get()

    answer = visit(east).get(f"/inbox/{notice.pk}/")

    assert (answer.status_code, answer["Location"]) == (302, "/dangers/1/")
    notice.refresh_from_db()
    assert abs(notice.read_at - now()) < timedelta(minutes=1)


def test_one_notice_and_then_all_are_marked_as_read(east, visit):
    for number in range(3):
        tell(east, title=f"第 {number} 条")
    client, first = visit(east), Notice.objects.first()

    assert client.post(f"/inbox/{first.pk}/read/", {"unread": "1"})["Location"] == "/inbox/?unread=1"
    assert unread_count(east.actor) == 2
    assert first.title not in client.get("/inbox/?unread=1").content.decode()
    client.post("/inbox/read/")
    assert unread_count(east.actor) == 0
    assert "没有未读消息" in client.get("/inbox/?unread=1").content.decode()


@pytest.mark.parametrize("order", [("get", "/inbox/{}/"), ("post", "/inbox/{}/read/")])
def test_a_neighbours_notice_does_not_exist(east, west, visit, order):
    tell(east)
    notice, (method, path) = Notice.objects.get(), order

    answer = getattr(visit(west), method)(path.format(notice.pk))

    assert answer.status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_marking_all_leaves_the_neighbours_notices_alone(east, west, visit):
    tell(east, west)

    visit(west).post("/inbox/read/")

    assert unread_count(west.actor) == 0
    assert unread_count(east.actor) == 1


def test_marking_is_done_by_post_only(east, visit):
    tell(east)

    assert visit(east).get("/inbox/read/").status_code == 405
    assert unread_count(east.actor) == 1


def test_a_stranger_is_sent_to_the_sign_in(client, east, settings):
    settings.LOGIN_URL = "/entrance/"
    tell(east)

    assert client.get("/inbox/")["Location"] == "/entrance/?next=/inbox/"
    assert client.get("/inbox/", headers={"Accept": "application/json"}).status_code == 401


def test_long_inboxes_have_pages(east, visit):
    for number in range(31):
        tell(east, title=f"第 {number:02} 条")
    client = visit(east)

    first, second = client.get("/inbox/").content.decode(), client.get("/inbox/?page=2").content.decode()
    assert "第 30 条" in first
    assert "第 00 条" not in first
    assert "第 00 条" in second
