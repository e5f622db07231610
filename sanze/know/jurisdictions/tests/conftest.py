"""Who acts on the county of the tests."""

from dataclasses import replace

import pytest

from sanze.foundation.scope.actor import Actor
from sanze.know.jurisdictions.tests import factories as make
from tests.cast import build_areas

POWERS = ("load", "add", "rename", "merge", "draw", "import_cells")
COMMITTEE = Actor(
    "冯涛",
    post_id=1,
    post="安委办科员",
    areas=(make.COUNTY,),
    grants=frozenset({*(f"jurisdictions.{each}" for each in POWERS), "ledgers.export"}),
)


@pytest.fixture
def committee():
    return COMMITTEE


@pytest.fixture
def east():
    return replace(COMMITTEE, name="陈静", post_id=2, post="东镇安监站站长", areas=(make.EAST,))


@pytest.fixture
def west():
    return replace(COMMITTEE, name="赵磊", post_id=3, post="西镇安监站站长", areas=(make.WEST,))


@pytest.fixture
def powerless():
    return replace(COMMITTEE, name="王芳", post_id=4, grants=frozenset())


@pytest.fixture
def county(db):
    """The county of the cast, nothing drawn."""
    build_areas()


@pytest.fixture
def land(county):
    """The county, its townships and the first village of each drawn."""
    make.draw_county()
