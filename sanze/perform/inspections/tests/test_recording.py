"""Recording the three kinds of visit, with what they found."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanze.foundation.acts.models import Act
from sanze.foundation.acts.refusal import NotGranted, OutOfScope, Refused
from sanze.foundation.moment import fixed, now
from sanze.foundation.states.machine import IllegalStep
from sanze.know.delegation.commands import NotDelegated
from sanze.perform.dangers.commands.refusals import DoesNotFit
from sanze.perform.dangers.models import Danger
from sanze.perform.inspections import queries
from sanze.perform.inspections.commands import planning, recording
from sanze.perform.inspections.tests import factories as make
from sanze.perform.inspections.tests.factories import DAY, NOON, finding, fresh, refused
from sanze.perform.inspections.values import CheckResult, Training
from tests.cast import EAST, take_back_powers


def test_a_visit_without_findings_is_a_record_as_well(city):
    visit = make.recorded(city, conclusion="现场未发现隐患", longitude=112.5, latitude=37.1)

    assert (visit.state, visit.day, visit.findings, visit.recorder) == ("recorded", DAY, 0, "李强")
    assert visit.results == [["CM-03", "检查项 CM-03", "ok", ""], ["CM-07", "检查项 CM-07", "ok", ""],
                             ["CM-15", "检查项 CM-15", "ok", ""]]  # fmt: skip
    assert visit.training["untrained"] == 0
    assert (visit.longitude, visit.signature) == (112.5, "吴刚")


def test_what_was_found_is_reported_in_the_same_sealed_act(city):
    visit = make.approved(city)
    findings = [finding("CM-07"), finding("CM-15", title="带班领导未下井"), finding("", title="护栏缺失")]

    make.record(city, visit, results=make.results("CM-07", "CM-15"), findings=findings)

    dangers = list(queries.dangers_of(visit).order_by("pk"))
    assert [each.title for each in dangers] == ["主扇停风后未撤人", "带班领导未下井", "护栏缺失"]
    assert {each.source for each in dangers} == {"inspection"}
    act = Act.objects.get(command="inspections.record")
    assert set(act.records) >= {f"dangers.danger:{each.pk}" for each in dangers} | {f"inspections.visit:{visit.pk}"}
    assert queries.visit_of(dangers[0]) == visit
    assert not Act.objects.filter(command="dangers.report").exists()
    assert fresh(visit).findings == 3


def test_findings_cost_six_queries_however_many_they_are(city):
    def cost(*codes: str) -> int:
        visit = make.approved(city)
        with CaptureQueriesContext(connection) as made:
            make.record(city, visit, results=make.results(*codes), findings=[finding(code) for code in codes])
        return len(made)

    cost()
    assert cost(*make.ITEMS) == cost("CM-07") == cost() + 6


@pytest.mark.parametrize("start", [make.applied, make.recorded])
def test_only_an_approved_inspection_is_recorded(city, start):
    visit = start(city)

    with refused(IllegalStep, visit):
        make.record(city, visit)


def test_an_approval_lapses(city):
    visit = make.approved(city)

    with fixed(NOON + timedelta(days=31)), refused(recording.ApprovalLapsed, visit):
        make.record(city, visit)
    with fixed(NOON + timedelta(days=30)):
        make.record(city, visit)
    assert fresh(visit).day == DAY + timedelta(days=30)


def test_nothing_is_inspected_before_it_was_approved_nor_in_time_to_come(city):
    visit = make.approved(city)

    with refused(recording.WrongTime, visit):
        make.record(city, visit, started_at=now() - timedelta(days=1))
    with refused(recording.WrongTime, visit):
        make.record(city, visit, ended_at=now() + timedelta(minutes=1))
    with refused(recording.WrongTime, visit):
        make.record(city, visit, started_at=now(), ended_at=now() - timedelta(minutes=1))
    with refused(recording.WrongPlace, visit):
        make.record(city, visit, longitude=112.0)


def test_whoever_records_was_there(city):
    visit = make.approved(city)

    with refused(recording.NotOnTheTeam, visit):
        make.record(city, visit, actor=city.chief.actor)
    with refused(NotGranted, visit):
        make.record(city, visit, actor=city.village.actor)
    with refused(OutOfScope, visit):
        make.record(city, visit, actor=city.west.actor)


def test_other_officers_may_come_if_they_are_certified(city):
    visit = make.approved(city)
    officer, chief = city.officer.person.pk, city.chief.person.pk

    with refused(planning.OfficersUnfit, visit):
        make.record(city, visit, officers=[officer])
    with refused(planning.OfficersUnfit, visit):
        make.record(city, visit, officers=[officer, city.village.person.pk])
    make.record(city, visit, officers=[officer, chief])
    assert fresh(visit).officer_ids == [officer, chief]


def test_training_is_asked_first_and_cannot_be_skipped(city):
    visit = make.approved(city)

    with refused(recording.TrainingNotAsked, visit):
        make.record(city, visit, training=None)


@pytest.mark.parametrize("answers", [(False, True, True, 0), (True, True, True, 3)])
def test_failed_training_is_a_finding(city, answers):
    visit = make.approved(city)

    with refused(recording.TrainingFindingMissing, visit):
        make.record(city, visit, training=Training(*answers))
    untrained = finding("", title="3 人未经培训上岗", category="people")
    make.record(city, visit, training=Training(*answers), findings=[untrained])
    assert queries.dangers_of(visit).get().category == "people"


def test_the_check_list_is_whole_and_agrees_with_the_findings(city):
    visit = make.approved(city)

    for results, findings in [
        (make.results()[:2], []),
        (make.results("CM-07"), []),
        (make.results(), [finding("CM-07")]),
        ([*make.results(), CheckResult("CM-03", "又一次", "ok")], []),
        ([*make.results(), CheckResult("CM-99", "x", "bad")], []),
    ]:
        with refused(recording.ResultsUnfit, visit):
            make.record(city, visit, results=results, findings=findings)


def test_somebody_signed_or_it_is_noted_why_not(city):
    visit = make.approved(city)

    with refused(recording.NobodySigned, visit):
        make.record(city, visit, signature=" ")
    with refused(recording.AlsoSigned, visit):
        make.record(city, visit, signature="吴刚", refusal_note="拒签")
    make.record(city, visit, signature="", refusal_note="负责人拒绝签字，已录像")
    assert fresh(visit).refusal_note == "负责人拒绝签字，已录像"


@pytest.mark.parametrize("hostile", ["\x00", "\ud800"])
def test_text_that_no_database_keeps_gets_a_sentence(city, hostile):
    visit = make.approved(city)

    with refused(Refused, visit):
        make.record(city, visit, results=[*make.results(), CheckResult("X", hostile, "ok")])
    with refused(Refused, visit):
        make.record(city, visit, training=Training(True, True, True, 0, note=hostile))
    with refused(Refused, visit):
        make.record(city, visit, conclusion=hostile)


def test_a_bad_finding_leaves_no_half_record(city):
    visit = make.approved(city)

    with refused(DoesNotFit, visit):
        make.record(city, visit, findings=[finding(""), finding("", title="长" * 201)])


def test_an_inspection_drawn_into_a_full_year_is_refused(city):
    december = NOON.replace(month=12, day=20)
    with fixed(december):
        visit = make.approved(city)
        for _ in range(4):
            make.applied(city, on=DAY.replace(year=2027))

    with fixed(december + timedelta(days=20)), refused(planning.CapReached, visit):
        make.record(city, visit)


def test_a_patrol_is_recorded_at_once_and_reports_upward(city):
    visit = recording.patrol(city.village.actor, city.mine, **make.span(), findings=[finding("")])

    assert (visit.kind, visit.state, visit.officers) == (
        "patrol", "recorded", [[city.village.person.pk, "王芳", ""]],
    )  # fmt: skip
    danger = queries.dangers_of(visit).get()
    assert (danger.source, danger.state) == ("patrol", "reported")
    assert queries.counted(city.mine.pk, DAY).count() == 0


def test_a_service_visit_advises(city):
    visit = recording.serve(
        city.expert.actor, city.mine, **make.span(), findings=[finding("")], conclusion="建议更换风机"
    )

    assert (visit.kind, queries.dangers_of(visit).get().source) == ("service", "service")


def test_neither_patrol_nor_service_becomes_an_inspection(city):
    visit = recording.patrol(city.village.actor, city.mine, **make.span())

    with refused(IllegalStep, visit):
        make.record(city, visit)


def test_patrols_and_service_visits_are_bound_by_power_place_time_and_list(city):
    for act in (recording.patrol, recording.serve):
        with refused(NotGranted):
            act(city.manager.actor, city.mine, **make.span())
        with refused(OutOfScope):
            act(make.with_power(city.west.actor), city.mine, **make.span())
        with refused(recording.WrongTime):
            act(make.with_power(city.village.actor), city.mine, started_at=now(), ended_at=now() + timedelta(hours=1))
        with refused(recording.ResultsUnfit):
            act(make.with_power(city.village.actor), city.mine, **make.span(), results=[CheckResult("A", "x", "fail")])
    assert not Danger.objects.exists()


def test_a_station_records_no_inspection_for_which_it_was_not_entrusted(city):
    visit = make.approved(city)
    take_back_powers(EAST)

    with refused(NotDelegated, visit):
        make.record(city, visit)
