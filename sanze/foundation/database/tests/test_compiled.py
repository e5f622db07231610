"""A query compiled once finds what the ORM finds, with the values of each call."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanze.foundation.database.compiled import Compiled, blank
from sanze.foundation.identity.models import Holding
from tests import cast

pytestmark = pytest.mark.django_db


def held() -> Compiled:
    rows = Holding.objects.filter(person_id=blank("person"), span__contains=blank("day"))
    return Compiled(lambda: rows.select_related("post", "person"))


def test_each_call_finds_by_its_own_values():
    city, compiled = cast.city(), held()
    for role in (city.officer, city.manager, city.officer):
        found = compiled.first(person=role.person.pk, day=cast.BEGIN)
        assert found == Holding.objects.get(person=role.person)
        with CaptureQueriesContext(connection) as asked:
            assert (found.post, found.person) == (role.post, role.person)
        assert len(asked) == 0
    assert compiled.rows(person=city.officer.person.pk, day=date(1999, 1, 1)) == []


def test_values_are_told_as_the_fields_read_them():
    city = cast.city()
    rows = Holding.objects.filter(person_id=blank("person")).values_list("post__industries", "span")
    compiled = Compiled(lambda: rows)
    mine = Holding.objects.get(person=city.officer.person)
    assert compiled.rows(person=city.officer.person.pk) == [(mine.post.industries, mine.span)]


def test_a_value_is_only_ever_a_value():
    compiled = Compiled(lambda: Holding.objects.filter(person__name=blank("name")))
    assert compiled.rows(name="甲' OR '1'='1") == []


def test_a_query_that_can_find_nothing_finds_nothing():
    assert Compiled(lambda: Holding.objects.filter(pk=blank("pk")).none()).first(pk=1) is None


def test_a_blank_that_nobody_fills_is_a_fault_of_ours():
    with pytest.raises(KeyError):
        held().rows(person=1)
