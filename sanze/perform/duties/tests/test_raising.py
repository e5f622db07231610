"""What key periods add is what a plain computation says, day by day: raised from a day, lowered after another."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

import pytest

from sanze.foundation.moment import fixed
from sanze.foundation.regime import commands as regimes
from sanze.foundation.scope.actor import INSTALLER
from sanze.know.jurisdictions.models import Area
from sanze.perform.duties import raising
from sanze.perform.duties.commands.creating import keep_up
from sanze.perform.duties.models import Obligation, Run
from sanze.perform.duties.proof import faults
from sanze.perform.duties.raising import Stretch
from sanze.perform.duties.states import VoidReason
from sanze.perform.duties.tests import county
from tests.cast import EAST, EAST_VILLAGE, WEST_VILLAGE

DAY = timedelta(days=1)
BEGIN, END = date(2026, 2, 2), date(2026, 3, 27)
OUTAGE = (date(2026, 2, 16), date(2026, 2, 19))
PERIODS = [
    {
        "id": "spring",
        "title": "春节",
        "when": {"holiday": "春节"},
        "raises": [{"duty": "patrol", "times": 2}, {"duty": "check", "every": "daily", "days": "all"}],
    },
    {"id": "sessions", "title": "两会", "when": {"by_hand": True}, "raises": [{"duty": "check", "times": 2}]},
]
# On which day what is known of the stretches changes. The sessions are declared on their first day, a Wednesday, after
# the clock's run of the morning, and ended early on a Sunday on whose morning the week after was made ahead.
SPRING = Stretch("spring", date(2026, 2, 11), date(2026, 2, 25))
SESSIONS = Stretch("sessions", date(2026, 3, 4), date(2026, 3, 20))
DECLARED, ENDED = SESSIONS.first, date(2026, 3, 15)
# Working days that are Saturdays or Sundays, and days off that are not, of these weeks.
ADJUSTED, OFF = {date(2026, 2, 14), date(2026, 2, 28)}, {date(2026, 2, day) for day in range(16, 24)}


def working(day: date) -> bool:
    return day in ADJUSTED or (day.weekday() < 5 and day not in OFF)


@dataclass
class Debt:
    """One thing owed, as the plain computation has it."""

    duty: str
    subject: int
    first: date
    last: date
    due: date
    late: date
    ordinal: int = 1
    period: str = ""
    done: date | None = None

    @property
    def told(self) -> tuple:
        days = (self.first, self.last, self.due, self.late, self.ordinal, self.period)
        return (self.duty, self.subject, *days, str(self.done))


def plain(villages: list[int], listed: list[int]) -> list[Debt]:
    """Everything owed from BEGIN to END, without anything of the app's own code."""
    debts: list[Debt] = []
    day = BEGIN
    while day <= END:
        for village in villages:
            debts.append(Debt("patrol", village, day, day, day, day))
            if SPRING.first <= day <= SPRING.last:
                debts.append(Debt("patrol", village, day, day, day, day, 2, "spring"))
        for firm in listed:
            if day.weekday() == 0:
                debts += week("check", firm, day, day + 6 * DAY)
            if SPRING.first <= day <= SPRING.last:
                debts.append(Debt("check", firm, day, day, day, day + 2 * DAY, 0, "spring"))
            # The week in which the sessions were ended early has begun and stays as it was; the one after is gone.
            if day in (date(2026, 3, 4), date(2026, 3, 9)):
                debts += week("check", firm, day, day + (6 - day.weekday()) * DAY, 2, "sessions")
        day += DAY
    return debts


def week(duty: str, firm: int, first: date, last: date, *more) -> list[Debt]:
    days = [first + number * DAY for number in range((last - first).days + 1)]
    due = max((day for day in days if working(day)), default=None)
    return [Debt(duty, firm, first, last, due, due + 2 * DAY, *more)] if due else []


class Acts:
    """What people did, and what it ended: of each duty and subject one, and one of a quicker cadence beside it."""

    def __init__(self, debts: list[Debt]) -> None:
        self.debts, self.done = debts, []

    def act(self, day: date, wanted: list[tuple[str, int]]) -> None:
        self.done.append((day, wanted))
        self._end([each for each in self.debts if made_on(each.first) <= day], day, wanted)

    def make_good(self) -> None:
        """What was made after the outage is held against what was done in time while the clock stood still."""
        for first in (OUTAGE[0] + DAY, OUTAGE[1] - DAY):
            late = [each for each in self.debts if each.first == first]
            for day, wanted in self.done:
                self._end([each for each in late if first <= day <= each.late], day, wanted)

    def _end(self, debts: list[Debt], day: date, wanted: list[tuple[str, int]]) -> None:
        for key in wanted:
            for quicker in (False, True):
                mine = [e for e in debts if (e.duty, e.subject) == key and e.done is None and e.first <= day]
                mine = [each for each in mine if (each.ordinal < 1) == quicker]
                mine.sort(key=lambda each: (day > each.due, day > each.late, each.due, each.first, each.ordinal))
                if mine:
                    mine[0].done = day


def made_on(first: date) -> date:
    """In the outage nothing is made but what was made on its eve."""
    return OUTAGE[1] if OUTAGE[0] < first < OUTAGE[1] else first


@pytest.fixture
def known(monkeypatch) -> list[Stretch]:
    """The stretches that the platform is told of; a test changes them as it goes."""
    told: list[Stretch] = []
    mine = [lambda first, last: [each for each in told if each.first <= last and each.last >= first]]
    monkeypatch.setattr(raising, "STRETCHES", mine)
    return told


@pytest.fixture
def place(db):
    """Two villages with their grid workers, and two listed mines with the station's officer for one of them."""
    with fixed(county.at(BEGIN)):
        county.lay_out(BEGIN)
        content = county.regime("raised", [each for each in county.DUTIES if each["id"] in ("patrol", "check")])
        content["periods"] = [{"clause": content["duties"][0]["clause"], **each} for each in PERIODS]
        regimes.enforce(INSTALLER, None, content=content, on=BEGIN)
        mine = county.enterprise("东山煤矿", EAST_VILLAGE, "coal", BEGIN, listed=True)
        other = county.enterprise("西山煤矿", WEST_VILLAGE, "coal", BEGIN, listed=True)
        grid = county.post("village", EAST_VILLAGE, BEGIN)
        officer = county.post("township", EAST, BEGIN)
        yield mine, other, grid, officer


def found() -> list[tuple]:
    rows = Obligation.objects.filter(period_first__lte=END, voided_on=None)
    return sorted(
        (
            each.duty,
            int(each.subject.split(":")[1]),
            each.period_first,
            each.period_last,
            each.due_on,
            each.late_until,
            each.ordinal,
            each.key_period,
            str(each.discharged_on),
        )
        for each in rows
    )


def test_two_months_with_key_periods_are_what_the_plain_computation_says(place, known):
    mine, other, grid, officer = place
    villages = dict(Area.objects.filter(level="village").values_list("code", "pk"))
    debts, east = plain(list(villages.values()), [mine.pk, other.pk]), villages[EAST_VILLAGE]
    acts, chance, day = Acts(debts), Random(11), BEGIN
    while day <= END:
        with fixed(county.at(day)):
            if day == BEGIN + DAY:
                known.append(SPRING)
            if not OUTAGE[0] <= day < OUTAGE[1]:
                keep_up(day)
            if day == OUTAGE[1]:
                acts.make_good()
        with fixed(county.at(day, 10)):
            if day == DECLARED:
                known.append(SESSIONS)
                keep_up(day)
            if day == ENDED:
                known[-1] = replace(SESSIONS, last=ENDED)
                keep_up(day)
        for number in range(chance.choice([0, 1, 1, 2])):
            with fixed(county.at(day, 12 + number)):
                county.patrol(grid, mine, county.at(day, 11 + number))
            acts.act(day, [("patrol", east), ("check", mine.pk)])
        if chance.random() < 0.3:
            with fixed(county.at(day, 16)):
                county.serve(officer, mine, county.at(day, 15))
            acts.act(day, [("check", mine.pk)])
        day += DAY

    kept, told = found(), sorted(each.told for each in debts)
    assert sorted(set(kept) - set(told)) == []
    assert sorted(set(told) - set(kept)) == []
    assert len(kept) == len(told) > 250
    assert list(faults()) == []


def test_what_was_made_ahead_for_a_period_ended_early_is_taken_back_with_its_reason(place, known):
    known.append(SESSIONS)
    sunday = ENDED
    with fixed(county.at(BEGIN)):
        keep_up(BEGIN)
    with fixed(county.at(sunday)):
        keep_up(sunday)
    ahead = Obligation.objects.filter(key_period="sessions", period_first=sunday + DAY)
    assert ahead.count() == 2
    known[0] = replace(SESSIONS, last=sunday)
    with fixed(county.at(sunday, 9)):
        keep_up(sunday)
        runs = Run.objects.count()
        assert keep_up(sunday) == 0

    assert set(ahead.values_list("void_reason", flat=True)) == {VoidReason.LOWERED}
    assert Run.objects.count() == runs
    assert list(faults()) == []


def test_a_clock_that_comes_late_for_the_first_time_makes_the_whole_stretch_good(place, known):
    known.append(SPRING)
    with fixed(county.at(SPRING.last + 3 * DAY)):
        keep_up(SPRING.last + 3 * DAY)

    days = Obligation.objects.filter(duty="patrol", key_period="spring").values_list("period_first", flat=True)
    assert (min(days), max(days), len(set(days))) == (SPRING.first, SPRING.last, (SPRING.last - SPRING.first).days + 1)


def test_of_two_periods_that_ask_for_the_same_the_first_does(place, known):
    known += [replace(SPRING, last=SPRING.first + 2 * DAY), replace(SPRING, first=SPRING.first + DAY)]
    day = SPRING.first + 3 * DAY
    with fixed(county.at(BEGIN)):
        keep_up(BEGIN)
    with fixed(county.at(day)):
        keep_up(day)

    twice = Obligation.objects.filter(
        duty="check", key_period="spring", voided_on=None, period_first=SPRING.first + DAY
    )
    assert twice.count() == 2
    assert set(twice.values_list("ordinal", flat=True)) == {0}
