"""Departments' enforcement teams: posts granted, people taken in after every check, certificates, leaving."""

from datetime import date

from sanze.foundation.acts.command import command
from sanze.foundation.acts.records import change
from sanze.foundation.acts.refusal import Refused
from sanze.foundation.capabilities import Capability
from sanze.foundation.moment import today
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import Actor
from sanze.know.jurisdictions.models import Area, Level
from sanze.know.teams import queries, rules
from sanze.know.teams.models import EnforcementTeam, TeamMember

CHECKS = "teams.recruitment_checks"


class NoTeamHere(Refused):
    message = "执法队伍由县级部门或者乡镇（街道）设立"


class OtherDepartment(Refused):
    message = "只能办理本部门的队伍"


class AlreadyThere(Refused):
    message = "该部门已登记执法队伍"


class PaperMissing(Refused):
    message = "请填写文件名称或者文号"


class NobodyAuthorised(Refused):
    message = "核定编制须大于 0"


class ChecksMissing(Refused):
    message = "招聘考核没有完成，不能录入"


class Full(Refused):
    message = "编制已满，不能再录入专职人员"


class NameMissing(Refused):
    message = "请填写姓名"


class MajorMissing(Refused):
    message = "专业人员须填写专业"


class CertificateUnfit(Refused):
    message = "执法证号和有效期须同时填写，有效期不能早于今天"


class BadDay(Refused):
    message = "日期不对"


class AlreadyLeft(Refused):
    message = "已经离队"


class ReasonMissing(Refused):
    message = "请写明原因"


@command(grant="teams.establish", title="登记执法队伍", capability=Capability.ENFORCEMENT_TEAMS)
def establish(
    actor: Actor, area: Area, *, department: str, name: str, authorised: int, paper: str, on: date
) -> EnforcementTeam:
    """Put a department's team on record.

    Raises NoTeamHere, OtherDepartment, AlreadyThere, NameMissing, NobodyAuthorised, PaperMissing, BadDay.
    """
    if area.level not in (Level.COUNTY, Level.TOWNSHIP):
        raise NoTeamHere(area.name)
    refuse_other_department(actor, department)
    if EnforcementTeam.objects.filter(area_code=area.code, department=department).exists():
        raise AlreadyThere(department)
    if not name.strip():
        raise NameMissing()
    _refuse_unfit_posts(authorised, paper)
    if on > today():
        raise BadDay(on)
    return EnforcementTeam.objects.create(
        area_code=area.code, department=department, name=name, authorised=authorised, paper=paper, established_on=on
    )


@command(grant="teams.establish", title="核定队伍编制", capability=Capability.ENFORCEMENT_TEAMS)
def authorise(actor: Actor, team: EnforcementTeam, *, authorised: int, paper: str) -> None:
    """Grant a team another number of posts. Raises OtherDepartment, NobodyAuthorised, PaperMissing."""
    refuse_other_department(actor, team.department)
    _refuse_unfit_posts(authorised, paper)
    change(team, authorised=authorised, paper=paper)


@command(grant="teams.enlist", title="录入执法队员", capability=Capability.ENFORCEMENT_TEAMS)
def enlist(
    actor: Actor,
    team: EnforcementTeam,
    *,
    name: str,
    checks: list[str],
    on: date,
    full_time: bool = True,
    professional: bool = False,
    major: str = "",
    certificate_no: str = "",
    certificate_until: date | None = None,
) -> TeamMember:
    """Take somebody in who passed every check that the regime names.

    Raises OtherDepartment, NameMissing, MajorMissing, ChecksMissing with those that are missing, BadDay, Full,
    CertificateUnfit.
    """
    refuse_other_department(actor, team.department)
    if not name.strip():
        raise NameMissing()
    if professional and not major.strip():
        raise MajorMissing()
    if missing := rules.missing_of(regime().lists.get(CHECKS, ()), checks):
        raise ChecksMissing(f"缺 {'、'.join(missing)}")
    if not team.established_on <= on <= today():
        raise BadDay(on)
    if full_time and queries.present(on).filter(team=team, full_time=True).count() >= team.authorised:
        raise Full(f"核定 {team.authorised} 名")
    if certificate_no or certificate_until:
        _refuse_unfit_certificate(certificate_no, certificate_until)
    return TeamMember.objects.create(
        team=team, name=name.strip(), full_time=full_time, professional=professional, major=major, checks=checks,
        certificate_no=certificate_no, certificate_until=certificate_until, joined_on=on,
    )  # fmt: skip


@command(grant="teams.enlist", title="登记队员执法证", capability=Capability.ENFORCEMENT_TEAMS)
def renew_certificate(actor: Actor, member: TeamMember, *, certificate_no: str, certificate_until: date) -> None:
    """Put a new certificate on record. Raises OtherDepartment, AlreadyLeft, CertificateUnfit."""
    refuse_other_department(actor, member.team.department)
    if member.left_on:
        raise AlreadyLeft(member.left_on)
    _refuse_unfit_certificate(certificate_no, certificate_until)
    change(member, certificate_no=certificate_no.strip(), certificate_until=certificate_until)


@command(grant="teams.enlist", title="登记队员离队", capability=Capability.ENFORCEMENT_TEAMS)
def leave(actor: Actor, member: TeamMember, *, on: date, reason: str) -> None:
    """Say that somebody left. Raises OtherDepartment, AlreadyLeft, ReasonMissing, BadDay."""
    refuse_other_department(actor, member.team.department)
    if member.left_on:
        raise AlreadyLeft(member.left_on)
    if not reason.strip():
        raise ReasonMissing()
    if not member.joined_on <= on <= today():
        raise BadDay(on)
    change(member, left_on=on, leave_reason=reason)


def refuse_other_department(actor: Actor, department: str) -> None:
    """Raises OtherDepartment unless the actor's post is of that unit; the console is of every unit."""
    if not department.strip() or (actor.post_id and queries.unit_of(actor) != department):
        raise OtherDepartment(department)


def _refuse_unfit_posts(authorised: int, paper: str) -> None:
    if authorised < 1:
        raise NobodyAuthorised()
    if not paper.strip():
        raise PaperMissing()


def _refuse_unfit_certificate(number: str, until: date | None) -> None:
    if not number.strip() or until is None or until < today():
        raise CertificateUnfit()
