"""Ordering, sending back and reopening: deadlines and elements."""

from datetime import timedelta
from decimal import Decimal

import pytest

from sanze.foundation.acts.models import Act
from sanze.foundation.acts.refusal import NotGranted, OutOfScope
from sanze.foundation.moment import fixed
from sanze.foundation.states.machine import IllegalStep
from sanze.know.delegation.commands import NotDelegated
from sanze.perform.dangers import queries
from sanze.perform.dangers.commands import orders, refusals
from sanze.perform.dangers.tests import factories as make
from sanze.perform.dangers.tests.factories import DAY, MORNING, fresh, refused
from tests.cast import EAST, take_back_powers


def days(count):
    return DAY + timedelta(days=count)


def test_an_order_sets_the_five_elements_and_is_on_record(city):
    danger = make.graded(city)

    make.order(city, danger, days=15)

    danger = fresh(danger)
    assert (danger.state, danger.ordered_on, danger.due_on) == ("ordered", DAY, days(15))
    assert (danger.responsible, danger.money_planned) == ("吴刚", Decimal("1.5"))
    act = Act.objects.get(command="dangers.order")
    assert act.changes[f"dangers.danger:{danger.pk}"]["state"] == ["graded", "ordered"]


@pytest.mark.parametrize(("major", "limit"), [(False, 15), (True, 60)])
def test_the_deadline_ends_with_the_limit_of_the_grade(city, major, limit):
    danger = make.graded(city, major=major)

    with refused(refusals.DeadlineTooLate, danger):
        make.order(city, danger, days=limit + 1)
    make.order(city, danger, days=limit)
    assert fresh(danger).due_on == days(limit) == queries.latest_due(DAY, major=major)


def test_no_deadline_lies_before_its_order(city):
    danger = make.graded(city)

    with refused(refusals.DeadlineTooLate, danger):
        make.order(city, danger, days=-1)


def test_an_order_is_not_dated_ahead_nor_before_the_danger_was_found(city):
    danger = make.graded(city)

    with refused(refusals.WrongDay, danger):
        make.order(city, danger, on=days(1))
    with refused(refusals.WrongDay, danger):
        make.order(city, danger, on=days(-1))


def test_a_major_order_needs_an_emergency_plan(city):
    danger = make.graded(city, major=True)

    with refused(orders.EmergencyPlanMissing, danger):
        make.order(city, danger, emergency_plan=" ")


def test_the_emergency_plan_of_a_filed_treatment_plan_serves(city):
    danger = make.graded(city, major=True)
    make.plan(city, danger)

    make.order(city, danger, emergency_plan="")

    assert fresh(danger).emergency_plan == "停风即断电撤人"


@pytest.mark.parametrize("missing", ["measures", "responsible"])
def test_an_order_says_what_and_by_whom(city, missing):
    danger = make.graded(city)

    with refused(orders.ElementMissing, danger):
        make.order(city, danger, **{missing: ""})


@pytest.mark.parametrize("money", ["-1", "NaN", "100000000", "0.00001"])
def test_money_is_a_sum_that_can_be_kept(city, money):
    danger = make.graded(city)

    with refused(refusals.DoesNotFit, danger):
        make.order(city, danger, money=Decimal(money))


def test_only_a_graded_danger_is_ordered(city):
    danger = make.reported(city)

    with refused(IllegalStep, danger):
        make.order(city, danger)


def test_neither_the_neighbour_nor_the_grid_nor_the_enterprise_orders(city):
    danger = make.graded(city)
    facts = {"on": DAY, "due": days(3), "measures": "整改", "responsible": "吴刚"}

    with refused(OutOfScope, danger):
        orders.order(city.west.actor, danger, **facts)
    with refused(NotGranted, danger):
        orders.order(city.village.actor, danger, **facts)
    with refused(refusals.OwnCase, danger):
        orders.order(make.with_power(city.manager.actor), danger, **facts)


def test_overdue_is_a_query_on_the_day_after_the_deadline(city):
    danger = make.ordered(city, days=10)

    assert not queries.overdue_on(days(10)).exists()
    assert list(queries.overdue_on(days(11))) == [danger]


def test_a_danger_sent_back_gets_a_new_deadline_and_the_reason_stays(city):
    danger = make.rectified(city)

    with fixed(MORNING + timedelta(days=2)):
        orders.send_back(city.officer.actor, danger, reason="风量仍不足", due=days(9))

    danger = fresh(danger)
    assert (danger.state, danger.due_on, danger.returned_times) == ("ordered", days(9), 1)
    assert (danger.return_reason, danger.rectified_on) == ("风量仍不足", None)


def test_sending_back_is_bound_by_reason_limit_state_power_and_place(city):
    danger = make.rectified(city)

    with refused(refusals.ReasonMissing, danger):
        orders.send_back(city.officer.actor, danger, reason="", due=days(3))
    with refused(refusals.DeadlineTooLate, danger):
        orders.send_back(city.officer.actor, danger, reason="未改", due=days(16))
    with refused(refusals.DeadlineTooLate, danger):
        orders.send_back(city.officer.actor, danger, reason="未改", due=days(-1))
    with refused(NotGranted, danger):
        orders.send_back(city.manager.actor, danger, reason="未改", due=days(3))
    with refused(OutOfScope, danger):
        orders.send_back(city.west.actor, danger, reason="未改", due=days(3))
    with refused(refusals.OwnCase, danger):
        orders.send_back(make.with_power(city.manager.actor), danger, reason="未改", due=days(3))
    waiting = make.ordered(city)
    with refused(IllegalStep, waiting):
        orders.send_back(city.officer.actor, waiting, reason="未改", due=days(3))


def test_a_closed_danger_is_taken_up_again_and_can_be_closed_again(city):
    danger = make.closed(city)

    orders.reopen(city.officer.actor, danger, reason="回头看发现主扇又停", due=days(5))

    danger = fresh(danger)
    assert (danger.state, danger.reopened_times, danger.due_on) == ("ordered", 1, days(5))
    assert (danger.closed_on, danger.closer_id) == (None, None)
    make.rectify(city, danger)
    make.close(city, danger)
    assert fresh(danger).state == "closed"


def test_reopening_is_bound_by_reason_limit_state_power_and_place(city):
    danger, waiting = make.closed(city), make.ordered(city)

    with refused(refusals.ReasonMissing, danger):
        orders.reopen(city.officer.actor, danger, reason="", due=days(3))
    with refused(refusals.DeadlineTooLate, danger):
        orders.reopen(city.officer.actor, danger, reason="复发", due=days(16))
    with refused(NotGranted, danger):
        orders.reopen(city.village.actor, danger, reason="复发", due=days(3))
    with refused(OutOfScope, danger):
        orders.reopen(city.west.actor, danger, reason="复发", due=days(3))
    with refused(refusals.OwnCase, danger):
        orders.reopen(make.with_power(city.manager.actor), danger, reason="复发", due=days(3))
    with refused(IllegalStep, waiting):
        orders.reopen(city.officer.actor, waiting, reason="复发", due=days(3))


def test_a_station_orders_nothing_for_which_it_was_not_entrusted(city):
    danger = make.graded(city)
    take_back_powers(EAST)

    with refused(NotDelegated, danger):
        make.order(city, danger)
