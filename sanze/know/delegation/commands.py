"""Every write of an entrustment, and the check by which higher apps ask for one."""

from datetime import date

from django.db import IntegrityError, transaction

from sanze.foundation.acts.command import command
from sanze.foundation.acts.refusal import Refused
from sanze.foundation.capabilities import Capability
from sanze.foundation.moment import today
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import Actor
from sanze.know.delegation import queries, rules
from sanze.know.delegation.models import Delegation, Power
from sanze.know.delegation.states import ENTRUSTMENT
from sanze.know.jurisdictions.models import Area, Level
from sanze.know.jurisdictions.queries import path_of
from sanze.know.standards.queries import short_names

FORBIDDEN, BASIS = "delegation.forbidden", "delegation.forbidden_basis"
OFFICERS, LONGEST = "delegation.officers", "delegation.longest"


class NotATownship(Refused):
    message = "执法权只能委托给乡镇（街道）的安监站"


class OtherDepartment(Refused):
    message = "只能以本部门的名义委托"


class SubEntrusting(Refused):
    message = "受委托单位不得再委托"


class NoSuchStation(Refused):
    message = "该乡镇没有这个具有管理公共事务职能的安监机构"


class StationUnfit(Refused):
    message = "受委托单位取得执法资格的人员不足"


class BeyondOwnPower(Refused):
    message = "不能委托本部门没有的权力，下列行业不归本部门监管"


class UnknownIndustry(Refused):
    message = "标准库中没有这个行业"


class UnknownPower(Refused):
    message = "没有这项权力"


class NothingEntrusted(Refused):
    message = "须写明委托权力、行业和事项"


class MatterForbidden(Refused):
    message = "法律禁止委托的事项"


class NotPublished(Refused):
    message = "委托书须有文号并向社会公布，请填写公布日期和公布方式"


class BadSpan(Refused):
    message = "委托期限不对"


class NumberTaken(Refused):
    message = "该文号的委托已经登记"


class ReasonMissing(Refused):
    message = "请写明理由"


class TooEarly(Refused):
    message = "撤回日期不能早于今天"


class NotDelegated(Refused):
    """An act outside the powers entrusted; the sentence names the paper that is missing."""

    message = "缺少执法权委托"
    status = 403


@command(grant="delegation.entrust", title="委托执法权", capability=Capability.DELEGATION)
def entrust(
    actor: Actor,
    area: Area,
    *,
    department: str,
    station: str,
    powers: list[Power],
    industries: list[str],
    matters: list[str],
    valid_from: date,
    valid_to: date,
    number: str,
    published_on: date,
    published_in: str,
) -> Delegation:
    """Put on record a published paper by which a department entrusts powers to a township's station.

    Raises NotATownship, SubEntrusting, OtherDepartment, NothingEntrusted, UnknownPower, UnknownIndustry,
    BeyondOwnPower, MatterForbidden, NotPublished, BadSpan, NoSuchStation, StationUnfit, NumberTaken.
    """
    if area.level != Level.TOWNSHIP:
        raise NotATownship(area.name)
    _refuse_wrong_principal(actor, department)
    matters = [each.strip() for each in matters if each.strip()]
    _refuse_unfit_content(actor, powers, industries, matters)
    if not number.strip() or not published_in.strip():
        raise NotPublished()
    if fault := rules.span_fault(published_on, valid_from, valid_to, regime().limit(LONGEST).value):
        raise BadSpan(fault)
    _refuse_unfit_station(station, area.code, valid_from)
    try:
        with transaction.atomic():
            return Delegation.objects.create(
                area_code=area.code,
                station=station,
                department=department,
                powers=list(dict.fromkeys(Power(each).value for each in powers)),
                industries=list(dict.fromkeys(industries)),
                matters=matters,
                valid_from=valid_from,
                valid_to=valid_to,
                number=number.strip(),
                published_on=published_on,
                published_in=published_in,
                given_by=f"{actor.post} {actor.name}",
                given_by_post_id=actor.post_id or None,
            )
    except IntegrityError as error:
        if "a_number_entrusts_once_in_a_township" in str(error):
            raise NumberTaken(number) from None
        raise


@command(grant="delegation.entrust", title="撤回执法权委托", capability=Capability.DELEGATION)
def revoke(actor: Actor, delegation: Delegation, *, on: date, reason: str) -> None:
    """Take an entrustment back from a day on. Raises OtherDepartment, ReasonMissing, TooEarly, IllegalStep."""
    _refuse_wrong_principal(actor, delegation.department)
    if not reason.strip():
        raise ReasonMissing()
    if on < today():
        raise TooEarly()
    ENTRUSTMENT.take(delegation, "revoke", revoked_on=on, revoke_reason=reason)


def refuse_without_power(actor: Actor, power: Power, *, area_code: str, industry: str, on: date) -> None:
    """For commands of higher apps: a post that has its powers by entrustment shows the paper.

    Raises NotDelegated with the name of the missing paper. Does nothing where the regime asks for none.
    """
    if not queries.is_trustee(actor) or queries.paper_for(area_code, power, industry, on):
        return
    from_whom = "、".join(queries.principals_of(industry)) or "主管部门"
    name, where = short_names().get(industry, industry), path_of(area_code[:9])
    raise NotDelegated(f"{where}安监站 {on} 没有“{name}”行业的{power.label}，须先由{from_whom}出具并公布执法委托书")


def _refuse_wrong_principal(actor: Actor, department: str) -> None:
    """Raises SubEntrusting for a station, OtherDepartment for another unit than the actor's; the console is nobody."""
    if actor.kind in regime().lists.get(queries.TRUSTEES, ()):
        raise SubEntrusting()
    if not department.strip() or (actor.post_id and queries.unit_of(actor) != department):
        raise OtherDepartment(department)


def _refuse_unfit_content(actor: Actor, powers: list[Power], industries: list[str], matters: list[str]) -> None:
    if not powers or not industries or not matters:
        raise NothingEntrusted()
    if unknown := [each for each in powers if each not in Power.values]:
        raise UnknownPower("、".join(unknown))
    names = short_names()
    if unknown := [each for each in industries if each not in names]:
        raise UnknownIndustry("、".join(unknown))
    if actor.industries and (foreign := [each for each in industries if each not in actor.industries]):
        raise BeyondOwnPower("、".join(names[each] for each in foreign))
    rule = regime()
    if found := rules.forbidden_words(matters, rule.lists.get(FORBIDDEN, ())):
        told = "；".join(f"“{matter}”含“{word}”" for matter, word in found)
        raise MatterForbidden(f"{told}。{rule.texts.get(BASIS, '')}")


def _refuse_unfit_station(station: str, area_code: str, on: date) -> None:
    if station not in queries.stations_in(area_code):
        raise NoSuchStation(station)
    least, there = regime().limit(OFFICERS).value, queries.certified_in(station, area_code, on)
    if there < least:
        raise StationUnfit(f"持有效执法证 {there} 人，至少 {least} 人")
