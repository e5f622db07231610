"""Grading up and down, and dismissing."""

import pytest

from sanze.foundation.acts.refusal import NotGranted, OutOfScope
from sanze.foundation.states.machine import IllegalStep
from sanze.perform.dangers.commands import extensions, grading, refusals
from sanze.perform.dangers.tests import factories as make
from sanze.perform.dangers.tests.factories import DAY, fresh, refused


def grade(role, danger, **facts):
    grading.grade(role.actor, danger, **facts)


def test_a_danger_is_graded_by_a_criterion(city):
    danger = make.reported(city)

    grade(city.officer, danger, major=True, criterion_code="coal-05")

    danger = fresh(danger)
    assert (danger.state, danger.major, danger.criterion_code) == ("graded", True, "coal-05")
    assert (danger.grader, danger.graded_on) == ("李强", DAY)


def test_grading_by_a_criterion_brings_its_legal_basis(city):
    danger = make.reported(city)

    with refused(refusals.UnknownStandard, danger):
        grade(city.officer, danger, major=True, criterion_code="zz-99")
    grade(city.officer, danger, major=True, criterion_code="coal-05")
    assert fresh(danger).basis == "《煤矿安全生产条例》（国务院令第774号）第三十六条第（五）项"


def test_a_major_grade_needs_a_criterion_or_a_reason(city):
    danger = make.reported(city)

    with refused(refusals.ReasonMissing, danger):
        grade(city.officer, danger, major=True)
    grade(city.officer, danger, major=True, reason="专家论证认定")
    assert fresh(danger).major is True


def test_a_grade_below_the_suspicion_needs_a_reason(city):
    danger = make.reported(city, major_suspected=True)

    with refused(refusals.ReasonMissing, danger):
        grade(city.officer, danger, major=False)
    grade(city.officer, danger, major=False, reason="仅为备用设备")
    assert fresh(danger).major is False


def test_a_grade_is_lowered_by_another_person_with_a_reason(city):
    danger = make.graded(city, major=True)

    with refused(grading.GraderAgain, danger):
        grade(city.officer, danger, major=False, reason="重新判定")
    with refused(refusals.ReasonMissing, danger):
        grade(city.chief, danger, major=False)
    grade(city.chief, danger, major=False, reason="专家论证不构成重大")
    assert (fresh(danger).major, fresh(danger).criterion_code) == (False, "")


def test_a_grade_is_raised_freely_even_in_rectification_and_needs_a_new_order(city):
    danger = make.ordered(city)

    grade(city.officer, danger, major=True, criterion_code="coal-05")

    assert fresh(danger).state == "graded"
    make.order(city, fresh(danger))
    assert (fresh(danger).state, fresh(danger).emergency_plan) == ("ordered", "停风即断电撤人")


def test_an_extension_asked_for_lapses_when_the_grade_is_raised(city):
    danger = make.ordered(city)
    extension = extensions.ask_extension(
        city.manager.actor, danger, due=danger.due_on.replace(day=20), reason="资金筹措"
    )

    grade(city.officer, danger, major=True, criterion_code="coal-05")

    extension.refresh_from_db()
    assert extension.state == "lapsed"


@pytest.mark.parametrize("before", [True, False])
def test_no_grade_lets_a_danger_slip_out_of_its_deadline(city, before):
    danger = make.ordered(city, major=before)

    with refused(grading.OnlyRaised, danger):
        grade(city.chief, danger, major=False, reason="重新判定")
    if before:
        with refused(grading.OnlyRaised, danger):
            grade(city.chief, danger, major=True, reason="重新判定")


def test_the_enterprise_never_grades(city):
    danger = make.reported(city)
    powerful = make.with_power(city.manager.actor)

    with refused(NotGranted, danger):
        grade(city.manager, danger, major=False)
    with refused(refusals.OwnCase, danger):
        grading.grade(powerful, danger, major=False)


def test_the_neighbour_never_grades(city):
    danger = make.reported(city)

    with refused(OutOfScope, danger):
        grade(city.west, danger, major=False)


def test_a_department_of_another_industry_never_grades(city):
    danger = make.reported(city)
    grade(city.department, danger, major=False)
    assert fresh(danger).grader == "孙伟"
    elsewhere = make.with_industries(city.department.actor, "hazchem")

    with refused(OutOfScope, danger):
        grading.grade(elsewhere, danger, major=False)


def test_a_settled_danger_is_not_graded(city):
    danger = make.closed(city)

    with refused(IllegalStep, danger):
        grade(city.officer, danger, major=True, reason="再判")


def test_a_second_person_says_that_there_is_no_such_danger(city):
    danger = make.reported(city)

    grading.dismiss(city.chief.actor, danger, reason="现场核查无此情况")

    assert (fresh(danger).state, fresh(danger).dismiss_reason) == ("dismissed", "现场核查无此情况")


def test_the_finder_alone_cannot_take_it_back(city):
    danger = make.reported(city)
    finder = make.with_power(city.village.actor)

    with refused(grading.FinderDismisses, danger):
        grading.dismiss(finder, danger, reason="看错了")


def test_dismissing_needs_a_reason_and_the_power(city):
    danger = make.reported(city)

    with refused(refusals.ReasonMissing, danger):
        grading.dismiss(city.chief.actor, danger, reason=" ")
    with refused(NotGranted, danger):
        grading.dismiss(city.officer.actor, danger, reason="现场核查无此情况")
    with refused(refusals.OwnCase, danger):
        grading.dismiss(make.with_power(city.manager.actor), danger, reason="没有此事")


def test_what_was_ordered_is_not_dismissed(city):
    danger = make.ordered(city)

    with refused(IllegalStep, danger):
        grading.dismiss(city.chief.actor, danger, reason="现场核查无此情况")
