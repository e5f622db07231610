"""A very small demonstration city, whole: built by commands, sealed, and refused where a city is already."""

import pytest

from sanze.demo.build import LOGINS, NotEmpty, Scale, build_city
from sanze.foundation.acts.models import Act
from sanze.foundation.acts.verify import faults
from sanze.foundation.identity.models import Person
from sanze.know.jurisdictions.models import Area
from sanze.know.parties.models import Enterprise
from sanze.perform.dangers.models import Danger
from sanze.perform.inspections.models import Visit

HAMLET = Scale(
    townships=[("101", "青石镇", 8), ("102", "望江镇", 4), ("103", "石桥镇", 2)],
    cells=(2,),
    firms=24,
    days=9,
    more_firms=30,
    dangers=120,
)


@pytest.mark.django_db
def test_a_hamlet_is_built_by_commands_and_its_seals_hold():
    build_city(scale=HAMLET)

    assert Area.objects.filter(boundary__isnull=False).count() == 1 + 3 + 14 + 28
    assert Enterprise.objects.count() == 54
    assert Danger.objects.count() > 120
    assert Visit.objects.filter(state="recorded").count() > 100
    assert {login.username for login in LOGINS} <= set(Person.objects.values_list("username", flat=True))
    bulk = Act.objects.get(command="demo.enter_history")
    assert bulk.facts == {"history": "示范数据，成批写入隐患 120 条"}
    assert list(faults()) == []
    with pytest.raises(NotEmpty):
        build_city(scale=HAMLET)
