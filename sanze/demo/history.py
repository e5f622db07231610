"""A quarter of the city's life: patrols, inspections, dangers and their turns, each at its own moment, by commands."""

import heapq
import io
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from sanze.demo.offices import Offices, Seat
from sanze.demo.pictures import photograph
from sanze.foundation.calendar.queries import calendar
from sanze.foundation.evidence.uploads import keep_file
from sanze.foundation.moment import SHANGHAI, fixed, now, today
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import Actor
from sanze.know.parties.models import Enterprise
from sanze.know.standards.queries import item as item_of
from sanze.know.standards.queries import items_for
from sanze.know.standards.values import CheckItem
from sanze.perform.dangers.commands import closing, extensions, grading, majors, orders, reporting
from sanze.perform.dangers.commands.reporting import Finding
from sanze.perform.dangers.models import Category, Danger, Extension
from sanze.perform.inspections.commands import planning, recording
from sanze.perform.inspections.commands.recording import CheckResult, Training
from sanze.perform.inspections.queries import counted, yearly_cap

PLACES = (
    "一号车间 二号车间 配电室 库房 原料堆场 主井口 变电所 "
    "锅炉房 厨房 疏散楼梯 西侧围墙 装卸区 值班室 危化品仓库 施工电梯 三层楼面"
).split()
PATROLS_A_DAY, INSPECTIONS_A_DAY, SELF_REPORTS_A_DAY = 12, 3.2, 1.6
# In the last days every village is patrolled almost daily, as the regime asks.
DAYS_OF_DAILY_PATROLS, DILIGENCE = 12, 0.93
ITEMS_CHECKED = 12
CATEGORIES = {label: value for value, label in Category.choices}


class History:
    """The days to play, and what is to happen on them."""

    def __init__(self, random: Random, offices: Offices, enterprises: list[Enterprise], begin: date, end: datetime):
        self.random, self.offices, self.enterprises = random, offices, enterprises
        self.begin, self.end = begin, end
        self._heap: list[tuple[datetime, int, Callable[[], None]]] = []
        self._count = 0
        self._clock = datetime.combine(begin, time(), SHANGHAI)
        self._actors: dict[int, Actor] = {}
        self._items: dict[str, list[CheckItem]] = {}
        # What else plans its part of each day: (day, whether it is a working day).
        self.beside: list[Callable[[date, bool], None]] = []
        self._by_village: dict[str, list[Enterprise]] = {}
        self._gates: dict[int, str] = {}

    def play(self, progress: Callable[[int, int], None]) -> None:
        """Let every day of the span happen. progress: days done, days in all."""
        days = (self.end.astimezone(SHANGHAI).date() - self.begin).days + 1
        working = calendar()
        for number in range(days):
            day = self.begin + timedelta(days=number)
            self._plan_day(day, working.is_working(day))
            midnight = datetime.combine(day + timedelta(days=1), time(), SHANGHAI)
            while self._heap and self._heap[0][0] < min(midnight, self.end):
                self._clock, _, happen = heapq.heappop(self._heap)
                with fixed(self._clock):
                    happen()
            progress(number + 1, days)

    def _plan_day(self, day: date, working: bool) -> None:
        for each in self.beside:
            each(day, working)
        if (self.end.astimezone(SHANGHAI).date() - day).days < DAYS_OF_DAILY_PATROLS:
            for village in self._villages():
                if self.random.random() < DILIGENCE:
                    self._at(day, lambda village=village: self._patrol(village))
        else:
            for _ in range(PATROLS_A_DAY if working else PATROLS_A_DAY // 3):
                self._at(day, self._patrol)
        if not working:
            return
        for _ in range(self._about(INSPECTIONS_A_DAY)):
            self._at(day, self._apply)
        for _ in range(self._about(SELF_REPORTS_A_DAY)):
            self._at(day, self._self_report)
        if self.random.random() < 0.2:
            self._at(day, self._serve)

    def _about(self, mean: float) -> int:
        whole = int(mean)
        return whole + (self.random.random() < mean - whole)

    def _at(self, day: date, happen: Callable[[], None]) -> None:
        """Plan something for office hours of a day, not before now; what would lie beyond the end does not happen."""
        seconds = self.random.randrange(8 * 3600 + 1800, 17 * 3600 + 1800)
        moment = datetime.combine(day, time(), SHANGHAI) + timedelta(seconds=seconds)
        if moment <= self._clock:
            moment = self._clock + timedelta(seconds=self.random.randrange(600, 5400))
        self.plan(moment, happen)

    def plan(self, moment: datetime, happen: Callable[[], None]) -> None:
        """Let something happen at a moment; what would lie beyond the end does not happen."""
        if moment < self.end:
            heapq.heappush(self._heap, (moment, self._count, happen))
            self._count += 1

    def _later(self, day: date, least: int, most: int, happen: Callable[[], None]) -> None:
        self._at(day + timedelta(days=self.random.randint(least, most)), happen)

    def actor(self, seat: Seat) -> Actor:
        if seat.post.pk not in self._actors:
            self._actors[seat.post.pk] = seat.actor
        return self._actors[seat.post.pk]

    def items(self, industry: str) -> list[CheckItem]:
        if industry not in self._items:
            self._items[industry] = items_for(industry, self.begin)
        return self._items[industry]

    def _picture_of(self, enterprise: Enterprise, seat: Seat) -> str:
        """One picture of each enterprise's gate, which its patrols bring again and again."""
        if enterprise.pk not in self._gates:
            self._gates[enterprise.pk] = self.photo(seat)
        return self._gates[enterprise.pk]

    def photo(self, seat: Seat) -> str:
        """A photograph that this post brings; its digest."""
        self._count += 1
        picture = io.BytesIO(photograph(self.random, str(self._count)))
        return keep_file(self.actor(seat), picture, f"现场{self._count}.jpg").digest

    # Visits

    def _villages(self) -> dict[str, list[Enterprise]]:
        """Village → its enterprises."""
        if not self._by_village:
            for each in self.enterprises:
                self._by_village.setdefault(each.area_code[:12], []).append(each)
        return self._by_village

    def _patrol(self, village: str = "") -> None:
        enterprise = self.random.choice(self._villages()[village] if village else self.enterprises)
        seat = self.offices.villages[enterprise.area_code[:12]]
        found = [self._finding(enterprise, seat, photo=0.5)] if self.random.random() < 0.09 else []
        start, end = self._span(10, 40)
        visit = recording.patrol(
            self.actor(seat),
            enterprise,
            started_at=start,
            ended_at=end,
            findings=found,
            conclusion="" if found else "未发现问题，已提醒企业坚持每日自查。",
            evidence=[self._picture_of(enterprise, seat)],
            **self._position(enterprise),
        )
        self._follow(enterprise, visit)

    def _apply(self) -> None:
        enterprise = self.random.choice(self.enterprises)
        seats, approver = self._body(enterprise)
        day = today()
        planned = calendar().add_working_days(day, self.random.randint(1, 4))
        items = [each.code for each in self.items(enterprise.industry)[:ITEMS_CHECKED]]
        if counted(enterprise.pk, planned).count() >= yearly_cap():
            return
        visit = planning.apply(
            self.actor(seats[0]),
            enterprise,
            on=planned,
            reason=self.random.choice(["年度检查计划", "专项整治检查", "季节性安全检查", "双随机抽查"]),
            basis="《中华人民共和国安全生产法》第六十五条",
            officers=[seats[0].person.pk, seats[1].person.pk],
            items=items,
        )
        self._later(day, 0, 1, lambda: self._decide(visit, enterprise, seats, approver, planned))

    def _decide(self, visit, enterprise: Enterprise, seats: list[Seat], approver: Seat, planned: date) -> None:
        if self.random.random() < 0.05:
            planning.decline(self.actor(approver), visit, opinion="与其他部门检查时间重复，请合并安排。")
            return
        planning.approve(self.actor(approver), visit, opinion="同意")
        self._at(max(planned, today() + timedelta(days=1)), lambda: self._record(visit, enterprise, seats))

    def _record(self, visit, enterprise: Enterprise, seats: list[Seat]) -> None:
        items = self.items(enterprise.industry)[:ITEMS_CHECKED]
        count = self.random.choices([0, 1, 2, 3], [38, 32, 20, 10])[0]
        failed = self.random.sample(items, min(count, len(items)))
        findings = [self._finding(enterprise, seats[0], item=each, photo=0.8) for each in failed]
        start, end = self._span(60, 150)
        recording.record(
            self.actor(seats[0]),
            visit,
            started_at=start,
            ended_at=end,
            results=[CheckResult(each.code, each.text, "fail" if each in failed else "ok") for each in items],
            training=Training(principal=True, managers=True, operators=True, untrained=0),
            findings=findings,
            accompanied_by=enterprise.safety_manager,
            conclusion=f"共检查 {len(items)} 项，发现隐患 {len(findings)} 条。" if findings else "未发现隐患。",
            signature=enterprise.safety_manager,
            **self._position(enterprise),
        )
        visit.refresh_from_db()
        self._follow(enterprise, visit)

    def _serve(self) -> None:
        enterprise = self.random.choice([each for each in self.enterprises if each.listed])
        start, end = self._span(90, 180)
        recording.serve(
            self.actor(self.offices.experts[0]),
            enterprise,
            started_at=start,
            ended_at=end,
            conclusion="帮助企业完善双重预防机制，建议细化岗位排查清单。",
            **self._position(enterprise),
        )

    def _self_report(self) -> None:
        enterprise = self.random.choice(self.enterprises)
        seat = self.offices.firms[enterprise.pk]
        finding = self._finding(enterprise, seat, photo=0.4, general=True)
        danger = reporting.self_report(self.actor(seat), enterprise, finding=finding, on=today())
        self._later(today(), 0, 2, lambda: self._grade(danger, enterprise))

    def _follow(self, enterprise: Enterprise, visit) -> None:
        for found in visit.found.select_related("danger").order_by("pk"):
            self._later(today(), 0, 2, lambda danger=found.danger: self._grade(danger, enterprise))

    # The loop of a danger

    def _grade(self, danger: Danger, enterprise: Enterprise) -> None:
        seat = self._station(enterprise, besides=danger.finder_id)
        if danger.corrected_on_spot:
            self._later(today(), 0, 2, lambda: self._reinspect(danger, enterprise, certain=True))
            return
        if self.random.random() < 0.03 and danger.finder_id != seat.person.pk:
            grading.dismiss(
                self.actor(self.offices.chiefs[enterprise.area_code[:9]]), danger, reason="经现场核实，情况不属实。"
            )
            return
        reason = "符合重大事故隐患判定标准" if danger.major_suspected else ""
        grading.grade(
            self.actor(seat), danger, major=danger.major_suspected, criterion_code=danger.criterion_code, reason=reason
        )
        self._later(today(), 0, 1, lambda: self._order(danger, enterprise, seat))

    def _order(self, danger: Danger, enterprise: Enterprise, seat: Seat) -> None:
        major = danger.major_suspected
        days = self.random.randint(25, 55) if major else self.random.randint(3, 15)
        orders.order(
            self.actor(seat),
            danger,
            on=today(),
            due=today() + timedelta(days=days),
            measures=_measure(danger),
            responsible=enterprise.principal,
            money=Decimal(self.random.randint(1, 60 if major else 5)),
            emergency_plan="整改期间停止使用该部位，设置警戒，安排专人值守，备好应急物资。" if major else "",
        )
        if major:
            self._later(today(), 1, 2, lambda: self._plan_major(danger, enterprise))
        if self.random.random() < 0.12 and days > 4:
            self._later(today(), 2, days - 2, lambda: self._ask_extension(danger, enterprise))
        self._expect_rectification(danger, enterprise, days)

    def _expect_rectification(self, danger: Danger, enterprise: Enterprise, days: int) -> None:
        luck = self.random.random()
        if luck < 0.86:
            self._later(today(), max(1, days // 3), max(1, days - 1), lambda: self._rectify(danger, enterprise))
        elif luck < 0.95:
            self._later(today(), days + 2, days + 15, lambda: self._rectify(danger, enterprise))

    def _plan_major(self, danger: Danger, enterprise: Enterprise) -> None:
        actor = self.actor(self.offices.firms[enterprise.pk])
        danger.refresh_from_db()
        if danger.state != "ordered":
            return
        majors.report_major(actor, danger, authority_on=today(), congress_on=today())
        majors.plan(
            actor,
            danger,
            goals="按判定标准消除重大事故隐患",
            measures=_measure(danger),
            money=Decimal(self.random.randint(5, 80)),
            people=f"{enterprise.principal}负责，{enterprise.safety_manager}组织实施",
            due=danger.due_on,
            emergency_plan="停用相关部位，撤出人员，专人监护，按应急预案处置。",
        )

    def _ask_extension(self, danger: Danger, enterprise: Enterprise) -> None:
        danger.refresh_from_db()
        if danger.state != "ordered" or danger.due_on < today():
            return
        extension = extensions.ask_extension(
            self.actor(self.offices.firms[enterprise.pk]),
            danger,
            due=danger.due_on + timedelta(days=self.random.randint(3, 14)),
            reason=self.random.choice(regime().lists["dangers.extension_reasons"][:4]),
            account="设备已订货，预计到货时间晚于整改期限。",
        )
        self._later(today(), 0, 2, lambda: self._decide_extension(extension, enterprise))

    def _decide_extension(self, extension: Extension, enterprise: Enterprise) -> None:
        extension.refresh_from_db()
        if extension.state != "asked":
            return
        granted = self.random.random() < 0.75
        opinion = "情况属实，同意延期，期间落实管控措施。" if granted else "理由不充分，请按期整改。"
        chief = self.offices.chiefs[enterprise.area_code[:9]]
        extensions.decide_extension(self.actor(chief), extension, granted=granted, opinion=opinion)

    def _rectify(self, danger: Danger, enterprise: Enterprise) -> None:
        danger.refresh_from_db()
        if danger.state != "ordered" or (danger.major and not danger.plans.exists()):
            return
        seat = self.offices.firms[enterprise.pk]
        closing.rectify(
            self.actor(seat),
            danger,
            on=today(),
            account=f"已按指令完成整改：{_measure(danger)}",
            money=Decimal(self.random.randint(1, 30)),
            evidence=[self.photo(seat)],
        )
        self._later(today(), 1, 6, lambda: self._reinspect(danger, enterprise))

    def _reinspect(self, danger: Danger, enterprise: Enterprise, certain: bool = False) -> None:
        danger.refresh_from_db()
        if danger.state != "rectified":
            return
        seat = self._station(enterprise, besides=danger.finder_id)
        if not certain and self.random.random() < 0.12:
            due = today() + timedelta(days=self.random.randint(3, 10))
            orders.send_back(self.actor(seat), danger, reason="现场复查，部分措施未落实到位，退回继续整改。", due=due)
            self._later(today(), 2, 9, lambda: self._rectify(danger, enterprise))
            return
        opinion = "经现场复查，隐患已消除，同意销号。"
        closing.close(self.actor(seat), danger, on=today(), opinion=opinion, evidence=[self.photo(seat)])
        if self.random.random() < 0.02:
            self._later(today(), 5, 15, lambda: self._reopen(danger, enterprise, seat))

    def _reopen(self, danger: Danger, enterprise: Enterprise, seat: Seat) -> None:
        due = today() + timedelta(days=10)
        orders.reopen(self.actor(seat), danger, reason="“回头看”发现同一部位再次出现同类问题。", due=due)
        self._later(today(), 3, 9, lambda: self._rectify(danger, enterprise))

    # Who, where, what

    def _station(self, enterprise: Enterprise, besides: int | None) -> Seat:
        seats = [each for each in self.offices.officers[enterprise.area_code[:9]] if each.person.pk != besides]
        return self.random.choice(seats)

    def _body(self, enterprise: Enterprise) -> tuple[list[Seat], Seat]:
        """Two officers who inspect and the one who approves: mostly the township's, at times the department's."""
        for seats in self.offices.departments.values():
            if enterprise.industry in seats[0].post.industries and self.random.random() < 0.3:
                return seats[1:], seats[0]
        code = enterprise.area_code[:9]
        return self.random.sample(self.offices.officers[code], 2), self.offices.chiefs[code]

    def _finding(
        self, enterprise: Enterprise, seat: Seat, *, item: CheckItem | None = None, photo: float, general: bool = False
    ) -> Finding:
        items = [each for each in self.items(enterprise.industry) if each.severity == "general"]
        item = item or self.random.choice(items)
        major = item.severity == "major" and not general and bool(item.criteria)
        place = self.random.choice(PLACES)
        return Finding(
            title=item.text[:100],
            description=f"{place}检查发现：{item.text}。",
            place=place,
            category=CATEGORIES[item.category],
            item_code=item.code,
            criterion_code=item.criteria[0] if major else "",
            basis=item.basis,
            major_suspected=major,
            corrected_on_spot=not major and self.random.random() < 0.08,
            interim="设置警示标志，安排专人监护。" if major else "",
            evidence=(self.photo(seat),) if self.random.random() < photo else (),
        )

    def _span(self, least: int, most: int) -> tuple[datetime, datetime]:
        end = now()
        return end - timedelta(minutes=self.random.randint(least, most)), end

    def _position(self, enterprise: Enterprise) -> dict:
        drift = lambda: self.random.uniform(-0.0004, 0.0004)  # noqa: E731
        return {
            "longitude": round(enterprise.longitude + drift(), 6),
            "latitude": round(enterprise.latitude + drift(), 6),
        }


def _measure(danger: Danger) -> str:
    return item_of(danger.item_code).measure
