"""Rectified by the one, closed by the other."""

from datetime import timedelta
from decimal import Decimal

import pytest

from sanze.foundation.acts.refusal import NotGranted, OutOfScope, Refused
from sanze.foundation.evidence.commands import UnknownEvidence
from sanze.foundation.moment import fixed
from sanze.foundation.states.machine import IllegalStep
from sanze.perform.dangers.commands import closing, majors, refusals, reporting
from sanze.perform.dangers.commands.reporting import Finding
from sanze.perform.dangers.tests import factories as make
from sanze.perform.dangers.tests.factories import DAY, MORNING, fresh, refused


def test_the_enterprise_reports_that_the_danger_is_gone(city):
    danger = make.ordered(city)

    make.rectify(city, danger)

    danger = fresh(danger)
    assert (danger.state, danger.rectified_on, danger.money_spent) == ("rectified", DAY, Decimal("1.2"))
    assert (danger.rectifier, danger.rectifier_post_id) == ("吴刚", city.manager.post.pk)


def test_rectifying_needs_an_account_evidence_and_a_true_day(city):
    danger = make.ordered(city)

    with refused(refusals.DoesNotFit, danger):
        make.rectify(city, danger, account=" ")
    with refused(refusals.EvidenceMissing, danger):
        make.rectify(city, danger, evidence=[])
    with refused(refusals.WrongDay, danger):
        make.rectify(city, danger, on=DAY + timedelta(days=1))
    with refused(refusals.WrongDay, danger):
        make.rectify(city, danger, on=DAY - timedelta(days=1))


def test_rectifying_is_the_enterprises_own_act(city):
    danger = make.ordered(city)
    facts = {"on": DAY, "account": "已改", "evidence": make.photo(city.officer)}

    with refused(NotGranted, danger):
        closing.rectify(city.officer.actor, danger, **facts)
    with refused(OutOfScope, danger):
        closing.rectify(city.west_manager.actor, danger, **facts)
    waiting = make.graded(city)
    with refused(IllegalStep, waiting):
        make.rectify(city, waiting)


def test_somebody_who_did_not_do_the_work_closes(city):
    danger = make.rectified(city)

    make.close(city, danger)

    danger = fresh(danger)
    assert (danger.state, danger.closed_on, danger.closer) == ("closed", DAY, "李强")


def test_closing_needs_an_opinion_evidence_and_a_true_day(city):
    danger = make.rectified(city)

    with refused(refusals.DoesNotFit, danger):
        make.close(city, danger, opinion="")
    with refused(refusals.EvidenceMissing, danger):
        make.close(city, danger, evidence=None)
    with refused(refusals.WrongDay, danger):
        make.close(city, danger, on=DAY + timedelta(days=1))
    with refused(refusals.WrongDay, danger):
        make.close(city, danger, on=DAY - timedelta(days=1))


def test_the_enterprise_never_closes_its_own(city):
    danger = make.rectified(city)
    facts = {"on": DAY, "opinion": "已消除", "evidence": make.photo(city.manager)}

    with refused(NotGranted, danger):
        closing.close(city.manager.actor, danger, **facts)
    with refused(refusals.OwnCase, danger):
        closing.close(make.with_power(city.manager.actor), danger, **facts)


def test_the_neighbour_never_closes(city):
    danger = make.rectified(city)

    with refused(OutOfScope, danger):
        closing.close(city.west.actor, danger, on=DAY, opinion="已消除", evidence=make.photo(city.west, "green"))


def test_only_what_was_rectified_is_closed(city):
    danger = make.ordered(city)

    with refused(IllegalStep, danger):
        make.close(city, danger)


def test_whoever_saw_it_corrected_on_the_spot_does_not_close_it(city):
    finding = Finding("灭火器被遮挡", corrected_on_spot=True)
    danger = reporting.report(city.officer.actor, city.mine, finding=finding, on=DAY)

    with refused(closing.SameHands, danger):
        make.close(city, danger)
    closing.close(city.second.actor, danger, on=DAY, opinion="已清理", evidence=make.photo(city.second))
    assert fresh(danger).state == "closed"


def major_rectified(city, finder):
    finding = Finding("主扇停风未撤人", major_suspected=True)
    danger = reporting.report(finder.actor, city.mine, finding=finding, on=DAY)
    make.grading.grade(city.chief.actor, danger, major=True, reason="规程明确")
    make.order(city, fresh(danger))
    make.plan(city, fresh(danger))
    make.rectify(city, danger)
    return fresh(danger)


def test_a_major_danger_closes_only_after_both_reports(city):
    danger = major_rectified(city, city.village)

    with refused(closing.NotYetClosable, danger):
        make.close(city, danger)
    majors.report_major(city.manager.actor, danger, authority_on=DAY)
    with refused(closing.NotYetClosable, danger):
        make.close(city, danger)
    majors.report_major(city.manager.actor, danger, congress_on=DAY)
    make.close(city, danger)
    assert fresh(danger).state == "closed"


def test_a_major_danger_is_closed_by_another_than_its_finder(city):
    danger = major_rectified(city, city.officer)
    majors.report_major(city.manager.actor, danger, authority_on=DAY, congress_on=DAY)

    with refused(closing.FinderCloses, danger):
        make.close(city, danger)
    closing.close(city.second.actor, danger, on=DAY, opinion="已消除", evidence=make.photo(city.second))
    assert fresh(danger).closer == "周敏"


def test_a_general_danger_may_be_closed_by_its_finder(city):
    danger = reporting.report(city.officer.actor, city.mine, finding=Finding("护栏缺失"), on=DAY)
    make.grading.grade(city.officer.actor, danger, major=False)
    make.order(city, fresh(danger))
    make.rectify(city, danger)

    make.close(city, danger)

    assert fresh(danger).state == "closed"


def test_a_listed_danger_closes_only_after_it_is_taken_off_the_list(city):
    danger = major_rectified(city, city.village)
    majors.report_major(city.manager.actor, danger, authority_on=DAY, congress_on=DAY)
    majors.mark_listed(city.committee.actor, danger, listed=True, reason="市安委办挂牌 2026-3 号")

    with refused(closing.NotYetClosable, danger):
        make.close(city, danger)
    majors.mark_listed(city.committee.actor, danger, listed=False, reason="验收合格摘牌")
    make.close(city, danger)
    assert fresh(danger).state == "closed"


def test_a_major_danger_is_not_rectified_without_a_plan(city):
    danger = make.ordered(city, major=True)

    with refused(closing.PlanMissing, danger):
        make.rectify(city, danger)
    make.plan(city, danger)
    make.rectify(city, danger)
    assert fresh(danger).state == "rectified"


@pytest.mark.parametrize("later", [0, 3])
def test_the_day_of_closing_may_be_any_since_the_rectification(city, later):
    danger = make.rectified(city)

    with fixed(MORNING + timedelta(days=3)):
        make.close(city, danger, on=DAY + timedelta(days=later))

    assert fresh(danger).closed_on == DAY + timedelta(days=later)


def test_a_file_that_the_post_never_brought_is_no_evidence(city):
    danger = make.ordered(city)

    with refused(UnknownEvidence, danger):
        make.rectify(city, danger, evidence=["a" * 64])
    with refused(UnknownEvidence, danger):
        make.rectify(city, danger, evidence=make.photo(city.west, "green"))


@pytest.mark.parametrize("hostile", ["已改\x00", "已改\ud800"])
def test_text_that_no_database_keeps_gets_a_sentence(city, hostile):
    danger = make.ordered(city)

    with refused(Refused, danger):
        make.rectify(city, danger, account=hostile)
    make.rectify(city, danger)
    with refused(Refused, danger):
        make.close(city, danger, opinion=hostile)
