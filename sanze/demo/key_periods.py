"""Key periods and leaders' visits in the demonstration: reports, rotas, a big inspection, rounds made and missed."""

from datetime import date, datetime, time, timedelta
from random import Random

from sanze.demo.history import History
from sanze.demo.offices import Seat
from sanze.foundation.acts import entry
from sanze.foundation.documents.commands import issue
from sanze.foundation.identity.models import Holding
from sanze.foundation.identity.queries import posts_open
from sanze.foundation.moment import SHANGHAI, now, today
from sanze.know.parties.models import Enterprise
from sanze.know.responsibility.models import Assignment
from sanze.perform.keyperiods.commands import inspecting, reporting, running
from sanze.perform.keyperiods.models import BigInspection, KeyPeriodRun
from sanze.perform.keyperiods.queries import Unit, left_open, units_on
from sanze.perform.keyperiods.states import RunState
from sanze.perform.leaders.commands import visit

A_DAY = timedelta(days=1)
SEED = 20261001
IN_TIME, LATE = 0.94, 0.98
NEXT = 0.25  # of the days on which a leader has time to go out
PLACES = {"coal": "下矿井", "underground": "下矿井", "construction": "上工地"}
HAPPENED = [
    "节日期间巡查发现占用疏散通道，已当场清理。",
    "一处配电箱未上锁，已整改。",
    "个别企业值班记录不全，已责成补齐。",
]
TOLD = [
    "节前节后集中开展隐患排查，主要负责人每日到岗带班。",
    "严格执行交接班制度，外包队伍同教育、同管理。",
    "对照清单逐条整改，整改前停止使用。",
    "加强应急值守，备足物资，遇险先撤人。",
]


class KeyPeriods:
    """What happens beside the daily work; `plan_day` puts a day's part of it into the history."""

    def __init__(self, history: History):
        self.history, self.random = history, Random(SEED)
        posts = posts_open().filter(kind="leader")
        held = Holding.objects.filter(post__in=posts, state="confirmed").select_related("person", "post")
        self.leaders = [Seat(each.person.username, each.person, each.post) for each in held.order_by("post_id")]
        listed = {entry.label(each): each for each in history.enterprises if each.listed}
        self.listed = list(listed.values())
        self.own: dict[int, list[Enterprise]] = {}
        named = Assignment.objects.filter(kind="listed_city_leader", subject__in=listed, until=None).order_by("pk")
        for post, subject in named.values_list("post_id", "subject"):
            self.own.setdefault(post, []).append(listed[subject])
        self.people: dict[str, list[Seat]] = {}
        self.sessions = history.end.astimezone(SHANGHAI).date() - 2 * A_DAY

    def plan_day(self, day: date, working: bool) -> None:
        """The clock first, then what people do about it."""
        self.history.plan(datetime.combine(day, time(0, 5), SHANGHAI), lambda: self._morning(day))
        if working:
            for seat in self.leaders:
                if self.random.random() < NEXT:
                    self.history.plan(self._moment(day, 9, 16), lambda seat=seat: self._round(seat))

    def _morning(self, day: date) -> None:
        running.keep_up(day)
        if day == self.sessions:
            self._declare(day)
        for run in KeyPeriodRun.objects.filter(state=RunState.RUNNING).order_by("pk"):
            begins = day == max(run.first_day, run.announced_on)
            if begins and run.rota:
                self.history.plan(self._moment(day, 6, 8), lambda run=run: self._rosters(run))
            if begins and run.plan:
                self.history.plan(self._moment(day, 6, 8), lambda run=run: self._plan(run))
            if run.zero_report:
                for unit in units_on(day):
                    self._report(run, unit, day)
        for run in KeyPeriodRun.objects.filter(state=RunState.CLOSED, closed_on=day):
            self.history.plan(self._moment(day, 9, 11), lambda run=run: self._issue(run))
            self.history.plan(self._moment(day + 12 * A_DAY, 9, 11), lambda run=run: self._finish(run))

    def _declare(self, day: date) -> None:
        running.declare(
            self._committee(),
            None,
            entry="provincial-sessions",
            first=day,
            last=day + 8 * A_DAY,
            reason="市人大、政协会议会期通知",
        )

    def _rosters(self, run: KeyPeriodRun) -> None:
        """Most units lay their rota on the first day; some forget."""
        for unit in units_on(today()):
            seats = self._seats(unit)
            if seats and self.random.random() < 0.85:
                reporting.roster(
                    self.history.actor(seats[0]),
                    run,
                    first=max(run.first_day, today()),
                    last=min(run.last_day, today() + 30 * A_DAY),
                    leader=seats[0].person.name,
                    staff="、".join(each.person.name for each in seats[1:3] or seats),
                    phone=f"0990-2{self.random.randrange(100000, 999999)}",
                )

    def _report(self, run: KeyPeriodRun, unit: Unit, day: date) -> None:
        chance = self.random.random()
        if chance > LATE or not (seats := self._seats(unit)):
            return
        at = self._moment(day, 14, 16) if chance < IN_TIME else self._moment(day + A_DAY, 9, 11)
        if day == self.history.end.astimezone(SHANGHAI).date():
            at = self._moment(day, 6, 12)
        seat = self.random.choice(seats)
        found = self.random.choices([0, 1, 2, 3], [60, 22, 12, 6])[0]
        text = self.random.choice(HAPPENED) if found else ""
        self.history.plan(at, lambda: self._told(run, seat, day, found, text))

    def _told(self, run: KeyPeriodRun, seat: Seat, day: date, found: int, text: str) -> None:
        run.refresh_from_db()
        if run.state == RunState.RUNNING:
            reporting.report(self.history.actor(seat), run, day=day, found=found, handled=found, text=text)

    def _plan(self, run: KeyPeriodRun) -> None:
        inspecting.plan(
            self._committee(), run, title=f"{run}安全生产大检查", selection="listed_enterprises", due=run.last_day
        )

    def _issue(self, run: KeyPeriodRun) -> None:
        issue(self._committee(), run, kind="keyperiod")

    def _finish(self, run: KeyPeriodRun) -> None:
        """What is still open is carried over; whoever was not visited is explained."""
        office = self._committee()
        for inspection in BigInspection.objects.filter(run=run, state="open"):
            for danger in left_open(inspection).order_by("pk"):
                inspecting.carry(office, inspection, danger=danger.pk, reason="整改期限未到，按整改指令继续跟踪")
            inspecting.finish(office, inspection, conclusion="未检查单位已列入本月检查计划，由属地安监站补查。")

    def _round(self, seat: Seat) -> None:
        """A leader goes to one of the enterprises for which a paper names them."""
        enterprise = self.random.choice(self.own.get(seat.post.pk) or self.listed)
        start = now() - timedelta(minutes=self.random.randint(50, 120))
        visit(
            self.history.actor(seat),
            enterprise,
            started_at=start,
            ended_at=now(),
            place=PLACES.get(enterprise.industry, "进车间"),
            companions=f"{enterprise.principal}、{enterprise.safety_manager}",
            problems="",
            instructions=self.random.choice(TOLD),
            evidence=[self.history.photo(seat)],
        )

    def _seats(self, unit: Unit) -> list[Seat]:
        """The people of a unit, its head first; nobody where all its posts are empty."""
        if unit.name not in self.people:
            held = Holding.objects.filter(post__unit=unit.name, post__area_code=unit.area_code, state="confirmed")
            held = held.filter(post__kind__in=("township_chief", "township", "department"))
            rows = held.select_related("person", "post").order_by("post_id")
            self.people[unit.name] = [Seat(each.person.username, each.person, each.post) for each in rows]
        return self.people[unit.name]

    def _committee(self):
        return self.history.actor(self.history.offices.committee[0])

    def _moment(self, day: date, first: int, last: int) -> datetime:
        seconds = self.random.randrange(first * 3600, last * 3600)
        return datetime.combine(day, time(), SHANGHAI) + timedelta(seconds=seconds)
