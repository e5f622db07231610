"""What the database refuses, whatever the code does."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from sanze.perform.dangers.models import Danger, Extension
from sanze.perform.dangers.tests import factories as make
from sanze.perform.dangers.tests.factories import DAY


def force(record, **changes):
    """Write past every command, as only a program with a fault could."""
    with transaction.atomic():
        QuerySet(type(record)).filter(pk=record.pk).update(**changes)


@pytest.mark.parametrize(
    ("start", "changes", "name"),
    [
        (make.ordered, {"due_on": None}, "a_danger_in_rectification_has_a_grade_and_a_deadline"),
        (make.ordered, {"major": None}, "a_danger_in_rectification_has_a_grade_and_a_deadline"),
        (make.graded, {"major": None}, "a_danger_awaiting_an_order_is_graded"),
        (make.reported, {"state": "graded"}, "a_danger_awaiting_an_order_is_graded"),
        (make.ordered, {"major": True}, "an_ordered_major_danger_has_an_emergency_plan"),
        (make.ordered, {"state": "rectified"}, "a_rectified_danger_says_when"),
        (make.rectified, {"state": "closed"}, "a_closed_danger_names_its_closer"),
        (make.closed, {"closer_id": None}, "a_closed_danger_names_its_closer"),
        (make.closed, {"listed": True}, "a_listed_danger_is_not_closed"),
        (make.closed, {"major": True, "emergency_plan": "有"}, "a_closed_major_danger_was_reported_twice"),
        (make.reported, {"state": "dismissed"}, "a_dismissed_danger_says_why"),
    ],
)
def test_the_database_holds_the_invariant(city, start, changes, name):
    danger = start(city)

    with pytest.raises(IntegrityError, match=name):
        force(danger, **changes)


def test_the_database_lets_nobody_close_what_they_rectified(city):
    danger = make.closed(city)

    with pytest.raises(IntegrityError, match="nobody_closes_what_they_rectified"):
        force(danger, closer_id=danger.rectifier_id)
    with pytest.raises(IntegrityError, match="nobody_closes_what_they_rectified"):
        force(danger, closer_post_id=danger.rectifier_post_id)


def test_the_database_keeps_one_open_extension_that_goes_forward(city):
    danger = make.ordered(city)
    asked = {"danger": danger, "reason": "其他", "old_due_on": danger.due_on, "asked_on": DAY, "asker": "吴刚"}

    def insert(**more):
        with transaction.atomic():
            QuerySet(Extension).bulk_create([Extension(**{**asked, **more})])

    insert(asked_due_on=danger.due_on + timedelta(days=1))
    with pytest.raises(IntegrityError, match="one_open_extension_for_a_danger"):
        insert(asked_due_on=danger.due_on + timedelta(days=2))
    with pytest.raises(IntegrityError, match="an_extension_goes_forward"):
        insert(asked_due_on=danger.due_on, state="declined")
    with pytest.raises(IntegrityError, match="a_granted_extension_has_its_deadline"):
        insert(asked_due_on=danger.due_on + timedelta(days=2), state="granted")


def test_a_number_is_given_once(city):
    first, second = make.reported(city), make.reported(city)

    with pytest.raises(IntegrityError, match="number"):
        force(second, number=first.number)
    assert Danger.objects.values("number").distinct().count() == 2
