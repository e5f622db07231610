"""A year of a small county, played day by day: what is owed is what a slow, plain computation says."""

from datetime import date, timedelta
from random import Random

from sanze.foundation.calendar import commands as calendar
from sanze.foundation.identity.models import Post
from sanze.foundation.moment import fixed
from sanze.foundation.regime import commands as regimes
from sanze.foundation.regime.schema import Regime
from sanze.foundation.scope.actor import INSTALLER
from sanze.know.jurisdictions.models import Area
from sanze.know.parties import commands as parties
from sanze.know.parties.models import Enterprise
from sanze.perform.duties.commands.creating import keep_up
from sanze.perform.duties.models import Obligation, Run
from sanze.perform.duties.proof import faults
from sanze.perform.duties.tests import county
from sanze.perform.duties.tests.plain import Ledger, Seat, Subject
from tests.cast import COUNTY, EAST, EAST_VILLAGE, WEST, WEST_VILLAGE

BEGIN, END = date(2023, 12, 27), date(2025, 1, 3)
OUTAGE = (date(2024, 3, 27), date(2024, 4, 3))  # over the end of a quarter and Qingming
CHANGE, ENFORCED = date(2024, 7, 1), date(2024, 6, 20)
DAY = timedelta(days=1)


class Played:
    """The county in the platform and, beside it, the plain ledger told of the same things."""

    def __init__(self) -> None:
        self.plain, self.chance, self.number = Ledger(), Random(7), 0
        self.posts: dict[str, Post] = {}
        self.places: dict[str, Enterprise] = {}

    # Everything that happens in both worlds.

    def enforce(self, content: dict, first: date, on: date) -> None:
        regimes.enforce(INSTALLER, None, content=content, on=first)
        sound = Regime.model_validate(content)
        duties = {each["id"]: each for each in content["duties"]}
        self.plain.regimes.append((first, on, sound.full_version, duties))

    def post(self, name: str, kind: str, area: str, on: date, **more) -> None:
        made = self.posts[name] = county.post(kind, area, on, **more)
        seat = Seat(made.pk, kind, area, on, None, made.party_id, tuple(made.industries))
        self.plain.seats.append(seat)
        if kind == "leader":
            self.plain.subjects.append(Subject(f"identity.post:{made.pk}", "post", area, kind=kind))

    def close_post(self, name: str, on: date) -> None:
        county.close_post(self.posts[name], on)
        gone = next(each for each in self.plain.seats if each.pk == self.posts[name].pk)
        gone.closed = on
        self.plain.subjects = [e for e in self.plain.subjects if (e.what, e.pk) != ("post", gone.pk)]

    def enterprise(self, name: str, area: str, industry: str, on: date, *, listed: bool = False) -> None:
        made = self.places[name] = county.enterprise(name, area, industry, on, listed=listed)
        label = f"parties.enterprise:{made.pk}"
        told = Subject(label, "enterprise", area, industry, made.pk, listed=listed)
        self.plain.subjects.append(told)

    def stand(self, name: str, standing: str, on: date) -> None:
        parties.change_standing(INSTALLER, self.places[name], standing=standing, reason="", on=on)
        self.told(name).standing = standing

    def move(self, name: str, area: str) -> None:
        parties.relocate(INSTALLER, self.places[name], area_code=area)
        self.told(name).area = area

    def told(self, name: str) -> Subject:
        label = f"parties.enterprise:{self.places[name].pk}"
        return next(each for each in self.plain.subjects if each.label == label)

    def acts_of(self, day: date) -> None:
        """A day's work: some patrols, services and reports, some of them put on record a day late."""
        for name, seat in (("东村", "东山煤矿"), ("西村", "西河加油站"), ("柳村", "柳林烟花")):
            if seat in self.places and self.chance.random() < 0.45:
                self.patrol(day - DAY * (self.chance.random() < 0.1), name, seat)
        for name in ("东员", "西员", "矿科"):
            place = self.chance.choice(sorted(self.places))
            if self.sees(name, place) and self.chance.random() < 0.15:
                self.serve(day, name, place, self.chance.choice(["", "评估", "达标"]))
        for name in ("领导", "东站长"):
            if self.chance.random() < 0.02:
                self.serve(day, name, "东山煤矿", "达标")
        for name in sorted(self.places):
            if f"{name}员" in self.posts and self.chance.random() < 0.06:
                self.report(day, f"{name}员", name)

    def sees(self, name: str, place: str) -> bool:
        if name not in self.posts:
            return False
        mine = self.posts[name]
        seat = next(each for each in self.plain.seats if each.pk == mine.pk)
        return self.told(place).area.startswith(mine.area_code) and seat.closed is None

    def patrol(self, day: date, by: str, place: str) -> None:
        if not self.sees(by, place):
            return
        county.patrol(self.posts[by], self.fresh(place), county.at(day, 9))
        self.plain.act(day, county.PATROL, self.posts[by].pk, self.told(place))

    def serve(self, day: date, by: str, place: str, conclusion: str) -> None:
        county.serve(self.posts[by], self.fresh(place), county.at(day, 10), conclusion)
        self.plain.act(day, county.SERVE, self.posts[by].pk, self.told(place), conclusion)

    def report(self, day: date, by: str, place: str) -> None:
        self.number += 1
        county.report(self.posts[by], self.fresh(place), self.number)
        self.plain.act(day, county.CONTACTS, self.posts[by].pk, self.told(place))

    def fresh(self, name: str) -> Enterprise:
        return Enterprise.objects.get(pk=self.places[name].pk)


def begin(played: Played) -> None:
    county.lay_out(BEGIN)
    played.enforce(county.regime("1"), BEGIN, BEGIN)
    for area in Area.objects.order_by("code"):
        played.plain.subjects.append(Subject(f"jurisdictions.area:{area.pk}", area.level, area.code))
    played.post("东站长", "township_chief", EAST, BEGIN)
    played.post("东员", "township", EAST, BEGIN)
    played.post("东员二", "township", EAST, BEGIN, industries=["coal"])
    played.post("西员", "township", WEST, BEGIN)
    played.post("矿科", "department", COUNTY, BEGIN, industries=["coal", "noncoal"])
    played.post("领导", "leader", COUNTY, BEGIN)
    played.post("东村", "village", EAST_VILLAGE, BEGIN)
    played.post("西村", "village", WEST_VILLAGE, BEGIN)
    played.enterprise("东山煤矿", EAST_VILLAGE, "coal", BEGIN, listed=True)
    played.enterprise("西河加油站", WEST_VILLAGE, "hazchem", BEGIN, listed=True)
    played.enterprise("东镇砖厂", EAST_VILLAGE, "trade", BEGIN)
    for name in ("东山煤矿", "西河加油站"):
        played.post(f"{name}员", "enterprise", "", BEGIN, party_id=played.places[name].pk)


# What happens on which day, in the morning before the clock runs.
STORY = {
    date(2024, 1, 9): lambda p, d: p.enterprise("柳林烟花", county.THIRD_VILLAGE, "fireworks", d, listed=True),
    date(2024, 1, 10): lambda p, d: p.post("柳村", "village", county.THIRD_VILLAGE, d),
    date(2024, 1, 26): lambda p, d: p.enterprise("西镇矿", WEST_VILLAGE, "coal", d, listed=True),
    date(2024, 2, 15): lambda p, d: p.post("柳林烟花员", "enterprise", "", d, party_id=p.places["柳林烟花"].pk),
    date(2024, 2, 28): lambda p, d: p.close_post("东村", d),
    date(2024, 3, 4): lambda p, d: p.post("东村", "village", EAST_VILLAGE, d),
    date(2024, 3, 13): lambda p, d: p.stand("柳林烟花", "closed", d),
    date(2024, 3, 29): lambda p, d: p.enterprise("东镇二矿", EAST_VILLAGE, "coal", d, listed=True),
    date(2024, 4, 17): lambda p, d: p.close_post("东员", d),
    date(2024, 5, 20): lambda p, d: p.move("东镇砖厂", WEST_VILLAGE),
    date(2024, 6, 3): lambda p, d: p.post("西站长", "township_chief", WEST, d),
    ENFORCED: lambda p, d: p.enforce(county.following("2"), CHANGE, d),
    date(2024, 8, 13): lambda p, d: p.stand("西镇矿", "stopped", d),
    date(2024, 9, 3): lambda p, d: p.stand("西镇矿", "operating", d),
    date(2024, 11, 14): lambda p, d: set_day(p, date(2024, 11, 15), False),
    date(2024, 11, 20): lambda p, d: set_day(p, date(2024, 11, 23), True),
}


def set_day(played: Played, day: date, working: bool) -> None:
    calendar.set_day(INSTALLER, None, day=day, working=working, source="县政府通知")
    played.plain.own_days[day] = working


def test_a_year_of_the_county_is_what_the_plain_computation_says(db):
    played, day = Played(), BEGIN
    with fixed(county.at(day)):
        begin(played)
    while day <= END:
        with fixed(county.at(day)):
            if day in STORY:
                STORY[day](played, day)
            if not OUTAGE[0] <= day < OUTAGE[1]:
                keep_up(day)
                played.plain.run(day)
            if day + DAY == OUTAGE[0]:
                played.plain.make_ahead(OUTAGE[0])
        with fixed(county.at(day, 18)):
            played.acts_of(day)
        day += DAY

    kept, plain = found(), expected(played.plain)
    assert sorted(kept - plain) == []
    assert sorted(plain - kept) == []
    assert len(plain) > 900
    assert not Run.objects.filter(day__gt=END).exists()
    assert list(faults()) == []


def found() -> set[tuple]:
    """What the app has, without what was made ahead and taken back before its time came."""
    rows = Obligation.objects.filter(period_first__lte=END)
    return {told(each) for each in rows if each.voided_on is None or each.voided_on > each.period_first}


def told(each: Obligation) -> tuple:
    days = (each.period_first, each.period_last, each.due_on, each.late_until)
    ends = (str(each.discharged_on), str(each.voided_on))
    return (each.duty, each.regime, each.subject, each.holder_id or 0, *days, *ends)


def expected(plain: Ledger) -> set[tuple]:
    return {
        (e.duty, e.regime, e.subject, e.holder or 0, e.first, e.last, e.due, e.late_until, str(e.done), str(e.void))
        for e in plain.debts
        if e.first <= END and (e.void is None or e.void > e.first)
    }
