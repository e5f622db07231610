"""Every write of stations: set up, counted, funded, reported as ready."""

from datetime import date
from decimal import Decimal

from sanze.foundation.acts.command import command
from sanze.foundation.acts.records import change
from sanze.foundation.acts.refusal import Refused
from sanze.foundation.capabilities import Capability
from sanze.foundation.moment import today
from sanze.foundation.scope.actor import Actor
from sanze.know.jurisdictions.models import Area, Level
from sanze.know.standards.checklists import checklist
from sanze.know.stations import queries, rules
from sanze.know.stations.models import STANDARD, Station, StationBudget

SHOWN = 6
MOST_MONEY = Decimal(10) ** 8


class NotATownship(Refused):
    message = "安监站设在乡镇（街道）"


class AlreadyThere(Refused):
    message = "该乡镇已登记安监站"


class NoSuchUnit(Refused):
    message = "该乡镇没有这个安监机构的岗位，请先设立岗位"


class PaperMissing(Refused):
    message = "请填写文件名称或者文号"


class NobodyAuthorised(Refused):
    message = "编制人数须大于 0"


class BadCount(Refused):
    message = "清点结果不对"


class BadDay(Refused):
    message = "日期不能晚于今天"


class BadMoney(Refused):
    message = "经费须以万元计，预算大于 0，到位不小于 0"


class NotFunded(Refused):
    message = "经费没有足额到位，不能报告到位"


class NotReady(Refused):
    message = "还有未达标的项目，不能报告达标"


class NeverCounted(Refused):
    message = "请先清点装备、条件、责任、制度"


@command(grant="stations.establish", title="登记安监站", capability=Capability.STATION_READINESS)
def establish(actor: Actor, area: Area, *, name: str, authorised: int, paper: str, on: date) -> Station:
    """Put a township's station on record. Raises NotATownship, AlreadyThere, NoSuchUnit, PaperMissing, BadDay."""
    if area.level != Level.TOWNSHIP:
        raise NotATownship(area.name)
    if Station.objects.filter(area_code=area.code).exists():
        raise AlreadyThere(area.name)
    if name not in queries.units_in(area.code):
        raise NoSuchUnit(name)
    _refuse_unfit_establishment(authorised, paper)
    if on > today():
        raise BadDay()
    return Station.objects.create(area_code=area.code, name=name, authorised=authorised, paper=paper, established_on=on)


@command(grant="stations.establish", title="核定安监站编制", capability=Capability.STATION_READINESS)
def authorise(actor: Actor, station: Station, *, authorised: int, paper: str) -> None:
    """Grant a station another number of posts. Raises NobodyAuthorised, PaperMissing."""
    _refuse_unfit_establishment(authorised, paper)
    change(station, authorised=authorised, paper=paper)


@command(grant="stations.count", title="清点安监站装备条件", capability=Capability.STATION_READINESS)
def count(actor: Actor, station: Station, *, counts: dict[str, int], on: date) -> None:
    """Say how many of each requirement are there on a day; what is not named stays as it was counted before.

    Raises BadDay, BadCount.
    """
    if on > today() or (station.counted_on and on < station.counted_on):
        raise BadDay(on)
    told = checklist(STANDARD)
    if faults := rules.count_faults(counts, told.codes()):
        raise BadCount("；".join(faults))
    there = {**station.counts, **counts}
    ready_on = None if told.shortfalls(there) or (station.ready_on and station.ready_on < on) else station.ready_on
    change(station, counts=there, counted_on=on, ready_on=ready_on)


@command(grant="stations.report_ready", title="报告安监站达标", capability=Capability.STATION_READINESS)
def report_ready(actor: Actor, station: Station, *, on: date) -> None:
    """Report that nothing of the standard is lacking. Raises NeverCounted, BadDay, NotReady with what is lacking."""
    if station.counted_on is None:
        raise NeverCounted()
    if on > today() or on < station.counted_on:
        raise BadDay(on)
    if lacking := station.shortfalls():
        more = f"等 {len(lacking)} 项" if len(lacking) > SHOWN else ""
        raise NotReady("；".join(map(str, lacking[:SHOWN])) + more)
    change(station, ready_on=on)


@command(grant="stations.fund", title="登记安监站经费", capability=Capability.STATION_READINESS)
def fund(actor: Actor, station: Station, *, year: int, budgeted: Decimal, paid: Decimal, paper: str) -> None:
    """Put the money of a year on record, planned and there. Raises PaperMissing, BadMoney."""
    if not paper.strip():
        raise PaperMissing()
    if not (0 < budgeted < MOST_MONEY and 0 <= paid < MOST_MONEY) or round(paid, 2) != paid:
        raise BadMoney()
    told = {"budgeted": budgeted, "paid": paid, "paper": paper}
    row = StationBudget.objects.filter(station=station, year=year).first()
    if row is None:
        StationBudget.objects.create(station=station, year=year, **told)
    else:
        change(row, **told, confirmed_on=row.confirmed_on if rules.funded(budgeted, paid) else None)


@command(grant="stations.fund", title="报告安监站经费到位", capability=Capability.STATION_READINESS)
def report_funded(actor: Actor, station: Station, *, year: int, on: date) -> None:
    """Report that a year's money is there in full. Raises BadDay, NotFunded."""
    if on > today():
        raise BadDay(on)
    row = StationBudget.objects.filter(station=station, year=year).first()
    if row is None:
        raise NotFunded(f"{year} 年没有登记预算")
    if not rules.funded(row.budgeted, row.paid):
        raise NotFunded(f"{year} 年预算 {row.budgeted} 万元，到位 {row.paid} 万元")
    change(row, confirmed_on=on)


def _refuse_unfit_establishment(authorised: int, paper: str) -> None:
    if authorised < 1:
        raise NobodyAuthorised()
    if not paper.strip():
        raise PaperMissing()
