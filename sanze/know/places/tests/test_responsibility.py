"""Places with positions of their own tell the proof of responsibility that an enterprise lies in two villages."""

import pytest

from sanze.foundation.moment import today
from sanze.foundation.scope.actor import INSTALLER
from sanze.know.jurisdictions.models import Area
from sanze.know.places import commands
from sanze.know.places.tests import factories as make
from sanze.know.responsibility.commands.proving import mend, prove
from sanze.know.responsibility.models import Finding
from sanze.know.responsibility.tests.whole import point, whole_city
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return whole_city()


def spanning() -> list[tuple[str, str]]:
    prove(INSTALLER, Area.objects.get(code=cast.COUNTY), on=today())
    rows = Finding.objects.filter(gone_on=None, flaw="spanning")
    return list(rows.values_list("cause_name", "other"))


def test_a_mine_with_a_shaft_in_another_village_is_found_until_a_paper_settles_it(city):
    make.place(city, name="主井口", kind="井口", **point(cast.EAST_VILLAGE))
    assert spanning() == []
    make.place(city, name="回风井", kind="井口", **point(cast.WEST_VILLAGE))
    assert spanning() == [("东山煤矿", cast.WEST_VILLAGE)]

    mend(city.committee.actor, Finding.objects.get(), on=today())

    assert spanning() == []


def test_a_position_has_a_place_of_its_own_and_one_out_of_use_counts_no_more(city):
    shaft = make.place(city, name="主井口", kind="井口")
    part = make.part(city, shaft, **point(cast.WEST_VILLAGE))
    assert spanning() == [("东山煤矿", cast.WEST_VILLAGE)]

    commands.close(city.officer.actor, part, on=today(), reason="封闭")

    assert spanning() == []
