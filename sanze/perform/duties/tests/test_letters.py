"""What is owed about letters: by the yearly duties of the regime, and once where there is no such duty."""

from datetime import date, datetime, time

import pytest
from django.db import transaction

from sanze.foundation.moment import SHANGHAI, fixed, today
from sanze.know.letters import commands
from sanze.know.letters.models import Letter
from sanze.know.letters.tests import factories as make
from sanze.perform.duties.commands.creating import keep_up
from sanze.perform.duties.models import OPEN, Obligation
from tests import cast

NEW_YEAR, LATER = date(2026, 1, 1), date(2026, 1, 20)
YEARLY = ["cell-responsibility-letter", "pledge", "target-letters"]


def at(day: date):
    return fixed(datetime.combine(day, time(9), SHANGHAI))


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic(), at(NEW_YEAR):
        city = cast.city()
        make.cell()
        keep_up(NEW_YEAR)
        yield city
        transaction.set_rollback(True)


@pytest.fixture
def city(built, db):
    with at(LATER):
        yield built


def left() -> dict[str, list[str]]:
    """What the three yearly duties leave open, by the names of their subjects."""
    rows = Obligation.objects.filter(OPEN, duty__in=YEARLY, period_last=date(2026, 12, 31)).order_by("subject_name")
    found = {duty: [] for duty in YEARLY}
    for each in rows:
        found[each.duty].append(f"{each.area_code[6:9]}{each.subject_name}")
    return found


def test_each_letter_discharges_the_duty_about_its_own_subject_and_no_other(city):
    before = left()
    assert [len(before[duty]) for duty in YEARLY] == [1, 2, 3]

    make.signed(city)
    after_village = left()
    assert after_village["target-letters"] == ["102柳林村", "102桥头村"]
    assert [after_village[duty] for duty in YEARLY[:2]] == [before[duty] for duty in YEARLY[:2]]

    letter = make.issued(city.committee.actor, "village-cell")[0]
    commands.offer(city.chief.actor, letter, on=today(), confirmation=make.hand(city.chief.actor))
    commands.sign(city.village.actor, letter, on=today(), confirmation=make.hand(city.village.actor))
    assert (left()["cell-responsibility-letter"], left()["target-letters"]) == ([], ["102柳林村", "102桥头村"])


def test_a_pledge_discharges_that_of_its_own_enterprise_and_a_letter_of_responsibility_does_not(city):
    letter = next(each for each in make.issued(city.committee.actor, "township-enterprise") if each.unit == "东山煤矿")
    scan = [make.scan(city.chief.actor)]
    commands.record_paper(city.chief.actor, letter, on=today(), signer="高矿", evidence=scan)
    assert len(left()["pledge"]) == 2

    pledge = next(each for each in make.issued(city.committee.actor, "pledge") if each.unit == "东山煤矿")
    own = [make.scan(city.manager.actor)]
    commands.sign(city.manager.actor, pledge, on=today(), confirmation=make.hand(city.manager.actor), evidence=own)

    assert left()["pledge"] == ["102西河加油站"]


def test_a_letter_without_a_yearly_duty_is_owed_once_it_is_offered_until_it_is_signed_or_revoked(city):
    letters = make.issued(city.committee.actor, "city-township")
    east = next(each for each in letters if "东镇" in each.subject_name)
    commands.offer(city.committee.actor, east, on=today(), confirmation=make.hand(city.committee.actor))

    owed = Obligation.objects.get(OPEN, code="letters.sign")
    assert (owed.holder, owed.due_on, owed.duty) == (city.chief.post, date(2026, 2, 4), "letter-signed")
    commands.revoke(city.committee.actor, Letter.objects.get(pk=east.pk), on=today(), reason="目标有误")
    assert not Obligation.objects.filter(OPEN, code="letters.sign").exists()
    again = next(each for each in make.issued(city.committee.actor, "city-township") if each.state == "drawn")
    assert again.subject_name.endswith("镇")
