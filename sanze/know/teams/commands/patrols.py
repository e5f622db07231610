"""Five-person patrol teams: formed, seated, funded, set over enterprises, reported as staffed."""

from datetime import date
from decimal import Decimal

from sanze.foundation.acts.command import command
from sanze.foundation.acts.records import change
from sanze.foundation.acts.refusal import Refused
from sanze.foundation.capabilities import Capability
from sanze.foundation.moment import today
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import Actor
from sanze.know.jurisdictions.models import Area
from sanze.know.parties.models import Enterprise
from sanze.know.teams import queries
from sanze.know.teams.commands.enforcement import (
    BadDay,
    NameMissing,
    PaperMissing,
    ReasonMissing,
    refuse_other_department,
)
from sanze.know.teams.models import SEATS, PatrolCover, PatrolSeat, PatrolTeam

MOST_MONEY = Decimal(10) ** 8


class NotPatrolled(Refused):
    message = "该行业不推行五人巡查小组"


class ForeignIndustry(Refused):
    message = "该行业不归本部门监管"


class NameTaken(Refused):
    message = "已有同名的巡查小组"


class UnknownSeat(Refused):
    message = "巡查小组没有这个岗位"


class SeatTaken(Refused):
    message = "该岗位已有人员，请先登记离岗"


class AlreadyVacant(Refused):
    message = "已经离岗"


class OtherIndustry(Refused):
    message = "该单位的行业与小组不符"


class AlreadyCovered(Refused):
    message = "该单位已有巡查小组"


class UnknownEnterprise(Refused):
    message = "没有这家单位，或不在管辖范围内"


class AlreadyEnded(Refused):
    message = "已经解除"


class BadMoney(Refused):
    message = "经费须以万元计，预算大于 0，到位不小于 0"


class NotStaffed(Refused):
    message = "人员或者经费没有落实，不能报告"


@command(grant="teams.form_patrol", title="组建五人巡查小组", capability=Capability.PATROL_TEAMS)
def form_patrol(
    actor: Actor, area: Area, *, department: str, name: str, industry: str, paper: str, on: date
) -> PatrolTeam:
    """Form a team for an industry in an area.

    Raises OtherDepartment, NotPatrolled, ForeignIndustry, NameMissing, NameTaken, PaperMissing, BadDay.
    """
    refuse_other_department(actor, department)
    if industry not in queries.patrolled_industries():
        raise NotPatrolled(industry)
    if actor.industries and industry not in actor.industries:
        raise ForeignIndustry(industry)
    if not name.strip():
        raise NameMissing()
    if PatrolTeam.objects.filter(area_code=area.code, name=name).exists():
        raise NameTaken(name)
    if not paper.strip():
        raise PaperMissing()
    if on > today():
        raise BadDay(on)
    return PatrolTeam.objects.create(
        area_code=area.code, department=department, name=name, industry=industry, paper=paper, formed_on=on
    )


@command(grant="teams.form_patrol", title="登记小组成员到岗", capability=Capability.PATROL_TEAMS)
def fill_seat(actor: Actor, team: PatrolTeam, *, seat: str, name: str, on: date) -> PatrolSeat:
    """Somebody takes one of the named posts. Raises OtherDepartment, UnknownSeat, NameMissing, BadDay, SeatTaken."""
    refuse_other_department(actor, team.department)
    if seat not in regime().lists.get(SEATS, ()):
        raise UnknownSeat(seat)
    if not name.strip():
        raise NameMissing()
    former = team.seats.filter(seat=seat).order_by("-since", "-pk").first()
    if former and former.until is None:
        raise SeatTaken(f"{seat} {former.name}")
    if not team.formed_on <= on <= today() or (former and on < former.until):
        raise BadDay(on)
    return PatrolSeat.objects.create(team=team, seat=seat, name=name.strip(), since=on)


@command(grant="teams.form_patrol", title="登记小组成员离岗", capability=Capability.PATROL_TEAMS)
def vacate(actor: Actor, seat: PatrolSeat, *, on: date, reason: str) -> None:
    """Somebody leaves a named post; the team counts as staffed no more.

    Raises OtherDepartment, AlreadyVacant, ReasonMissing, BadDay.
    """
    refuse_other_department(actor, seat.team.department)
    if seat.until:
        raise AlreadyVacant(seat.until)
    if not reason.strip():
        raise ReasonMissing()
    if not seat.since <= on <= today():
        raise BadDay(on)
    change(seat, until=on, reason=reason)
    if seat.team.staffed_on:
        change(seat.team, staffed_on=None)


@command(grant="teams.form_patrol", title="登记小组经费", capability=Capability.PATROL_TEAMS)
def fund_patrol(actor: Actor, team: PatrolTeam, *, budgeted: Decimal, paid: Decimal, paper: str) -> None:
    """Put a team's yearly money on record, planned and there. Raises OtherDepartment, PaperMissing, BadMoney."""
    refuse_other_department(actor, team.department)
    if not paper.strip():
        raise PaperMissing()
    if not (0 < budgeted < MOST_MONEY and 0 <= paid < MOST_MONEY) or round(paid, 2) != paid:
        raise BadMoney()
    staffed_on = team.staffed_on if paid >= budgeted else None
    change(team, budgeted=budgeted, paid=paid, money_paper=paper, staffed_on=staffed_on)


@command(grant="teams.form_patrol", title="确定巡查单位", capability=Capability.PATROL_TEAMS)
def cover(actor: Actor, team: PatrolTeam, *, enterprise_id: int, on: date) -> PatrolCover:
    """Set a team over an enterprise of its industry.

    Raises OtherDepartment, UnknownEnterprise, OtherIndustry, AlreadyCovered, BadDay.
    """
    refuse_other_department(actor, team.department)
    enterprise = Enterprise.objects.visible_to(actor).filter(pk=enterprise_id).first()
    if enterprise is None or not enterprise.area_code.startswith(team.area_code):
        raise UnknownEnterprise()
    if enterprise.industry != team.industry:
        raise OtherIndustry(enterprise.industry_name())
    if other := queries.team_of(enterprise.pk):
        raise AlreadyCovered(other.name)
    if not team.formed_on <= on <= today():
        raise BadDay(on)
    return PatrolCover.objects.create(team=team, enterprise=enterprise, since=on)


@command(grant="teams.form_patrol", title="解除巡查单位", capability=Capability.PATROL_TEAMS)
def uncover(actor: Actor, covered: PatrolCover, *, on: date) -> None:
    """A team patrols an enterprise no more. Raises OtherDepartment, AlreadyEnded, BadDay."""
    refuse_other_department(actor, covered.team.department)
    if covered.until:
        raise AlreadyEnded(covered.until)
    if not covered.since <= on <= today():
        raise BadDay(on)
    change(covered, until=on)


def follow_enterprise(enterprise_id: int, *, area_code: str, industry: str) -> int:
    """Inside another act: an enterprise leaves the team of an industry or area no longer its own; returns how many."""
    rows = PatrolCover.objects.filter(enterprise_id=enterprise_id, until=None).select_related("team")
    unfit = [e for e in rows if e.team.industry != industry or not area_code.startswith(e.team.area_code)]
    for each in unfit:
        change(each, until=max(each.since, today()))
    return len(unfit)


@command(grant="teams.form_patrol", title="报告小组落实", capability=Capability.PATROL_TEAMS)
def report_staffed(actor: Actor, team: PatrolTeam, *, on: date) -> None:
    """Report that every seat is filled and the money is there. Raises OtherDepartment, BadDay, NotStaffed."""
    refuse_other_department(actor, team.department)
    if not team.formed_on <= on <= today():
        raise BadDay(on)
    faults = []
    if empty := team.empty_seats():
        faults.append(f"空缺 {'、'.join(empty)}")
    if not team.budgeted or team.paid < team.budgeted:
        faults.append(f"经费 {team.funding()}" + ("（万元）" if team.budgeted else ""))
    if faults:
        raise NotStaffed("；".join(faults))
    change(team, staffed_on=on)
