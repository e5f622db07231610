"""A later deadline: asked for in time, decided by the authority, with its history kept."""

from datetime import timedelta

import pytest

from sanze.foundation.acts.refusal import NotGranted, OutOfScope
from sanze.foundation.moment import fixed
from sanze.foundation.states.machine import IllegalStep
from sanze.perform.dangers import queries
from sanze.perform.dangers.commands import extensions, refusals
from sanze.perform.dangers.models import Extension
from sanze.perform.dangers.tests import factories as make
from sanze.perform.dangers.tests.factories import DAY, MORNING, fresh, refused


def days(count):
    return DAY + timedelta(days=count)


def ask(city, danger, *, until=20, reason="设备采购周期", actor=None):
    actor = actor or city.manager.actor
    return extensions.ask_extension(actor, danger, due=days(until), reason=reason, account="备件在途")


def decide(city, extension, *, granted=True, actor=None, **facts):
    extensions.decide_extension(actor or city.officer.actor, extension, granted=granted, **facts)
    extension.refresh_from_db()


def test_an_extension_granted_moves_the_deadline_and_keeps_both(city):
    danger = make.ordered(city, days=10)
    extension = ask(city, danger)
    assert fresh(danger).due_on == days(10)

    decide(city, extension, opinion="情况属实")

    assert (fresh(danger).state, fresh(danger).due_on) == ("ordered", days(20))
    assert (extension.state, extension.old_due_on, extension.due_on) == ("granted", days(10), days(20))
    assert (extension.asker, extension.decider, extension.decided_on) == ("吴刚", "李强", DAY)


def test_an_earlier_day_than_asked_for_may_be_granted(city):
    danger = make.ordered(city, days=10)
    extension = ask(city, danger)

    with refused(extensions.ExtensionTooLong, danger, extension):
        decide(city, extension, due=days(21))
    with refused(extensions.ExtensionTooLong, danger, extension):
        decide(city, extension, due=days(10))
    decide(city, extension, due=days(15))
    assert (fresh(danger).due_on, extension.asked_due_on, extension.due_on) == (days(15), days(20), days(15))


def test_an_extension_turned_down_leaves_the_deadline_and_says_why(city):
    danger = make.ordered(city, days=10)
    extension = ask(city, danger)

    with refused(refusals.ReasonMissing, danger, extension):
        decide(city, extension, granted=False)
    decide(city, extension, granted=False, opinion="备件本地有售")
    assert (fresh(danger).due_on, extension.state, extension.opinion) == (days(10), "declined", "备件本地有售")


def test_it_is_asked_for_before_the_deadline_has_passed(city):
    danger = make.ordered(city, days=10)

    with fixed(MORNING + timedelta(days=11)), refused(extensions.AskedTooLate, danger):
        ask(city, danger)
    with fixed(MORNING + timedelta(days=10)):
        ask(city, danger)


def test_one_asked_for_in_time_may_be_granted_after_the_deadline(city):
    danger = make.ordered(city, days=10)
    extension = ask(city, danger)

    with fixed(MORNING + timedelta(days=12)):
        assert queries.overdue_on(days(12)).exists()
        decide(city, extension)
        assert not queries.overdue_on(days(12)).exists()


def test_only_one_is_open_at_once(city):
    danger = make.ordered(city, days=10)
    ask(city, danger)

    with refused(extensions.AlreadyAsked, danger):
        ask(city, danger, until=21)


@pytest.mark.parametrize(("major", "latest"), [(False, 25), (True, 40)])
def test_each_reaches_as_far_as_the_grade_allows(city, major, latest):
    danger = make.ordered(city, major=major, days=10)

    with refused(extensions.ExtensionTooLong, danger):
        ask(city, danger, until=latest + 1)
    with refused(extensions.ExtensionTooLong, danger):
        ask(city, danger, until=10)
    assert ask(city, danger, until=latest).asked_due_on == queries.latest_extension(danger)


def test_it_is_granted_no_more_often_than_the_regime_allows(city):
    danger = make.ordered(city, days=10)
    decide(city, ask(city, danger, until=20))
    decide(city, ask(city, danger, until=30))

    with refused(extensions.ExtendedOften, danger):
        ask(city, danger, until=40)


def test_one_turned_down_does_not_count(city):
    danger = make.ordered(city, days=10)
    for _ in range(3):
        decide(city, ask(city, danger), granted=False, opinion="理由不足")

    assert ask(city, danger).state == "asked"


def test_the_reason_is_one_of_the_list(city):
    danger = make.ordered(city)

    with refused(extensions.UnknownReason, danger):
        ask(city, danger, reason="忘了")


def test_only_a_danger_in_rectification_is_extended(city):
    danger = make.rectified(city)

    with refused(IllegalStep, danger):
        ask(city, danger)


def test_only_the_enterprise_concerned_asks(city):
    danger = make.ordered(city)

    with refused(NotGranted, danger):
        ask(city, danger, actor=city.officer.actor)
    with refused(OutOfScope, danger):
        ask(city, danger, actor=city.west_manager.actor)


def test_only_the_authority_of_the_place_decides(city):
    danger = make.ordered(city)
    extension = ask(city, danger)

    with refused(NotGranted, danger, extension):
        decide(city, extension, actor=city.manager.actor)
    with refused(refusals.OwnCase, danger, extension):
        decide(city, extension, actor=make.with_power(city.manager.actor))
    with refused(OutOfScope, danger, extension):
        decide(city, extension, actor=city.west.actor)
    assert not Extension.objects.visible_to(city.west.actor).exists()


def test_a_decision_is_not_taken_twice(city):
    danger = make.ordered(city)
    extension = ask(city, danger)
    decide(city, extension)

    with refused(IllegalStep, danger, extension):
        decide(city, extension, granted=False, opinion="改变主意")


def test_one_still_open_lapses_when_the_danger_is_rectified(city):
    danger = make.ordered(city)
    extension = ask(city, danger)

    make.rectify(city, danger)

    extension.refresh_from_db()
    assert extension.state == "lapsed"
    with refused(IllegalStep, danger, extension):
        decide(city, extension)
