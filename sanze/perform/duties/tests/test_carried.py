"""Duties held by a kind of responsibility find who answers; flaws of responsibility are owed until they are gone."""

from datetime import date, datetime

import pytest

from sanze.foundation.acts.verify import faults
from sanze.foundation.moment import SHANGHAI, fixed, today
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import INSTALLER
from sanze.know.jurisdictions.models import Area
from sanze.know.parties import commands as parties
from sanze.know.responsibility.commands.proving import mend, prove
from sanze.know.responsibility.models import Finding
from sanze.know.responsibility.tests.factories import leader, named
from sanze.perform.duties.commands.creating import keep_up
from sanze.perform.duties.models import OPEN, Obligation
from tests import cast

pytestmark = pytest.mark.django_db
QUARTER = date(2026, 4, 1)


def test_a_listed_leader_owes_the_quarterly_visit_and_without_one_it_is_a_gap():
    with fixed(datetime(2026, 3, 30, 9, tzinfo=SHANGHAI)):
        city = cast.city()
        for firm, industry in ((city.mine, "coal"), (city.garage, "hazchem")):
            parties.amend(INSTALLER, firm, name=firm.name, industry=industry, listed=True)
        post = leader("副市长")
        named(city.committee.actor, post, "listed_city_leader", city.mine)
    with fixed(datetime(2026, 4, 1, 9, tzinfo=SHANGHAI)):
        keep_up(today())

        owed = Obligation.objects.filter(duty="leader-visit", period_first=QUARTER, voided_on=None)
        assert {each.subject_name: each.holder for each in owed} == {"东山煤矿": post, "西河加油站": None}


def test_each_flaw_is_owed_once_by_whoever_must_mend_it_until_it_is_gone():
    city = cast.city()
    leader("副市长")
    prove(INSTALLER, Area.objects.get(code=cast.COUNTY), on=today())
    prove(INSTALLER, Area.objects.get(code=cast.COUNTY), on=today())
    owed = Obligation.objects.filter(OPEN, code="responsibility.mend")
    assert owed.count() == Finding.objects.filter(gone_on=None).count() > 0
    finding = Finding.objects.get(kind="township_leader", cause_name="东镇")
    mine = owed.get(subject=f"responsibility.finding:{finding.pk}")
    assert (mine.holder, mine.due_on, mine.clause) == (city.committee.post, finding.due_on, "8.2")
    assert mine.due_on > today()

    mend(city.committee.actor, finding, on=today())

    mine.refresh_from_db()
    assert mine.discharged_on == today()
    assert regime().duty["mend-gap"].clause == mine.clause
    assert list(faults()) == []
