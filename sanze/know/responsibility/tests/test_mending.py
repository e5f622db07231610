"""Planted faults of every kind: each is found, owed, mended by its proposal, and then none is left."""

from datetime import datetime, time, timedelta

import pytest

from sanze.foundation.acts import entry
from sanze.foundation.acts.refusal import NotGranted, OutOfScope
from sanze.foundation.acts.verify import faults
from sanze.foundation.moment import SHANGHAI, fixed, today
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import INSTALLER
from sanze.know.jurisdictions.models import Area
from sanze.know.parties import commands as parties
from sanze.know.responsibility import borders
from sanze.know.responsibility.commands import proving
from sanze.know.responsibility.commands.proving import issue_gap_list, issue_statement, mend, prove
from sanze.know.responsibility.mends import Candidates, proposed
from sanze.know.responsibility.models import Audit, Finding
from sanze.know.responsibility.proofs import proof_of
from sanze.know.responsibility.tests.factories import named
from sanze.know.responsibility.tests.whole import PLANTED, mend_by_hand, plant, point, whole_city
from sanze.perform.duties.models import OPEN, Obligation
from tests import cast

LATER = datetime.combine(today() + timedelta(days=40), time(10), SHANGHAI)


@pytest.fixture
def city(db):
    return whole_city()


def audited() -> Audit:
    return prove(INSTALLER, Area.objects.get(code=cast.COUNTY), on=today())


def unburdened() -> Candidates:
    """Who could answer, as if everybody bore the same."""
    found = Candidates(regime(), today())
    found.load.clear()
    return found


def standing() -> list[tuple[str, str, str]]:
    rows = Finding.objects.filter(gone_on=None)
    return sorted((each.flaw, each.kind, each.cause_name) for each in rows)


def test_a_whole_city_has_no_gap_and_says_so_on_paper(city):
    audit = audited()

    assert standing() == []
    assert (audit.found, audit.outcome()) == (0, "无空档")
    paper = issue_statement(city.committee.actor, audit)
    assert "无空档证明" in paper.title
    assert audit.digest in paper.content
    with pytest.raises(proving.NoGaps):
        issue_gap_list(city.committee.actor, audit)
    assert list(faults()) == []


def test_a_free_seat_is_proposed_to_nobody_who_sits_there_already(city):
    about = {"kind": "patrol_team", "hazard": "", "industry": city.mine.industry}
    place = {"cause": entry.label(city.mine), "area_code": city.mine.area_code}
    first = unburdened().best("patrol_team", city.mine.area_code, city.mine.industry)
    named(city.committee.actor, first, "patrol_team", city.mine, slot=1)

    change = proposed(regime(), unburdened(), flaw="omission", **about, **place)

    assert change.facts["post_id"] != first.pk
    assert change.facts["slot"] == 2


def test_each_planted_fault_is_found_alone_and_its_mending_leaves_none(city, monkeypatch):
    shaft = (city.mine.pk, *point(cast.WEST_VILLAGE).values())
    monkeypatch.setattr(borders, "SITES", [lambda on: [shaft]])
    with fixed(LATER):
        plant(city)
        audit = audited()

        assert standing() == PLANTED
        assert sum(audit.counts.values()) == audit.found == len(PLANTED)
        with pytest.raises(proving.GapsRemain):
            issue_statement(city.committee.actor, audit)
        assert "错位建材" in issue_gap_list(city.committee.actor, audit).content
        owed = Obligation.objects.filter(OPEN, code="responsibility.mend")
        assert owed.count() == len(PLANTED)
        assert not owed.filter(holder=None).exists()

        left = []
        for each in Finding.objects.filter(gone_on=None).order_by("pk"):
            try:
                mend(city.committee.actor, each, on=today())
            except proving.NotMendableHere:
                left.append(each.flaw)
        assert sorted(left) == ["uncertified", "vacancy"]
        mend_by_hand(city)
        again = audited()

        assert standing() == []
        assert (again.found, again.gone) == (0, 2)
        assert not owed.exists()
        assert issue_statement(city.committee.actor, again).number
        assert list(faults()) == []


def test_a_flaw_stands_once_and_is_told_again_when_it_comes_back(city):
    with fixed(LATER):
        plant(city)
        first = audited()
        second = audited()
    assert (first.fresh, second.fresh, second.found) == (len(PLANTED) - 1, 0, len(PLANTED) - 1)
    assert Obligation.objects.filter(OPEN, code="responsibility.mend").count() == second.found


def test_a_proof_of_a_day_gone_by_sees_the_records_as_they_were(city):
    before = proof_of(regime(), today())
    with fixed(LATER):
        plant(city)
        parties.change_standing(INSTALLER, city.mine, standing="stopped", reason="停产", on=today())
        assert proof_of(regime(), today()).digest() != before.digest()

        then = proof_of(regime(), (LATER - timedelta(days=40)).date())

        assert (then.digest(), then.targets, then.touched) == (before.digest(), before.targets, [])


def test_acts_on_proofs_are_refused_without_power_and_at_the_wrong_moment(city):
    county, village = Area.objects.get(code=cast.COUNTY), Area.objects.get(code=cast.EAST_VILLAGE)
    with pytest.raises(NotGranted):
        prove(city.officer.actor, county, on=today())
    with pytest.raises(proving.TooSmall):
        prove(city.committee.actor, village, on=today())
    with pytest.raises(OutOfScope):
        prove(city.chief.actor, county, on=today())
    with pytest.raises(proving.OtherDay):
        prove(city.committee.actor, county, on=today() - timedelta(days=1))
    old = prove(city.committee.actor, county, on=today())
    with pytest.raises(OutOfScope):
        issue_statement(city.chief.actor, old)
    with fixed(LATER):
        plant(city)
        audit = audited()
        with pytest.raises(proving.NotTheLatest):
            issue_statement(city.committee.actor, old)
        with pytest.raises(NotGranted):
            issue_gap_list(city.officer.actor, audit)
        finding = Finding.objects.get(flaw="misplaced")
        with pytest.raises(NotGranted):
            mend(city.village.actor, finding, on=today())
        with pytest.raises(OutOfScope):
            mend(city.chief.actor, finding, on=today())
        mend(city.committee.actor, finding, on=today())
        with pytest.raises(proving.MendedAlready):
            mend(city.committee.actor, finding, on=today())
        with pytest.raises(proving.NotTheLatest):
            issue_gap_list(city.committee.actor, audit)


def test_a_township_proves_itself_and_leaves_to_the_county_what_is_the_countys(city):
    with fixed(LATER):
        plant(city)
        own = prove(city.chief.actor, Area.objects.get(code=cast.EAST), on=today())

        assert {each.area_code[:9] for each in Finding.objects.all()} == {cast.EAST}
        assert own.found > own.fresh > 0
        assert audited().found == len(PLANTED) - 1
        with pytest.raises(proving.GapsRemain):
            issue_statement(city.chief.actor, own)


def test_what_is_found_no_more_is_gone_by_itself(city):
    with fixed(LATER):
        plant(city)
        audited()
        finding = Finding.objects.get(flaw="gap", kind="listed_city_leader")
        parties.amend(INSTALLER, city.garage, name=city.garage.name, industry="hazchem", listed=False)
        assert audited().gone == 1
        finding.refresh_from_db()
        assert finding.gone_by == "复审未再发现"


def test_an_enterprise_is_not_moved_to_where_its_address_or_coordinates_speak_against_it(city):
    told = {"area_code": cast.EAST_VILLAGE, "address": "云河市西镇柳林村1号"}
    parties.relocate(INSTALLER, city.mine, **told, **point(cast.EAST_VILLAGE))
    parties.relocate(INSTALLER, city.garage, **told, **point(cast.WEST_VILLAGE))
    audited()

    assert [(flaw, name) for flaw, _, name in standing()] == [
        ("address", "东山煤矿"), ("address", "西河加油站"), ("misplaced", "西河加油站"),
    ]  # fmt: skip
    for each in Finding.objects.all():
        assert each.mend == "地址、坐标和属地各不相同，核实后在企业档案中改正"
        with pytest.raises(proving.NotMendableHere):
            mend(city.committee.actor, each, on=today())
