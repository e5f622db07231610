"""What the doctor looks at, one by one."""

import pytest

from sanze.cli.checks import Mark, database

pytestmark = pytest.mark.django_db


def test_the_order_of_codes_is_looked_at():
    found = {each.about: each for each in database()}

    assert found["编码排序"].mark is Mark.WELL
