"""Reads of the register."""

import pytest

from sanze.foundation.scope.actor import INSTALLER
from sanze.know.parties.queries import alike, meant_by
from tests.cast import city

pytestmark = pytest.mark.django_db


def test_an_enterprise_is_meant_by_its_full_name_and_only_where_it_is_seen():
    cast = city()

    assert meant_by(INSTALLER, "东山煤矿") == (cast.mine.pk, cast.mine.area_code)
    assert meant_by(cast.west.actor, "东山煤矿") is None
    assert meant_by(INSTALLER, "东山") is None


def test_names_that_resemble_are_found_the_most_alike_first():
    cast = city()

    assert [each.pk for each in alike("东山煤矿有限公司", INSTALLER)] == [cast.mine.pk]
    assert list(alike("东山煤矿", cast.west.actor)) == []
