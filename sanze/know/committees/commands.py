"""Every write of committees, duty lists and own measures."""

from datetime import date

from sanze.foundation.acts.command import command
from sanze.foundation.acts.records import change
from sanze.foundation.acts.refusal import Refused
from sanze.foundation.capabilities import Capability
from sanze.foundation.moment import today
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import Actor
from sanze.know.committees import queries
from sanze.know.committees.models import (
    SINGLE,
    Committee,
    CommitteeSeat,
    DepartmentDuties,
    Kind,
    OwnMeasures,
    SeatRole,
)
from sanze.know.jurisdictions.models import Area, Level
from sanze.know.standards.queries import industry_names

CITY_CHAIRS, INDUSTRY_CHAIRS = "committees.city_chairs", "committees.industry_chairs"
DEPARTMENT_HEADS = "committees.department_heads"


class NoCommitteeHere(Refused):
    message = "安委会由县（市、区）或者乡镇（街道）设立"


class NameTaken(Refused):
    message = "已有同名的安委会"


class NothingTold(Refused):
    message = "名称、牵头部门、办公室、文件等不能为空"


class NoOffice(Refused):
    message = "牵头部门须设立专门的安全监管科室承担办公室职责"


class UnknownIndustry(Refused):
    message = "标准库中没有这个行业"


class IndustriesUnfit(Refused):
    message = "重点行业领域安委会须写明行业，综合安委会不写"


class BadDay(Refused):
    message = "日期不对"


class Closed(Refused):
    message = "安委会已撤销"


class ChairUnfit(Refused):
    message = "主任人选不符合规定"


class ExecutiveUnfit(Refused):
    message = "常务副主任须由牵头部门主要领导担任"


class OfficeUnfit(Refused):
    message = "办公室主任须为牵头部门人员"


class RoleTaken(Refused):
    message = "该职务已有人担任，请先登记离任"


class AlreadyLeft(Refused):
    message = "已经离任"


class SameNumber(Refused):
    message = "该文号的措施已经报备"


class OtherUnit(Refused):
    message = "只能报备本单位的措施"


@command(grant="committees.found", title="设立安委会", capability=Capability.COMMITTEES)
def found(
    actor: Actor,
    area: Area,
    *,
    kind: Kind,
    name: str,
    led_by: str,
    office: str,
    paper: str,
    on: date,
    industries: list[str] | None = None,
) -> Committee:
    """Set a committee up.

    Raises NoCommitteeHere, NothingTold, NoOffice, IndustriesUnfit, UnknownIndustry, BadDay, NameTaken.
    """
    if area.level not in (Level.COUNTY, Level.TOWNSHIP):
        raise NoCommitteeHere(area.name)
    _refuse_blank(name, led_by, paper)
    if not office.strip():
        raise NoOffice()
    chosen = list(dict.fromkeys(industries or []))
    if kind not in Kind.values or (kind == Kind.INDUSTRY) != bool(chosen):
        raise IndustriesUnfit()
    if unknown := [each for each in chosen if each not in industry_names()]:
        raise UnknownIndustry("、".join(unknown))
    if on > today():
        raise BadDay(on)
    if Committee.objects.filter(area_code=area.code, name=name, closed_on=None).exists():
        raise NameTaken(name)
    return Committee.objects.create(
        area_code=area.code, kind=kind, name=name, industries=chosen, led_by=led_by, office=office, paper=paper,
        founded_on=on,
    )  # fmt: skip


@command(grant="committees.found", title="撤销安委会", capability=Capability.COMMITTEES)
def dissolve(actor: Actor, committee: Committee, *, paper: str, on: date) -> None:
    """End a committee from a day on; its seats end with it. Raises Closed, NothingTold, BadDay."""
    if committee.closed_on:
        raise Closed(committee.closed_on)
    _refuse_blank(paper)
    if not committee.founded_on <= on <= today():
        raise BadDay(on)
    for each in committee.seats.filter(until=None):
        change(each, until=max(each.since, on))
    change(committee, closed_on=on, paper=paper)


@command(grant="committees.found", title="登记安委会组成人员", capability=Capability.COMMITTEES)
def seat(
    actor: Actor, committee: Committee, *, role: SeatRole, name: str, unit: str, title: str, duties: str, on: date
) -> CommitteeSeat:
    """Somebody takes an office or a seat, with what they answer for.

    Raises Closed, NothingTold, BadDay, RoleTaken, ChairUnfit, ExecutiveUnfit, OfficeUnfit.
    """
    if committee.closed_on:
        raise Closed(committee.closed_on)
    _refuse_blank(name, unit, title, duties)
    if not committee.founded_on <= on <= today():
        raise BadDay(on)
    if role in SINGLE and (holder := queries.seated(committee, role).first()):
        raise RoleTaken(f"{holder.get_role_display()} {holder.name}")
    _refuse_unfit(committee, role, unit.strip(), title.strip())
    return CommitteeSeat.objects.create(
        committee=committee, role=role, name=name.strip(), unit=unit.strip(), title=title.strip(), duties=duties,
        since=on,
    )  # fmt: skip


@command(grant="committees.found", title="登记组成人员离任", capability=Capability.COMMITTEES)
def unseat(actor: Actor, seat: CommitteeSeat, *, on: date) -> None:
    """Somebody leaves a committee. Raises AlreadyLeft, BadDay."""
    if seat.until:
        raise AlreadyLeft(seat.until)
    if not seat.since <= on <= today():
        raise BadDay(on)
    change(seat, until=on)


@command(grant="committees.set_duties", title="印发部门职责清单", capability=Capability.COMMITTEES)
def set_duties(
    actor: Actor, area: Area, *, department: str, items: list[str], basis: str, on: date
) -> DepartmentDuties:
    """Say what a department answers for, in place of the list there was. Raises NothingTold, BadDay."""
    items = [each.strip() for each in items if each.strip()]
    _refuse_blank(department, basis, "".join(items))
    former = queries.duties_of(area.code, department)
    if on > today() or (former and on < former.since):
        raise BadDay(on)
    if former:
        change(former, replaced_on=on)
    return DepartmentDuties.objects.create(
        area_code=area.code, department=department, items=items, basis=basis, since=on
    )


@command(grant="committees.file_measures", title="报备贯彻措施", capability=Capability.COMMITTEES)
def file_measures(
    actor: Actor, area: Area, *, unit: str, title: str, number: str, summary: str, on: date
) -> OwnMeasures:
    """A unit files the measures by which it carries the opinion out.

    Raises OtherUnit, NothingTold, BadDay, SameNumber.
    """
    if actor.post_id and queries.unit_of(actor) != unit:
        raise OtherUnit(unit)
    _refuse_blank(unit, title, number, summary)
    if on > today():
        raise BadDay(on)
    if OwnMeasures.objects.filter(unit=unit, number=number.strip()).exists():
        raise SameNumber(number)
    return OwnMeasures.objects.create(
        area_code=area.code, unit=unit, title=title, number=number.strip(), summary=summary, issued_on=on
    )


def _refuse_blank(*told: str) -> None:
    if not all(each.strip() for each in told):
        raise NothingTold()


def _refuse_unfit(committee: Committee, role: SeatRole, unit: str, title: str) -> None:
    """Raises ChairUnfit, ExecutiveUnfit, OfficeUnfit where the office does not fit the seat."""
    lists = regime().lists
    if role == SeatRole.CHAIR:
        fit = lists.get(CITY_CHAIRS if committee.kind == Kind.CITY else INDUSTRY_CHAIRS, ())
        if title not in fit:
            raise ChairUnfit(f"{committee.get_kind_display()}主任由{'、'.join(fit)}担任，不是“{title}”")
    leads = unit == committee.led_by and title in lists.get(DEPARTMENT_HEADS, ())
    if role == SeatRole.EXECUTIVE and committee.kind == Kind.INDUSTRY and not leads:
        raise ExecutiveUnfit(f"牵头部门为{committee.led_by}")
    if role == SeatRole.OFFICE and unit != committee.led_by:
        raise OfficeUnfit(f"牵头部门为{committee.led_by}")
