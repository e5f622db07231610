"""Every test of the loop begins on one morning."""

import pytest

from sanze.foundation.moment import fixed
from sanze.perform.dangers.tests.factories import MORNING


@pytest.fixture(autouse=True)
def morning():
    with fixed(MORNING):
        yield
