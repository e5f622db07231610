"""Two people at the same danger at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from sanze.foundation.acts.models import Act
from sanze.foundation.acts.refusal import Refused
from sanze.foundation.moment import fixed
from sanze.perform.dangers.commands import closing, extensions, orders
from sanze.perform.dangers.models import Danger
from sanze.perform.dangers.tests import factories as make
from sanze.perform.dangers.tests.factories import DAY, MORNING, fresh
from tests import cast

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run the acts in threads of their own, all begun at one moment; gives what each came to."""
    start = Barrier(len(acts))

    def run(act):
        try:
            with fixed(MORNING):
                start.wait()
                act()
            return "done"
        except Refused as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return sorted(threads.map(run, acts))


def test_a_danger_is_either_closed_or_sent_back_and_never_both():
    city = cast.city()
    danger = make.rectified(city)

    outcome = at_once(
        lambda: closing.close(city.officer.actor, danger, on=DAY, opinion="已消除", evidence=make.photo(city.officer)),
        lambda: orders.send_back(city.second.actor, danger, reason="未改", due=DAY + timedelta(days=3)),
    )

    assert outcome == ["IllegalStep", "done"]
    assert Act.objects.filter(command__in=["dangers.close", "dangers.send_back"]).count() == 1


def test_two_dangers_reported_at_once_get_two_numbers():
    city = cast.city()

    assert at_once(*[lambda: make.reported(city) for _ in range(6)]) == ["done"] * 6

    assert len(set(Danger.objects.values_list("number", flat=True))) == 6


def test_rectifying_while_an_extension_is_decided_never_ends_in_a_deadlock():
    city = cast.city()
    for _ in range(5):
        danger = make.ordered(city)
        extension = extensions.ask_extension(
            city.manager.actor, danger, due=danger.due_on + timedelta(days=5), reason="其他"
        )

        outcome = at_once(
            lambda danger=danger: make.rectify(city, danger),
            lambda extension=extension: extensions.decide_extension(city.officer.actor, extension, granted=True),
        )

        extension.refresh_from_db()
        assert (fresh(danger).state, extension.state, outcome) in [
            ("rectified", "granted", ["done", "done"]),
            ("rectified", "lapsed", ["IllegalStep", "done"]),
            ("ordered", "granted", ["BeingDecided", "done"]),
        ]
