from datetime import date

import pytest
from django.db import IntegrityError, transaction

from sanze.foundation.calendar.models import DayRule
from sanze.foundation.calendar.queries import calendar

pytestmark = pytest.mark.django_db


def test_the_empty_table_leaves_the_published_arrangement():
    assert calendar().is_working(date(2026, 10, 10))
    assert not calendar().is_working(date(2026, 10, 1))


def test_a_change_of_the_table_is_seen_at_once():
    assert calendar().is_working(date(2026, 3, 9))
    rule = DayRule.objects.create(day=date(2026, 3, 9), working=False, name="县庆", source="县政府通知")
    assert not calendar().is_working(date(2026, 3, 9))
    rule.working = True
    rule.save()
    assert calendar().is_working(date(2026, 3, 9))


def test_an_unchanged_table_gives_the_same_calendar_for_one_query(django_assert_num_queries):
    DayRule.objects.create(day=date(2026, 3, 9), working=False)
    first = calendar()
    with django_assert_num_queries(1):
        assert calendar() is first


def test_a_change_rolled_back_is_forgotten():
    with transaction.atomic():
        DayRule.objects.create(day=date(2026, 3, 9), working=False)
        assert not calendar().is_working(date(2026, 3, 9))
        transaction.set_rollback(True)
    assert calendar().is_working(date(2026, 3, 9))


def test_a_day_stands_in_the_table_once():
    DayRule.objects.create(day=date(2026, 3, 9), working=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        DayRule.objects.create(day=date(2026, 3, 9), working=True)
