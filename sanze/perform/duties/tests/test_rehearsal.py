"""The past under another rule: counted as the clock would have made it, and nothing is left behind."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.db import connection

from sanze.foundation.acts.models import Act
from sanze.foundation.moment import fixed
from sanze.foundation.regime.queries import regime
from sanze.foundation.regime.schema import Regime
from sanze.perform.duties.commands.creating import keep_up
from sanze.perform.duties.models import Obligation, Run, Tally
from sanze.perform.duties.rehearsal import BadSpan, rehearse, told
from sanze.perform.duties.states import Standing
from sanze.perform.duties.tests import county
from sanze.perform.duties.tests.conftest import MARCH
from sanze.perform.duties.trial import Outcome

DAY = timedelta(days=1)
END = MARCH + 13 * DAY


def changed(duty: str, **more) -> Regime:
    duties = [{**deepcopy(each), **(more if each["id"] == duty else {})} for each in county.DUTIES]
    return Regime.model_validate(county.regime("tried", duties))


@pytest.fixture
def fortnight(place):
    """Two weeks of the small county, on the evening of the last day; the village is patrolled on every second day."""
    for number in range(14):
        day = MARCH + number * DAY
        with fixed(county.at(day)):
            keep_up(day)
        if number % 2 == 0:
            with fixed(county.at(day, 18)):
                county.patrol(place.grid, place.mine, county.at(day, 9))
    with fixed(county.at(END, 20)):
        yield place


def standing() -> tuple:
    return tuple(model.objects.count() for model in (Obligation, Tally, Run, Act))


def test_the_same_rule_changes_nothing(fortnight):
    found = rehearse(regime(), Regime.model_validate(county.regime("same")), MARCH, END)

    assert (found.more, found.affected, found.changed) == (0, [], [])
    assert str(found) == "与现行制度相比，履责事项没有变化"


def test_a_tighter_cadence_is_counted_by_duty_week_and_post(fortnight):
    found = rehearse(regime(), changed("check", cadence={"every": "daily"}), MARCH, END)

    (line,) = found.changed
    assert (line.owed_before, line.owed_after, found.more) == (2, 14, 6)
    assert line.weeks == {MARCH: (1, 7), MARCH + 7 * DAY: (1, 7)}
    assert [each.post_id for each in found.affected] == [fortnight.officer.pk]
    assert "每周多 6 项，影响 1 个岗位，无一超负荷；每项都有责任岗位" in str(found)


def test_what_the_acts_on_record_would_have_done_is_told(fortnight):
    found = rehearse(regime(), changed("check", cadence={"every": "daily"}), MARCH, END)

    # The patrols of seven days count for the daily check by anybody; this evening the last day is still open.
    assert found.changed[0].outcome == Outcome(done=7, late=0, missed=6, open=1)


def test_the_rehearsal_of_a_rule_agrees_with_what_the_clock_made_under_it(fortnight):
    """The rule in force, taken as if it were new: the same rows, and the same ends, as are on record."""
    found = rehearse(None, regime(), MARCH, END)

    lines = {each.duty.id: each for each in found.lines}
    for duty in ("patrol", "check", "report"):
        rows = list(Obligation.objects.filter(duty=duty, period_first__range=(MARCH, END), voided_on=None))
        standings = [each.stands() for each in rows]
        assert lines[duty].owed_after == len(rows), duty
        assert lines[duty].gaps == len({each.subject for each in rows if each.holder_id is None}), duty
        assert lines[duty].outcome == Outcome(
            done=standings.count(Standing.DONE),
            late=standings.count(Standing.DONE_LATE),
            missed=standings.count(Standing.MISSED),
            open=standings.count(Standing.OPEN) + standings.count(Standing.LATE),
        ), duty


def test_posts_above_the_regimes_limit_are_named(fortnight):
    content = changed("check", cadence={"every": "daily"}).model_dump(mode="json")
    content["limits"]["duties.weekly_load"]["value"] = 6

    found = rehearse(regime(), Regime.model_validate(content), MARCH, END)

    assert [(each.post_id, round(each.after)) for each in found.overloaded] == [(fortnight.officer.pk, 7)]
    assert "1 个超负荷" in str(found)


def test_subjects_for_which_no_post_is_found_are_counted(fortnight):
    found = rehearse(regime(), changed("patrol", holder={"kind": "township_chief"}), MARCH, END)

    assert (found.gaps, found.affected[-1].post_id) == (2, fortnight.chief.pk)
    assert "2 项无责任岗位" in str(found)


def test_nothing_is_written_and_nothing_remains(fortnight):
    before = standing()

    for _ in range(2):
        rehearse(regime(), changed("patrol", cadence={"every": "weekly"}), MARCH, END)

    assert standing() == before
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class WHERE relname = 'duties_obligation' AND relpersistence = 't'")
        assert cursor.fetchone() == (0,)


def test_days_to_come_and_the_wrong_way_round_are_refused_with_a_sentence(fortnight):
    with pytest.raises(BadSpan, match="不能晚于今天"):
        rehearse(regime(), regime(), MARCH, END + DAY)
    with pytest.raises(BadSpan, match="早于"):
        rehearse(regime(), regime(), END, MARCH)


def test_it_is_told_in_plain_values(fortnight):
    found = told(rehearse(regime(), changed("check", cadence={"every": "daily"}), MARCH, END))

    check = next(each for each in found["duties"] if each["duty"] == "check")
    assert (check["owed_before"], check["owed_after"], check["weeks"]["2026-03-02"]) == (2, 14, [1, 7])
    assert found["more_each_week"] == 6
