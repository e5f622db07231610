"""Many lists counted at once, none beyond what anybody wants to know."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanze.foundation.ledgers.counting import capped
from sanze.foundation.moment import now

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sessions():
    Session.objects.bulk_create(Session(session_key=f"{n:032}", session_data="", expire_date=now()) for n in range(7))


def test_each_list_is_counted_up_to_the_cap_and_one_more():
    rows = Session.objects.all()
    few = rows.filter(session_key__lte=f"{2:032}")

    with CaptureQueriesContext(connection) as made:
        assert capped([rows, few, rows.none()], 5) == [6, 3, 0]

    assert len(made) == 1


def test_a_percent_sign_in_a_search_is_a_percent_sign():
    assert capped([Session.objects.filter(session_key__contains="%")], 5) == [0]


def test_the_order_of_a_list_does_not_matter_to_its_count():
    assert capped([Session.objects.order_by("-expire_date")], 10) == [7]


def test_no_list_is_no_question(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert capped([], 5) == []
