"""Big inspections: the list made once, progress by the visits on record, closing only when all is accounted for."""

from datetime import timedelta

import pytest

from sanze.foundation.acts.refusal import NotGranted
from sanze.foundation.moment import fixed
from sanze.foundation.scope.actor import INSTALLER
from sanze.foundation.states.machine import IllegalStep
from sanze.know.parties import commands as parties
from sanze.perform.dangers.tests import factories as dangers
from sanze.perform.inspections.commands.recording import patrol, serve
from sanze.perform.inspections.tests.factories import finding
from sanze.perform.keyperiods.commands import inspecting
from sanze.perform.keyperiods.commands.inspecting import carry, finish, plan
from sanze.perform.keyperiods.commands.refusals import ReasonMissing
from sanze.perform.keyperiods.commands.running import keep_up
from sanze.perform.keyperiods.figures import comparison
from sanze.perform.keyperiods.ledgers import PlannedVisitLedger
from sanze.perform.keyperiods.models import PlannedVisit
from sanze.perform.keyperiods.papers import report_paper
from sanze.perform.keyperiods.queries import dangers_found, left_open, progress
from sanze.perform.keyperiods.tests.conftest import LAST, TODAY, at
from tests import cast

DAY = timedelta(days=1)


def planned(city, spring, **more):
    told = {"title": "春节大检查", "selection": "all_enterprises", "due": LAST} | more
    return plan(city.committee.actor, spring, **told)


def visit(city, *, found=(), enterprise=None):
    begin = at(TODAY, 9)
    with fixed(at(TODAY, 11)):
        return serve(
            city.officer.actor,
            enterprise or city.mine,
            started_at=begin,
            ended_at=begin + timedelta(hours=1),
            findings=list(found),
        )


def test_the_list_is_what_the_regime_selects_and_progress_is_what_was_visited(city, spring):
    inspection = planned(city, spring)
    assert {each.enterprise_id for each in PlannedVisit.objects.all()} == {city.mine.pk, city.garage.pk}
    assert [row[2:] for row in progress(city.committee.actor, inspection)] == [(1, 0, 1), (1, 0, 1)]
    visit(city)
    assert progress(city.chief.actor, inspection) == [(cast.EAST, "东镇", 1, 1, 0)]
    rows = PlannedVisitLedger().rows(city.committee.actor, {"visited": "1"})
    assert [each.enterprise_id for each in rows] == [city.mine.pk]


def test_a_patrol_does_not_count_and_a_visit_before_the_plan_neither(city, spring):
    with fixed(at(TODAY - DAY, 12)):
        begin = at(TODAY - DAY, 9)
        serve(city.officer.actor, city.mine, started_at=begin, ended_at=begin + timedelta(hours=1))
    inspection = planned(city, spring)
    with fixed(at(TODAY, 11)):
        begin = at(TODAY, 9)
        patrol(city.village.actor, city.mine, started_at=begin, ended_at=begin + timedelta(hours=1))
    assert progress(city.chief.actor, inspection) == [(cast.EAST, "东镇", 1, 0, 1)]


def test_a_case_is_closed_when_each_danger_is_closed_or_carried_and_each_gap_explained(city, spring):
    inspection = planned(city, spring)
    visit(city, found=[finding(title="主扇停风")])
    danger = dangers_found(inspection).get()
    office = city.committee.actor
    with pytest.raises(inspecting.StillOpen, match="1 条，共发现 1 条"):
        finish(office, inspection)
    with pytest.raises(ReasonMissing):
        carry(office, inspection, danger=danger.pk, reason="")
    with pytest.raises(NotGranted):
        carry(city.officer.actor, inspection, danger=danger.pk, reason="采购周期")
    other = dangers.reported(city, title="别处发现")
    with pytest.raises(inspecting.NotFoundThere):
        carry(office, inspection, danger=other.pk, reason="采购周期")
    carry(office, inspection, danger=danger.pk, reason="设备采购周期较长，已列入治理计划")
    with pytest.raises(inspecting.CarriedAlready):
        carry(office, inspection, danger=danger.pk, reason="采购周期")
    assert not left_open(inspection).exists()
    with pytest.raises(inspecting.NotAllVisited, match="1 家"):
        finish(office, inspection)
    with pytest.raises(NotGranted):
        finish(city.officer.actor, inspection, conclusion="停业")
    finish(office, inspection, conclusion="西河加油站停业，节后补查")
    inspection.refresh_from_db()
    assert (inspection.state, inspection.unvisited, inspection.finished_on) == ("finished", 1, TODAY)
    with pytest.raises(IllegalStep):
        finish(office, inspection, conclusion="再次")


def test_planning_is_refused_with_the_reason(city, spring):
    with pytest.raises(NotGranted):
        plan(city.officer.actor, spring, title="大检查", selection="all_enterprises", due=LAST)
    with pytest.raises(inspecting.UnknownSelection):
        planned(city, spring, selection="villages")
    with pytest.raises(inspecting.WrongDeadline):
        planned(city, spring, due=LAST + DAY)
    with pytest.raises(inspecting.NobodyListed):
        planned(city, spring, selection="listed_enterprises")
    with pytest.raises(ReasonMissing):
        planned(city, spring, title=" ")
    planned(city, spring)
    with pytest.raises(inspecting.PlannedAlready):
        planned(city, spring)


def test_an_enterprise_that_moves_stays_on_the_list_in_its_new_place(city, spring):
    planned(city, spring)
    parties.relocate(INSTALLER, city.mine, area_code=cast.WEST_VILLAGE)
    assert PlannedVisit.objects.get(enterprise=city.mine).area_code == cast.WEST_VILLAGE


def test_the_comparison_counts_each_township_and_is_frozen_when_the_period_is_closed(city, spring):
    visit(city, found=[finding(title="主扇停风")])
    live = comparison(city.committee.actor, spring)
    east = next(each for each in live.lines if each.area_code == cast.EAST)
    assert (east.during["services"], east.during["found"], east.before.get("found", 0)) == (1, 1, 0)
    assert live.total.during["found"] == sum(each.during.get("found", 0) for each in live.lines)
    assert (live.before_last, live.last - live.first) == (spring.first_day - DAY, live.before_last - live.before_first)
    with fixed(at(LAST + DAY, 0, 1)):
        keep_up(LAST + DAY)
        spring.refresh_from_db()
        final = comparison(city.committee.actor, spring)
        assert final.final
        assert final.total.during["services"] == 1
        own = comparison(city.chief.actor, spring)
        assert {each.area_code for each in own.lines} == {cast.EAST}
        text = report_paper(spring).to_json()
    assert "春节" in text
    assert "东镇" in text
