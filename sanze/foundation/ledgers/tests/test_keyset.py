"""Pages found by key: every row once, in order, forwards and backwards, with and without values."""

from datetime import date, timedelta

import pytest

from sanze.foundation.identity import commands
from sanze.foundation.identity.models import Post
from sanze.foundation.ledgers.keyset import Order, place_of, seek, slice_of
from sanze.foundation.scope.actor import INSTALLER
from tests.cast import BEGIN, EAST, enforce_regime

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def posts(db):
    enforce_regime()
    for number in range(23):
        post = commands.open_post(
            INSTALLER, None, title=f"岗{number % 5}", unit="站", kind="township", on=BEGIN, area_code=EAST
        )
        if number % 3:
            commands.close_post(INSTALLER, post, on=BEGIN + timedelta(days=number % 4))


def walk(order: Order, size: int) -> list[list[Post]]:
    pages, place = [], None
    while True:
        found = slice_of(Post.objects.all(), order, place, size)
        pages.append(found.rows)
        if found.following is None:
            return pages
        place = place_of(found.following.token())


def expected(order: Order) -> list[int]:
    posts = sorted(Post.objects.all(), key=lambda post: post.pk, reverse=order.descending)
    with_value = [post for post in posts if getattr(post, order.path) is not None]
    without = [post for post in posts if getattr(post, order.path) is None]
    with_value.sort(key=lambda post: getattr(post, order.path), reverse=order.descending)
    return [post.pk for post in with_value + without]


@pytest.mark.parametrize("size", [1, 4, 7, 23, 50])
@pytest.mark.parametrize("word", ["title", "-title", "closed_on", "-closed_on", "pk", "-pk", "opened_on"])
def test_the_pages_hold_every_row_once_and_in_order(word, size):
    order = Order.parse(word)

    pages = walk(order, size)

    assert [post.pk for page in pages for post in page] == expected(order)


@pytest.mark.parametrize("word", ["title", "-closed_on", "closed_on", "-pk"])
def test_the_way_back_shows_the_same_pages(word):
    order = Order.parse(word)
    pages, places, place = [], [], None
    while True:
        found = slice_of(Post.objects.all(), order, place, 5)
        pages.append([post.pk for post in found.rows])
        places.append(found.previous)
        if found.following is None:
            break
        place = found.following

    assert places[0] is None
    for number in range(len(pages) - 1, 0, -1):
        back = slice_of(Post.objects.all(), order, places[number], 5)
        assert [post.pk for post in back.rows] == pages[number - 1]


def test_a_jump_begins_at_the_value():
    order = Order.parse("closed_on")

    found = slice_of(Post.objects.all(), order, seek(Post, order, "2026-01-03"), 50)

    assert found.rows[0].closed_on == date(2026, 1, 3)
    assert {post.closed_on for post in found.rows if post.closed_on} == {date(2026, 1, 3), date(2026, 1, 4)}


def test_a_jump_to_what_is_no_value_begins_at_the_start():
    assert seek(Post, Order.parse("closed_on"), "昨天") is None


@pytest.mark.parametrize("token", ["", "x", "W10", "WzEsMl0", "////"])
def test_a_made_up_token_is_no_place(token):
    assert place_of(token) is None
