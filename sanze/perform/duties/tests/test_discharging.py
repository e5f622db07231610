"""Acts discharge what they are evidence of, and nothing else."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from sanze.foundation.acts.models import Act
from sanze.foundation.calendar import commands as calendar
from sanze.foundation.identity import commands as identity
from sanze.foundation.moment import fixed
from sanze.foundation.regime import commands as regimes
from sanze.foundation.scope.actor import INSTALLER
from sanze.perform.duties.commands.creating import keep_up
from sanze.perform.duties.models import Obligation
from sanze.perform.duties.states import Standing
from sanze.perform.duties.tests import county
from sanze.perform.duties.tests.conftest import MARCH

DAY = timedelta(days=1)


def owed(duty: str, first: date = MARCH) -> Obligation:
    return Obligation.objects.get(duty=duty, period_first=first, subject_name__in=["桥头村", "东山煤矿", "东镇"])


def on(day: date, hour: int = 10):
    return fixed(county.at(day, hour))


@pytest.fixture
def made(place):
    keep_up(MARCH)
    return place


def test_a_patrol_inside_the_village_discharges_its_day_and_is_named_by_it(made):
    with on(MARCH, 12):
        county.patrol(made.grid, made.mine, county.at(MARCH, 10))

    each = owed("patrol")
    act = Act.objects.get(command="inspections.patrol")
    assert (each.discharged_on, each.stands(MARCH)) == (MARCH, Standing.DONE)
    assert each.discharge == act.result
    assert f"duties.obligation:{each.pk}" in act.records
    assert act.changes[f"duties.obligation:{each.pk}"]["discharged_on"] == [None, "2026-03-02"]


def test_one_act_discharges_several_duties(made):
    with on(MARCH, 12):
        county.patrol(made.grid, made.mine, county.at(MARCH, 10))

    assert owed("check").discharged_on == owed("patrol").discharged_on == MARCH


def test_the_act_of_another_post_does_not_discharge_what_the_holder_alone_can(made):
    with on(MARCH, 12):
        county.patrol(made.officer, made.mine, county.at(MARCH, 10))

    assert owed("patrol").discharged_on is None
    assert owed("check").discharged_on == MARCH


def test_what_a_unit_owes_is_done_by_any_post_of_the_unit_and_by_no_other(place):
    duty = {"id": "weekly", "holder": {"kind": "township_chief"}, "subject": "townships", "cadence": {"every": "daily"}}
    duty["discharged_by"] = [{"command": county.SERVE, "same_subject": False, "by": "unit"}]
    regimes.enforce(INSTALLER, None, content=county.regime("unit", [duty]), on=MARCH + DAY)
    with on(MARCH + DAY, 12):
        keep_up(MARCH + DAY)
        county.serve(place.department, place.mine, county.at(MARCH + DAY, 9))
        assert not Obligation.objects.filter(duty="weekly", discharged_on__isnull=False).exists()
        county.serve(place.officer, place.mine, county.at(MARCH + DAY, 10))

    assert Obligation.objects.get(duty="weekly", discharged_on__isnull=False).holder_id == place.chief.pk


def test_what_each_post_owes_may_be_done_by_its_colleagues_where_the_unit_answers(place):
    duty = {"id": "own", "holder": {"kind": "township_chief", "by": "self"}, "subject": "chiefs"}
    duty |= {"cadence": {"every": "daily"}}
    duty["discharged_by"] = [{"command": county.PATROL, "same_subject": False, "by": "unit"}]
    content = county.regime("own", [duty])
    content["selections"]["chiefs"] = {"what": "post", "where": {"kind": "township_chief"}}
    regimes.enforce(INSTALLER, None, content=content, on=MARCH + DAY)
    with on(MARCH + DAY, 12):
        keep_up(MARCH + DAY)
        county.patrol(place.grid, place.mine, county.at(MARCH + DAY, 9))
        assert not Obligation.objects.filter(duty="own", discharged_on__isnull=False).exists()
        county.patrol(place.officer, place.mine, county.at(MARCH + DAY, 10))

    assert Obligation.objects.get(duty="own", discharged_on__isnull=False).holder_id == place.chief.pk


def test_an_act_whose_facts_are_others_discharges_nothing(made):
    with on(MARCH, 12):
        county.serve(made.chief, made.mine, county.at(MARCH, 10), "一般")
    assert Obligation.objects.get(duty="assess").discharged_on is None

    with on(MARCH, 14):
        county.serve(made.chief, made.mine, county.at(MARCH, 13), "评估")
    assert Obligation.objects.get(duty="assess").discharged_on == MARCH


def test_what_was_missed_is_made_up_and_stays_missed(made):
    keep_up(MARCH + DAY)
    with on(MARCH + DAY, 9):
        county.patrol(made.grid, made.mine, county.at(MARCH + DAY, 8))
    assert owed("patrol").discharged_on is None
    assert owed("patrol", MARCH + DAY).stands(MARCH + DAY) == Standing.DONE

    with on(MARCH + DAY, 11):
        county.patrol(made.grid, made.mine, county.at(MARCH + DAY, 10))
    assert owed("patrol").discharged_on == MARCH + DAY
    assert owed("patrol").stands(MARCH + DAY) == Standing.MADE_UP


def test_a_patrol_told_the_next_morning_counts_for_the_day_on_which_it_was(made):
    keep_up(MARCH + DAY)
    with on(MARCH + DAY, 8):
        county.patrol(made.grid, made.mine, county.at(MARCH, 17))

    each = owed("patrol")
    assert (each.discharged_on, each.stands(MARCH + DAY)) == (MARCH, Standing.DONE)
    assert each.discharged_at.date() == MARCH + DAY


def test_what_each_post_owes_by_itself_is_done_by_that_post_alone(place):
    duty = {"id": "own", "holder": {"kind": "township", "by": "self"}, "subject": "officers"}
    duty |= {"cadence": {"every": "daily"}, "discharged_by": [{"command": county.PATROL, "same_subject": False}]}
    duty["discharged_by"][0]["by"] = "anyone"
    content = county.regime("own", [duty])
    content["selections"]["officers"] = {"what": "post", "where": {"kind": "township"}}
    regimes.enforce(INSTALLER, None, content=content, on=MARCH + DAY)
    with on(MARCH + DAY, 0):
        keep_up(MARCH + DAY)
    with on(MARCH + DAY, 12):
        county.patrol(place.grid, place.mine, county.at(MARCH + DAY, 10))
        assert not Obligation.objects.filter(duty="own", discharged_on__isnull=False).exists()
        county.patrol(place.officer, place.mine, county.at(MARCH + DAY, 10))

    done = Obligation.objects.filter(duty="own", discharged_on__isnull=False)
    assert [each.holder_id for each in done] == [place.officer.pk]


def test_an_act_that_lies_nowhere_discharges_nothing_inside_an_area(place):
    duty = {
        **county.DUTIES[0],
        "discharged_by": [{"command": "calendar.set_day", "same_subject": False, "by": "anyone"}],
    }
    regimes.enforce(INSTALLER, None, content=county.regime("nowhere", [duty]), on=MARCH + DAY)
    with on(MARCH + DAY):
        keep_up(MARCH + DAY)
        calendar.set_day(INSTALLER, None, day=date(2026, 8, 1), working=True, source="通知")

    assert not Obligation.objects.filter(duty="patrol", discharged_on__isnull=False).exists()


def test_a_rolled_back_act_discharges_nothing(made):
    with pytest.raises(ValueError, match="boom"), on(MARCH, 12):
        _patrol_and_fail(made)

    assert owed("patrol").discharged_on is None


def _patrol_and_fail(made):
    with transaction.atomic():
        county.patrol(made.grid, made.mine, county.at(MARCH, 10))
        raise ValueError("boom")


def test_an_act_that_no_duty_names_costs_no_query(made):
    identity.open_post(INSTALLER, None, title="甲", unit="乙", kind="village", on=MARCH)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        identity.open_post(INSTALLER, None, title="丙", unit="丁", kind="village", on=MARCH)

    assert [each["sql"] for each in asked if "duties_" in each["sql"]] == []


def test_an_act_that_duties_name_costs_one_query_where_nothing_is_owed(made):
    with on(MARCH, 11):
        county.patrol(made.grid, made.mine, county.at(MARCH, 10))
        with CaptureQueriesContext(connection) as asked:
            county.patrol(made.officer, made.mine, county.at(MARCH, 10))

    assert len([each for each in asked if "duties_" in each["sql"]]) == 1
