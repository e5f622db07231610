"""What is late on whose desk."""

from datetime import timedelta

import pytest

from sanze.foundation.moment import fixed
from sanze.foundation.regime.queries import regime
from sanze.perform.dangers import desk, queries
from sanze.perform.dangers.commands import extensions, handover
from sanze.perform.dangers.tests import factories as make
from sanze.perform.dangers.tests.factories import DAY, MORNING


def lists(role) -> dict[str, tuple[int, int]]:
    return {each.title: (each.count, each.late) for each in desk.waiting(role.actor)}


def test_grading_is_late_after_its_working_days_and_looking_again_after_its_days(city):
    reported, rectified = make.reported(city), make.rectified(city)

    assert queries.step_due(reported) == DAY + timedelta(days=2)
    assert queries.step_due(rectified) == DAY + timedelta(days=10)
    with fixed(MORNING + timedelta(days=2)):
        assert lists(city.officer) == {"待定级隐患": (1, 0), "待复查隐患": (1, 0)}
    with fixed(MORNING + timedelta(days=11)):
        assert lists(city.officer) == {"待定级隐患": (1, 1), "待复查隐患": (1, 1)}


@pytest.mark.parametrize("later", range(12))
def test_counting_the_late_agrees_with_the_day_of_each(city, later):
    limit, day = regime().limit("dangers.grade"), DAY + timedelta(days=later)
    early = queries.begun_too_early(limit, day)

    assert queries.last_day(limit, early) < day
    assert queries.last_day(limit, early + timedelta(days=1)) >= day


def test_an_extension_waits_for_those_who_decide_it(city):
    danger = make.ordered(city, days=5)
    extensions.ask_extension(city.manager.actor, danger, due=danger.due_on + timedelta(days=5), reason="其他")

    assert lists(city.officer) == {"延期待审批": (1, 0)}
    assert lists(city.village) == {}
    with fixed(MORNING + timedelta(days=6)):
        assert lists(city.officer) == {"超期未整改隐患": (1, 1), "延期待审批": (1, 1)}
        assert lists(city.manager) == {"待整改隐患": (1, 1)}


def test_a_danger_in_the_charge_of_one_post_is_on_no_other_desk(city):
    danger = make.reported(city)
    handover.transfer(city.chief.actor, danger, to_post_id=city.department.post.pk, reason="矿山科职责")
    assert lists(city.department)["移交待签收隐患"] == (1, 0)

    handover.receive(city.department.actor, danger)

    assert lists(city.department) == {"待定级隐患": (1, 0)}
    assert lists(city.officer) == {}
