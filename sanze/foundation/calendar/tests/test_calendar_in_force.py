from datetime import date

import pytest
from django.db import transaction

from sanze.foundation.acts.entry import OutsideTheDoor
from sanze.foundation.acts.models import Act
from sanze.foundation.acts.refusal import NotGranted
from sanze.foundation.calendar.commands import NoSource, SameAsBefore, set_day
from sanze.foundation.calendar.models import DayRule
from sanze.foundation.calendar.queries import calendar
from sanze.foundation.calendar.statutory import statutory_days
from sanze.foundation.scope.actor import INSTALLER, Actor
from tests.cast import enforce_regime

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 3, 9)


@pytest.fixture(autouse=True)
def _regime(db):
    enforce_regime()


def close_on(day, **more):
    return set_day(INSTALLER, None, day=day, working=False, source="县政府办通知", **more)


def test_the_empty_table_leaves_the_published_arrangement():
    assert calendar().is_working(date(2026, 10, 10))
    assert not calendar().is_working(date(2026, 10, 1))


def test_a_day_set_is_seen_at_once_and_can_be_set_again():
    assert calendar().is_working(MONDAY)

    rule = close_on(MONDAY, name="县庆")

    assert str(rule) == "2026-03-09 休息 县庆"
    assert not calendar().is_working(MONDAY)

    set_day(INSTALLER, None, day=MONDAY, working=True, source="县政府办更正")

    assert calendar().is_working(MONDAY)
    assert DayRule.objects.count() == 1
    acts = Act.objects.filter(command="calendar.set_day").order_by("pk")
    assert acts[1].changes == {
        f"calendar.dayrule:{rule.pk}": {
            "working": [False, True],
            "name": ["县庆", ""],
            "source": ["县政府办通知", "县政府办更正"],
        }
    }


def test_a_day_without_a_source_is_refused():
    with pytest.raises(NoSource):
        set_day(INSTALLER, None, day=MONDAY, working=False, source=" ")
    assert not DayRule.objects.exists()


def test_a_day_that_stands_so_already_is_refused():
    close_on(MONDAY)
    acts = Act.objects.count()
    with pytest.raises(SameAsBefore, match="2026-03-09"):
        close_on(MONDAY)
    assert Act.objects.count() == acts


def test_without_the_power_no_day_is_set():
    with pytest.raises(NotGranted):
        set_day(Actor("路人", areas=("",)), None, day=MONDAY, working=False, source="无")
    assert not DayRule.objects.exists()


def test_the_table_is_written_through_the_door_alone():
    with pytest.raises(OutsideTheDoor):
        DayRule.objects.create(day=MONDAY, working=False, source="无")


def test_the_table_makes_a_year_certain():
    assert not calendar().certain(2027)
    for day, name in statutory_days(2027).items():
        close_on(day, name=name)
    assert calendar().certain(2027)


def test_an_unchanged_table_gives_the_same_calendar_for_one_query(django_assert_num_queries):
    close_on(MONDAY)
    first = calendar()
    with django_assert_num_queries(1):
        assert calendar() is first


def test_a_change_rolled_back_is_forgotten():
    with transaction.atomic():
        close_on(MONDAY)
        assert not calendar().is_working(MONDAY)
        transaction.set_rollback(True)
    assert calendar().is_working(MONDAY)
