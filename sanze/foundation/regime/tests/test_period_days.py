"""The days of key periods, against days counted by hand in the calendars of 2026 to 2030."""

from datetime import date

import pytest
from pydantic import ValidationError

from sanze.foundation.calendar.statutory import statutory_days
from sanze.foundation.calendar.workdays import WorkCalendar
from sanze.foundation.regime.entries.cadence import Cadence
from sanze.foundation.regime.entries.period import KeyPeriod, Raise
from sanze.foundation.regime.period_days import PeriodDays, period_days
from sanze.foundation.regime.reading import packaged, read

BARE = WorkCalendar()


def of(when: dict, year: int, working: WorkCalendar = BARE, **more) -> PeriodDays | None:
    told = {"id": "each", "clause": "21.1", "title": "每个", "when": when, **more}
    return period_days(KeyPeriod.model_validate(told), year, working)


def test_a_holiday_brings_its_days_off_and_the_days_before_and_after():
    assert of({"holiday": "春节"}, 2026, before=7, after=8) == PeriodDays(date(2026, 2, 8), date(2026, 3, 3))
    assert of({"holiday": "元旦"}, 2026, before=2) == PeriodDays(date(2025, 12, 30), date(2026, 1, 3))


def test_while_no_arrangement_is_published_the_statutory_days_stand_in_and_it_says_so():
    found = of({"holiday": "国庆节"}, 2027, before=3)
    assert found == PeriodDays(date(2027, 9, 28), date(2027, 10, 3), certain=False)
    own = dict.fromkeys(statutory_days(2027), False)
    week = {date(2027, 10, day): False for day in range(4, 8)}
    known = of({"holiday": "国庆节"}, 2027, WorkCalendar(own | week), before=3)
    assert known == PeriodDays(date(2027, 9, 28), date(2027, 10, 7))


def test_lunar_days_and_solar_terms_move_and_are_certain():
    lantern = {"lunar": {"month": 1, "day": 15}}
    assert of(lantern, 2026, before=1) == PeriodDays(date(2026, 3, 2), date(2026, 3, 3))
    assert of(lantern, 2030, before=1) == PeriodDays(date(2030, 2, 16), date(2030, 2, 17))
    qingming = {"term": {"name": "清明"}}
    assert of(qingming, 2027, before=2, after=2) == PeriodDays(date(2027, 4, 3), date(2027, 4, 7))
    assert of(lantern, 2090) is None


def test_fixed_days_may_run_over_new_year_and_keep_to_the_month():
    assert of({"fixed": {"first": "06-01", "last": "09-30"}}, 2026) == PeriodDays(date(2026, 6, 1), date(2026, 9, 30))
    winter = {"fixed": {"first": "12-15", "last": "02-29"}}
    assert of(winter, 2026) == PeriodDays(date(2026, 12, 15), date(2027, 2, 28))
    assert of(winter, 2027) == PeriodDays(date(2027, 12, 15), date(2028, 2, 29))


def test_what_a_person_declares_has_no_days_of_its_own():
    assert of({"by_hand": True}, 2026) is None


def test_a_raise_has_the_duty_s_cadence_but_for_what_it_says():
    weekly = Cadence(every="weekly", days="working_days", grace={"amount": 2, "unit": "calendar_days"})
    daily = Raise(duty="each", every="daily", days="all").cadence(weekly)
    assert (daily.every, daily.days, daily.grace) == ("daily", "all", weekly.grace)
    assert Raise(duty="each", times=2).cadence(weekly) == weekly
    with pytest.raises(ValidationError):
        Raise(duty="each", days="all")


@pytest.mark.parametrize("year", range(2026, 2031))
def test_each_period_of_the_first_regime_has_its_days_each_year_or_a_person_declares_it(year):
    for each in read(packaged("yunhe-2026")).periods:
        found = period_days(each, year, BARE)
        assert (found is None) == each.when.by_hand, each.id
        assert found is None or found.first <= found.last
