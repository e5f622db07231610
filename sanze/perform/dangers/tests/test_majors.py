"""Treatment plans, the two reports, and the mark of listed supervision."""

from datetime import timedelta
from decimal import Decimal

import pytest

from sanze.foundation.acts.refusal import NotGranted, OutOfScope
from sanze.foundation.states.machine import IllegalStep
from sanze.perform.dangers import queries
from sanze.perform.dangers.commands import majors, refusals
from sanze.perform.dangers.models import TreatmentPlan
from sanze.perform.dangers.tests import factories as make
from sanze.perform.dangers.tests.factories import DAY, fresh, refused


def test_a_later_plan_supersedes_and_the_earlier_one_stays(city):
    danger = make.graded(city, major=True)

    make.plan(city, danger)
    make.plan(city, danger, goals="恢复双回路通风")

    assert queries.plan_of(danger).goals == "恢复双回路通风"
    assert TreatmentPlan.objects.filter(danger=danger).count() == 2
    assert not TreatmentPlan.objects.visible_to(city.west.actor).exists()
    assert TreatmentPlan.objects.visible_to(city.manager.actor).count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"goals": ""},
        {"people": " "},
        {"money": Decimal("-1")},
        {"due": DAY - timedelta(days=1)},
        {"people": "人" * 201},
    ],
)
def test_a_plan_is_complete(city, wrong):
    danger = make.graded(city, major=True)

    with refused(refusals.DoesNotFit, danger):
        make.plan(city, danger, **wrong)


def test_a_plan_keeps_within_the_deadline_ordered(city):
    danger = make.ordered(city, major=True, days=10)

    with refused(refusals.DoesNotFit, danger):
        make.plan(city, danger, due=DAY + timedelta(days=11))


def test_only_a_major_danger_that_waits_has_a_plan(city):
    general, gone = make.graded(city), make.rectified(city, major=True)

    with refused(majors.NotMajor, general):
        make.plan(city, general)
    with refused(IllegalStep, gone):
        make.plan(city, gone)


def test_a_plan_is_the_enterprises_own(city):
    danger = make.graded(city, major=True)
    facts = {"goals": "g", "measures": "m", "money": Decimal(1), "people": "p", "due": DAY, "emergency_plan": "e"}

    with refused(NotGranted, danger):
        majors.plan(city.officer.actor, danger, **facts)
    with refused(OutOfScope, danger):
        majors.plan(city.west_manager.actor, danger, **facts)


def test_both_reports_are_told_each_once(city):
    danger = make.graded(city, major=True)

    majors.report_major(city.manager.actor, danger, authority_on=DAY)
    with refused(majors.AlreadyReported, danger):
        majors.report_major(city.manager.actor, danger, authority_on=DAY, congress_on=DAY)
    majors.report_major(city.manager.actor, danger, congress_on=DAY)

    assert (fresh(danger).authority_reported_on, fresh(danger).congress_reported_on) == (DAY, DAY)


def test_a_report_has_a_true_day_a_major_danger_and_its_enterprise(city):
    danger, general = make.graded(city, major=True), make.graded(city)

    with refused(majors.NothingReported, danger):
        majors.report_major(city.manager.actor, danger)
    with refused(refusals.WrongDay, danger):
        majors.report_major(city.manager.actor, danger, authority_on=DAY + timedelta(days=1))
    with refused(refusals.WrongDay, danger):
        majors.report_major(city.manager.actor, danger, congress_on=DAY - timedelta(days=1))
    with refused(majors.NotMajor, general):
        majors.report_major(city.manager.actor, general, authority_on=DAY)
    with refused(NotGranted, danger):
        majors.report_major(city.officer.actor, danger, authority_on=DAY)
    with refused(OutOfScope, danger):
        majors.report_major(city.west_manager.actor, danger, authority_on=DAY)


def test_listing_is_for_major_dangers_that_stand_and_says_why(city):
    danger, general = make.ordered(city, major=True), make.ordered(city)

    with refused(refusals.ReasonMissing, danger):
        majors.mark_listed(city.committee.actor, danger, listed=True, reason="")
    with refused(majors.NotMajor, general):
        majors.mark_listed(city.committee.actor, general, listed=True, reason="挂牌")
    with refused(NotGranted, danger):
        majors.mark_listed(city.officer.actor, danger, listed=True, reason="挂牌")
    with refused(OutOfScope, danger):
        majors.mark_listed(make.with_power(city.west.actor), danger, listed=True, reason="挂牌")
    majors.mark_listed(city.committee.actor, danger, listed=True, reason="挂牌")
    assert fresh(danger).listed


def test_a_settled_danger_is_not_listed(city):
    danger = make.graded(city, major=True)
    make.grading.dismiss(city.chief.actor, danger, reason="无此情况")

    with refused(IllegalStep, danger):
        majors.mark_listed(city.committee.actor, danger, listed=True, reason="挂牌")
