"""What the clock makes: once, with gaps shown, taken back where owed no more, whatever regime follows."""

from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection

from sanze.foundation.acts.models import Act
from sanze.foundation.acts.refusal import NotGranted
from sanze.foundation.moment import fixed
from sanze.foundation.regime import commands as regimes
from sanze.foundation.scope.actor import INSTALLER
from sanze.perform.duties.commands.creating import SomeFailed, create, keep_up
from sanze.perform.duties.models import Obligation, Run, Tally
from sanze.perform.duties.proof import faults
from sanze.perform.duties.states import VoidReason
from sanze.perform.duties.tests import county
from sanze.perform.duties.tests.conftest import MARCH

DAY = timedelta(days=1)


def alive(duty: str):
    return Obligation.objects.filter(duty=duty, voided_on=None)


def test_nobody_makes_obligations_without_the_power(place):
    facts = {"duty": "patrol", "under": MARCH, "day": MARCH, "periods": [], "planned_from": MARCH}
    with pytest.raises(NotGranted):
        create(replace(place.waiver(), grants=frozenset()), None, **facts)
    assert not Obligation.objects.exists()


def test_a_second_run_of_the_day_changes_nothing(place):
    assert keep_up(MARCH) > 0
    before, acts = set(Obligation.objects.values_list("pk", flat=True)), Act.objects.count()

    assert keep_up(MARCH) == 0
    assert set(Obligation.objects.values_list("pk", flat=True)) == before
    assert Act.objects.count() == acts
    assert Act.objects.filter(command="duties.create").count() == Run.objects.count()


def test_without_a_post_it_is_owed_by_nobody_and_counted(place):
    keep_up(MARCH)

    gaps = alive("patrol").filter(period_first=MARCH, holder=None)
    assert sorted(gaps.values_list("subject_name", flat=True)) == ["柳林村", "石门村"]
    assert Run.objects.get(duty="patrol").gaps == 4
    assert sum(each.gaps for each in Tally.objects.filter(duty="patrol", due_on=MARCH)) == 2


def test_a_party_sees_what_its_own_posts_owe_and_nothing_else(place):
    later = date(2026, 4, 1)
    with fixed(county.at(later)):
        keep_up(later)

    seen = Obligation.objects.visible_to(county.as_holder(place.keeper))
    assert set(seen.values_list("duty", "holder_id")) == {("report", place.keeper.pk)}


def test_a_gap_is_filled_when_the_post_is_there(place):
    with fixed(county.at(MARCH)):
        keep_up(MARCH)
    later = MARCH + 7 * DAY
    with fixed(county.at(later)):
        keep_up(later)
        assert alive("check").get(period_first=later, subject_name="东山煤矿").holder_id == place.officer.pk
        post = county.post("enterprise", "", later, party_id=place.mine.pk)
        county.close_post(place.keeper, later)
        keep_up(later)

    assert alive("report").exists() is False or alive("report").get().holder_id == post.pk


def test_a_new_regime_takes_back_what_was_made_ahead_and_leaves_what_has_begun(place):
    keep_up(MARCH)
    content = county.regime("next", [each for each in county.DUTIES if each["id"] != "check"])
    regimes.enforce(INSTALLER, None, content=content, on=MARCH + DAY)

    keep_up(MARCH)

    ahead = Obligation.objects.filter(duty="patrol", period_first=MARCH + DAY)
    assert set(ahead.values_list("regime", "void_reason")) == {
        ("played@small", VoidReason.SUPERSEDED),
        ("played@next", ""),
    }
    assert set(alive("patrol").filter(period_first=MARCH).values_list("regime", flat=True)) == {"played@small"}
    assert alive("check").filter(period_first=MARCH).count() == 1
    assert Act.objects.filter(command="duties.supersede").count() == 1
    assert list(faults()) == []


def test_another_day_for_what_is_to_be_done_once_replaces_the_former(place):
    duties = deepcopy(county.DUTIES)
    next(each for each in duties if each["id"] == "ready")["cadence"]["by"] = "2026-04-30"
    regimes.enforce(INSTALLER, None, content=county.regime("b", duties), on=MARCH + DAY)
    keep_up(MARCH + DAY)
    next(each for each in duties if each["id"] == "ready")["cadence"]["by"] = "2026-05-31"
    with fixed(county.at(MARCH + 5 * DAY)):
        regimes.enforce(INSTALLER, None, content=county.regime("c", duties), on=MARCH + 6 * DAY)
    with fixed(county.at(MARCH + 6 * DAY)):
        keep_up(MARCH + 6 * DAY)

    assert set(alive("ready").values_list("due_on", flat=True)) == {date(2026, 5, 31)}
    assert alive("ready").count() == 2


def test_one_duty_that_fails_keeps_no_other_from_being_made_and_is_made_good(place):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE duties_obligation ADD CONSTRAINT no_patrol CHECK (duty <> 'patrol') NOT VALID")
    with pytest.raises(SomeFailed, match="patrol"):
        keep_up(MARCH)
    assert alive("assess").exists()
    assert not alive("patrol").exists()

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE duties_obligation DROP CONSTRAINT no_patrol")
    with fixed(county.at(MARCH + 2 * DAY)):
        keep_up(MARCH + 2 * DAY)
    firsts = set(alive("patrol").filter(subject_name="桥头村").values_list("period_first", flat=True))
    assert firsts == {MARCH + number * DAY for number in range(4)}
