"""Figures are exact at any moment, for whoever sees whatever, and fold without changing."""

from datetime import date, timedelta

import pytest

from sanze.foundation.acts.models import Act
from sanze.foundation.moment import fixed
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import CLOCK
from sanze.perform.duties.board import clause_board
from sanze.perform.duties.commands.creating import keep_up
from sanze.perform.duties.commands.sweeping import fold, sweep_until
from sanze.perform.duties.commands.waiving import waive
from sanze.perform.duties.ledgers import ObligationLedger
from sanze.perform.duties.models import OPEN, Obligation, Sweep, Tally
from sanze.perform.duties.proof import faults
from sanze.perform.duties.queries import Figures, figures_by
from sanze.perform.duties.states import Standing
from sanze.perform.duties.tests import county
from sanze.perform.duties.tests.conftest import MARCH

DAY = timedelta(days=1)
LAST = date(2026, 12, 31)


@pytest.fixture
def lived(place):
    """Nine days, with patrols in time and after it, a check within its grace, and something waived."""
    for number in range(9):
        day = MARCH + number * DAY
        with fixed(county.at(day)):
            keep_up(day)
        with fixed(county.at(day, 18)):
            if number in (0, 1, 4):
                county.patrol(place.grid, place.mine, county.at(day, 9))
            if number == 4:
                county.patrol(place.grid, place.mine, county.at(day, 10))
            if number == 5:
                waive(place.waiver(), Obligation.objects.filter(OPEN, duty="patrol", due_on=day)[0], reason="封路")
    with fixed(county.at(MARCH + 8 * DAY, 20)):
        yield place


def recounted(rows, day: date) -> Figures:
    """The plain way: every row asked how it stands."""
    stands = [each.stands(day) for each in rows if each.voided_on is None]
    return Figures(
        owed=len(stands),
        done=stands.count(Standing.DONE),
        done_late=stands.count(Standing.DONE_LATE),
        missed=stands.count(Standing.MISSED) + stands.count(Standing.MADE_UP),
        made_up=stands.count(Standing.MADE_UP),
        late=stands.count(Standing.LATE),
        open=stands.count(Standing.OPEN),
        waived=stands.count(Standing.WAIVED),
        gaps=sum(each.holder_id is None for each in rows if each.voided_on is None),
    )


def test_the_figures_of_each_duty_are_those_of_a_full_recount(lived):
    found = figures_by(CLOCK, MARCH, LAST, "duty")

    for (duty,), figures in found.items():
        assert figures == recounted(Obligation.objects.filter(duty=duty), MARCH + 8 * DAY), duty
    assert found[("patrol",)].made_up == 1
    assert found[("patrol",)].waived == 1
    assert found[("patrol",)].missed == 20


def test_whoever_sees_a_village_or_one_party_gets_the_figures_of_just_that(lived):
    day = MARCH + 8 * DAY
    for post in (lived.grid, lived.keeper, lived.officer, lived.neighbour):
        actor = county.as_holder(post)
        seen = Obligation.objects.visible_to(actor)
        assert sum(figures_by(actor, MARCH, LAST, "duty").values(), Figures()) == recounted(seen, day)


def test_folding_changes_no_figure(lived):
    before, rows = figures_by(CLOCK, MARCH, LAST, "duty", "area_code"), Tally.objects.count()

    assert fold() == rows
    assert figures_by(CLOCK, MARCH, LAST, "duty", "area_code") == before
    assert Tally.objects.count() < rows
    assert fold() == 0


def test_each_figure_is_the_number_of_rows_behind_it(lived):
    sums = figures_by(CLOCK, MARCH, LAST, "duty")[("patrol",)]
    asked = {"span": f"{MARCH} 至 {LAST}", "duty": "patrol"}
    counts = {
        name: ObligationLedger().rows(CLOCK, {**asked, **query}).count()
        for name, query in {
            "owed": {},
            "done": {"state": "done"},
            "missed": {"missed": "1"},
            "open": {"state": "open"},
            "waived": {"state": "waived"},
        }.items()
    }
    assert counts == {name: getattr(sums, name) for name in counts}


def test_the_board_shows_every_clause_with_the_figures_of_its_duties(lived):
    articles = clause_board(CLOCK, MARCH, LAST)

    assert [each.article for each in articles] == list(regime().articles)
    own = articles[0].clauses[0].duties
    assert [each.duty.id for each in own] == [each["id"] for each in county.DUTIES]
    assert own[0].figures == figures_by(CLOCK, MARCH, LAST, "duty")[("patrol",)]
    assert articles[0].figures.owed == sum(each.figures.owed for each in own)


def test_the_end_of_each_day_is_counted_once_and_sealed(lived):
    assert sweep_until(MARCH + 8 * DAY) > 0
    swept = Sweep.objects.count()

    assert sweep_until(MARCH + 8 * DAY) == 0
    assert (swept, Sweep.objects.count(), Act.objects.filter(command="duties.sweep").count()) == (8, 8, 8)
    day = MARCH + 3 * DAY
    missed = Obligation.objects.filter(OPEN, late_until=day)
    assert Sweep.objects.get(day=day).missed == missed.count() > 0


def test_a_row_of_the_clock_that_is_altered_removed_or_ticked_off_is_found(lived):
    assert list(faults()) == []
    row = Obligation.objects.filter(OPEN, duty="patrol").order_by("pk")

    row_pk = row[0].pk
    Obligation.objects.filter(pk=row_pk).update(discharged_on=MARCH, discharged_by="某人")
    assert [each.sentence for each in faults()] == [f"履责事项 {row_pk} 没有任何行为记录，却在库中"]
    Obligation.objects.filter(pk=row_pk).update(discharged_on=None, discharged_by="")

    Obligation.objects.filter(pk=row_pk).update(holder_id=lived.neighbour.pk)
    assert ["批生成的履责事项与其印记不符" in each.sentence for each in faults()] == [True]
    Obligation.objects.filter(pk=row_pk).delete()
    assert ["批生成的履责事项与其印记不符" in each.sentence for each in faults()] == [True]
