"""Several workers that make what is owed at the same moment.

A module of its own: the rows are really committed, while the other modules keep one transaction open from their first
test to their last, in which neither the place could be built again nor the tables be emptied afterwards.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections

from sanze.foundation.moment import fixed
from sanze.perform.duties.commands.creating import keep_up
from sanze.perform.duties.models import Obligation
from sanze.perform.duties.proof import faults
from sanze.perform.duties.tests import county
from sanze.perform.duties.tests.conftest import MARCH, build

LATER = MARCH + timedelta(days=2)


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_make_everything_once():
    assert not connection.in_atomic_block, "a fixture of wider scope holds a transaction open"
    with fixed(county.at(MARCH)):
        build()

    def work(_) -> int:
        try:
            with fixed(county.at(LATER)):
                return keep_up(LATER)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(work, range(4)))

    patrols = Obligation.objects.filter(duty="patrol", voided_on=None)
    keys = list(patrols.values_list("subject", "period_first"))
    assert len(keys) == len(set(keys)) == 3 * 4
    assert sum(made) == Obligation.objects.count()
    assert list(faults()) == []
