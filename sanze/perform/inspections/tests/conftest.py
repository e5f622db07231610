"""Every test of visits begins at one hour."""

import pytest

from sanze.foundation.moment import fixed
from sanze.perform.inspections.tests.factories import NOON


@pytest.fixture(autouse=True)
def noon():
    with fixed(NOON):
        yield
