"""What the first mine finds on its desk: two orders of the station, one for a major danger, and its own report."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from sanze.demo.history import CATEGORIES, History
from sanze.foundation.moment import SHANGHAI, today
from sanze.know.parties.models import Enterprise
from sanze.know.standards.values import CheckItem
from sanze.perform.dangers.commands import grading, orders, reporting
from sanze.perform.dangers.commands.reporting import Finding

FOUND, ORDERED, REPORTED = 4, 3, 1  # days before the end of the history


class FirstMine:
    """Its own part of the last days; nobody answers the orders, so that whoever signs in may."""

    def __init__(self, history: History, mine: Enterprise):
        self.history, self.mine = history, mine
        self.last = history.end.astimezone(SHANGHAI).date()
        self.village = history.offices.villages[mine.area_code[:12]]
        self.station = history.offices.officers[mine.area_code[:9]][0]
        items = history.items(mine.industry)
        self.general = [each for each in items if each.severity == "general"][:2]
        self.major = next(each for each in items if each.severity == "major" and each.criteria)
        self.found: list = []

    def plan_day(self, day: date, working: bool) -> None:
        """What is to happen on a day, whether it is a working day or not."""
        acts = {FOUND: self._found, ORDERED: self._ordered, REPORTED: self._reported}
        if act := acts.get((self.last - day).days):
            self.history.plan(datetime.combine(day, time(10, 20), SHANGHAI), act)

    def _found(self) -> None:
        told = [_finding(self.general[0], "地面变电所"), _finding(self.major, "井下主运输巷", major=True)]
        actor = self.history.actor(self.village)
        self.found = [reporting.report(actor, self.mine, finding=each, on=today()) for each in told]

    def _ordered(self) -> None:
        actor = self.history.actor(self.station)
        for danger, item, days in zip(self.found, (self.general[0], self.major), (12, 40), strict=True):
            danger.refresh_from_db()
            major, reason = danger.major_suspected, "符合重大事故隐患判定标准" if danger.major_suspected else ""
            grading.grade(actor, danger, major=major, criterion_code=danger.criterion_code, reason=reason)
            orders.order(
                actor,
                danger,
                on=today(),
                due=today() + timedelta(days=days),
                measures=item.measure,
                responsible=self.mine.principal,
                money=Decimal(12 if major else 2),
                emergency_plan="整改期间停止该区域作业并撤人，设置警戒，专人值守。" if major else "",
            )

    def _reported(self) -> None:
        actor = self.history.actor(self.history.offices.firms[self.mine.pk])
        reporting.self_report(actor, self.mine, finding=_finding(self.general[1], "矿灯房"), on=today())


def _finding(item: CheckItem, place: str, major: bool = False) -> Finding:
    return Finding(
        title=item.text[:100],
        description=f"{place}检查发现：{item.text}。",
        place=place,
        category=CATEGORIES[item.category],
        item_code=item.code,
        criterion_code=item.criteria[0] if major else "",
        basis=item.basis,
        major_suspected=major,
        interim="设置警示标志，安排专人监护。" if major else "",
    )
