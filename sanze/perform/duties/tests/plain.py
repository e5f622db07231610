"""What is owed, reckoned the slow way: day by day in plain Python, with nothing of the app's own code.

Written from the rules as docs/adr/0011-obligations.md states them, to be compared with what the app makes by sets.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta

import chinese_calendar

DAY = timedelta(days=1)


@dataclass
class Subject:
    """Something that can be owed about, as it is on some day."""

    label: str
    what: str
    area: str
    industry: str = ""
    party: int | None = None
    kind: str = ""
    listed: bool = False
    standing: str = "operating"

    @property
    def pk(self) -> int:
        return int(self.label.split(":")[1])


@dataclass
class Seat:
    """A post."""

    pk: int
    kind: str
    area: str
    opened: date
    closed: date | None = None
    party: int | None = None
    industries: tuple = ()

    def open_on(self, day: date) -> bool:
        return self.opened <= day and (self.closed is None or self.closed > day)


@dataclass
class Debt:
    """One obligation."""

    regime: str
    duty: str
    subject: str
    holder: int | None
    first: date
    last: date
    due: date
    late_until: date
    area: str
    done: date | None = None
    void: date | None = None

    @property
    def open(self) -> bool:
        return self.done is None and self.void is None


def working(day: date, own: dict[date, bool]) -> bool:
    return own.get(day, chinese_calendar.is_workday(day))


def month_later(day: date, months: int) -> date:
    year, month = day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1
    for number in range(day.day, 27, -1):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    return date(year, month, day.day)


def begins(every: str, day: date) -> bool:
    """Whether a period of that cadence begins on the day."""
    return {
        "daily": True,
        "weekly": day.weekday() == 0,
        "half_monthly": day.day in (1, 16),
        "monthly": day.day == 1,
        "quarterly": day.day == 1 and day.month in (1, 4, 7, 10),
    }[every]


class Ledger:
    """The county's debts. Told of each day's world, of runs of the clock, and of acts."""

    def __init__(self) -> None:
        self.regimes: list[tuple[date, date, str, dict]] = []  # first day, day enforced, version, duties
        self.subjects: list[Subject] = []
        self.seats: list[Seat] = []
        self.own_days: dict[date, bool] = {}
        self.debts: list[Debt] = []
        self.made_of: set[tuple[str, str, date]] = set()
        self.acts: list[tuple] = []

    def in_force(self, day: date) -> tuple | None:
        return max((each for each in self.regimes if each[0] <= day), default=None, key=lambda each: each[0])

    def selected(self, duty: dict) -> list[Subject]:
        tests = {
            "villages": lambda s: s.what == "village",
            "townships": lambda s: s.what == "township",
            "listed": lambda s: s.what == "enterprise" and s.listed and s.standing in ("operating", "building"),
            "working": lambda s: s.what == "enterprise" and s.standing != "closed",
            "coal": lambda s: s.what == "enterprise" and s.industry == "coal" and s.standing == "operating",
            "leaders": lambda s: s.what == "post" and s.kind == "leader",
        }
        return [each for each in self.subjects if tests[duty["subject"]](each)]

    def holder(self, duty: dict, subject: Subject, day: date) -> int | None:
        kind, way = duty["holder"]["kind"], duty["holder"].get("by", "area")
        seats = [each for each in self.seats if each.kind == kind and each.open_on(day)]
        if way == "self":
            return next((each.pk for each in seats if each.pk == subject.pk), None)
        if way == "party":
            seats = [each for each in seats if each.party == subject.party]
        else:
            seats = [each for each in seats if subject.area.startswith(each.area)]
            seats = [e for e in seats if not e.industries or not subject.industry or subject.industry in e.industries]
            longest = max((len(each.area) for each in seats), default=0)
            seats = [each for each in seats if len(each.area) == longest]
            own = [e for e in seats if (subject.industry in e.industries if subject.industry else not e.industries)]
            seats = own or seats
        dealt = {each.pk: hashlib.md5(f"{each.pk}:{subject.pk}".encode()).hexdigest() for each in seats}
        return min(dealt, key=dealt.get, default=None)

    def due_of(self, duty: dict, first: date, last: date) -> tuple[date, date] | None:
        cadence, due = duty["cadence"], last
        if cadence.get("days") == "working_days":
            days = [first + DAY * n for n in range((last - first).days + 1)]
            days = [day for day in days if working(day, self.own_days)]
            if not days:
                return None
            due = days[-1]
        if cadence.get("due"):  # five working days after the end
            due, left = last, cadence["due"]["amount"]
            while left:
                due += DAY
                left -= working(due, self.own_days)
        return due, due + DAY * cadence.get("grace", {"amount": 0})["amount"]

    def last_of(self, duty: dict, first: date) -> date:
        every, day = duty["cadence"]["every"], first + DAY
        while not begins(every, day):
            day += DAY
        return day - DAY

    # ---- the clock

    def run(self, day: date) -> None:
        """What the clock does on a morning; days since its last run are made good."""
        for debt in self.debts:
            ruling = self.in_force(debt.first)
            if debt.open and debt.regime != ruling[2] and debt.first > ruling[1] and debt.first >= ruling[0]:
                debt.void = day
        for number, (first_day, enforced, version, duties) in enumerate(self.regimes):
            end = self.regimes[number + 1][0] - DAY if number + 1 < len(self.regimes) else date.max
            for duty in duties.values():
                self._one_duty(day, duty, version, max(first_day, enforced), end)
        self.ran = day

    def make_ahead(self, day: date) -> None:
        """What there is of a day on which the clock will stand still: made on the eve, as things are then."""
        _, _, version, duties = self.in_force(day)
        for duty in duties.values():
            every = duty["cadence"].get("every")
            if every and begins(every, day) and (days := self.due_of(duty, day, self.last_of(duty, day))):
                for subject in self.selected(duty):
                    self._owe(duty, version, subject, day, day, self.last_of(duty, day), *days)

    def _one_duty(self, day: date, duty: dict, version: str, since: date, end: date) -> None:
        self._fall(day, duty, version)
        if since > day:
            return
        if "step" in duty["cadence"]:
            if day <= end:
                self._counted(day, duty, version)
            return
        each = since
        while each <= min(day, end):
            if "by" in duty["cadence"]:
                span = (since, date.fromisoformat(duty["cadence"]["by"])) if each == since else None
            else:
                span = (each, self.last_of(duty, each)) if begins(duty["cadence"]["every"], each) else None
            if span and span[0] <= span[1]:
                self._period(day, duty, version, *span)
            each += DAY

    def _period(self, day: date, duty: dict, version: str, first: date, last: date) -> None:
        key = (version, duty["id"], first)
        if key not in self.made_of:
            made_for = day if first == day else first
            days = self.due_of(duty, first, last)
            self.made_of.add(key)
            if days:
                before = len(self.debts)
                for subject in self.selected(duty):
                    self._owe(duty, version, subject, made_for, first, last, *days)
                if first < day:
                    self._make_good(self.debts[before:])
        elif first < day <= last and 2 * (day - first) <= last - first and (days := self.due_of(duty, first, last)):
            for subject in self.selected(duty):
                self._owe(duty, version, subject, day, first, last, *days)

    def _make_good(self, debts: list[Debt]) -> None:
        """Acts done while the clock stood still count for what is made afterwards, if they were in time."""
        for debt in debts:
            for act in self.acts:
                if debt.open and debt.first <= act[0] <= debt.late_until and self._meets(debt, *act[1:]):
                    debt.done = act[0]

    def _counted(self, day: date, duty: dict, version: str) -> None:
        for subject in self.selected(duty):
            mine = [e for e in self.debts if e.duty == duty["id"] and e.subject == subject.label and e.void is None]
            if any(each.open for each in mine):
                continue
            first = max(each.done for each in mine) + DAY if mine else day
            last = month_later(first, duty["cadence"]["step"]["amount"]) - DAY
            self._owe(duty, version, subject, day, first, last, last, last)

    def _owe(self, duty, version, subject, on, first, last, due, late) -> None:
        once = "by" in duty["cadence"]
        mine = [e for e in self.debts if e.duty == duty["id"] and e.subject == subject.label and e.void is None]
        if any(each.first == first or (once and each.due >= first) for each in mine):
            return
        held = self.holder(duty, subject, on)
        debt = Debt(version, duty["id"], subject.label, held, first, last, due, late, subject.area)
        self.debts.append(debt)

    def _fall(self, day: date, duty: dict, version: str) -> None:
        """What begun things are owed no more, or by somebody else."""
        there = {each.label: each for each in self.selected(duty)}
        for debt in list(self.debts):
            if debt.duty != duty["id"] or debt.regime != version or not debt.open or debt.due < day:
                continue
            subject = there.get(debt.subject)
            if subject is None:
                debt.void = day
                continue
            held, now = next((e for e in self.seats if e.pk == debt.holder), None), self.holder(duty, subject, day)
            lost = held is None or (held.closed is not None and held.closed <= day)
            if subject.area != debt.area or (lost and now is not None):
                debt.void = day
                self._owe(duty, version, subject, day, debt.first, debt.last, debt.due, debt.late_until)

    # ---- the people

    def act(self, day: date, command: str, by: int, place: Subject, conclusion: str = "") -> None:
        """An act on an enterprise discharges one debt of each duty and subject that asks for it."""
        self.acts.append((day, command, by, place, conclusion))
        found: dict[tuple, Debt] = {}
        for debt in self.debts:
            if not debt.open or debt.first > day or not self._meets(debt, command, by, place, conclusion):
                continue
            key = (debt.duty, debt.subject)
            rank = (day > debt.due, day > debt.late_until, debt.due)
            known = found.get(key)
            if known is None or rank < (day > known.due, day > known.late_until, known.due):
                found[key] = debt
        for debt in found.values():
            debt.done = day

    def _mates(self, one: int | None, other: int) -> bool:
        """Whether two posts are of one unit; in this county a unit is a place, or a party."""
        found = [(each.area, each.party) for each in self.seats if each.pk in (one, other)]
        return one is not None and len(set(found)) == 1

    def _meets(self, debt: Debt, command: str, by: int, place: Subject, conclusion: str) -> bool:
        duties = next(each[3] for each in self.regimes if each[2] == debt.regime)
        for way in duties[debt.duty]["discharged_by"]:
            if way["command"] != command or way.get("facts", {"conclusion": conclusion})["conclusion"] != conclusion:
                continue
            hand = way.get("by", "holder")
            if (hand == "holder" and debt.holder != by) or (hand == "unit" and not self._mates(debt.holder, by)):
                continue
            inside = place.area.startswith(debt.area) and not debt.subject.startswith("parties.")
            if debt.subject == place.label or (not way.get("same_subject", True) and inside):
                return True
        return False
