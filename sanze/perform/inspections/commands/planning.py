"""Approval before an administrative inspection (行政检查审批), and the yearly cap."""

from datetime import date

from sanze.foundation.acts.command import command
from sanze.foundation.acts.events import publish
from sanze.foundation.acts.refusal import Refused
from sanze.foundation.capabilities import Capability
from sanze.foundation.identity.models import Post
from sanze.foundation.moment import today
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import Actor
from sanze.know.delegation.commands import refuse_without_power
from sanze.know.delegation.models import Power
from sanze.know.parties.models import Enterprise
from sanze.know.standards import queries as standards
from sanze.perform.dangers.commands.refusals import (
    NoPerson,
    UnknownStandard,
    refuse_no_reason,
    refuse_what_does_not_fit,
)
from sanze.perform.inspections import rules
from sanze.perform.inspections.events import VisitApplied, VisitApproved
from sanze.perform.inspections.models import Visit, VisitKind
from sanze.perform.inspections.queries import certified, counted, yearly_cap
from sanze.perform.inspections.states import PLANNING, VisitState
from sanze.perform.inspections.values import Officer


class PlannedInThePast(Refused):
    message = "计划日期已经过去，行政检查须先批准后进行"


class CapReached(Refused):
    message = "该企业本年度行政检查次数已达上限"


class UnknownExemption(Refused):
    message = "不计入频次的事由不在规定的范围内"


class OfficersUnfit(Refused):
    message = "检查人员不符合要求"


class OwnApplication(Refused):
    message = "行政检查须由申请人以外的人审批"


@command(grant="inspections.apply", title="申请行政检查", capability=Capability.VISITS)
def apply(
    actor: Actor,
    enterprise: Enterprise,
    *,
    on: date,
    reason: str,
    officers: list[int],
    items: list[str] | None = None,
    basis: str = "",
    exempt_reason: str = "",
) -> Visit:
    """Apply for an inspection on a day to come. officers: ids of persons. items: codes to be checked.

    Raises NoPerson, PlannedInThePast, UnknownStandard, UnknownExemption, CapReached with the count of all
    bodies, OfficersUnfit.
    """
    if actor.person_id is None:
        raise NoPerson()
    refuse_no_reason(reason)
    refuse_what_does_not_fit(Visit, reason=reason, basis=basis)
    if on < today():
        raise PlannedInThePast(on)
    items = list(dict.fromkeys(items or []))
    _refuse_unknown(items, on)
    _refuse_past_cap(enterprise, on, exempt_reason)
    chosen = chosen_officers(officers, on)
    visit = Visit.objects.create(
        kind=VisitKind.ADMIN,
        enterprise=enterprise,
        area_code=enterprise.area_code,
        industry=enterprise.industry,
        day=on,
        planned_on=on,
        reason=reason,
        basis=basis,
        items=items,
        exempt_reason=exempt_reason,
        officers=[[each.person_id, each.name, each.certificate] for each in chosen],
        officer_ids=[each.person_id for each in chosen],
        applicant=actor.name,
        applicant_id=actor.person_id,
        applicant_post=actor.post,
        applicant_post_id=actor.post_id,
        applied_on=today(),
    )
    publish(VisitApplied(visit.pk, enterprise.pk))
    return visit


@command(grant="inspections.approve", title="批准行政检查", capability=Capability.VISITS)
def approve(actor: Actor, visit: Visit, *, opinion: str = "") -> None:
    """Approve an inspection that somebody else applied for. Raises NoPerson, OwnApplication, NotDelegated."""
    _refuse_own(actor, visit)
    # A visit that nobody planned is refused by its state, a line below.
    day = visit.planned_on or today()
    refuse_without_power(actor, Power.INSPECTION, area_code=visit.area_code, industry=visit.industry, on=day)
    refuse_what_does_not_fit(Visit, opinion=opinion)
    PLANNING.take(visit, "approve", **_decision(actor, opinion))
    publish(VisitApproved(visit.pk, visit.enterprise_id))


@command(grant="inspections.approve", title="不批准行政检查", capability=Capability.VISITS)
def decline(actor: Actor, visit: Visit, *, opinion: str) -> None:
    """Turn an application down, saying why. Raises NoPerson, OwnApplication, ReasonMissing."""
    _refuse_own(actor, visit)
    refuse_no_reason(opinion)
    refuse_what_does_not_fit(Visit, opinion=opinion)
    PLANNING.take(visit, "decline", **_decision(actor, opinion))


@command(grant="inspections.cancel", title="取消行政检查", capability=Capability.VISITS)
def cancel(actor: Actor, visit: Visit, *, reason: str) -> None:
    """Give up an inspection applied for or approved; it no longer counts against the cap. Raises ReasonMissing."""
    refuse_no_reason(reason)
    PLANNING.take(visit, "cancel")


def follow_enterprise(enterprise_id: int, *, area_code: str, industry: str) -> int:
    """Inside another act: inspections not yet done go where their enterprise went; returns how many."""
    rows = Visit.objects.filter(enterprise_id=enterprise_id, state__in=[VisitState.APPLIED, VisitState.APPROVED])
    return rows.update(area_code=area_code, industry=industry)


def chosen_officers(person_ids: list[int], on: date) -> list[Officer]:
    """The officers of an inspection on a day, in the order named. Raises OfficersUnfit with every fault."""
    fit = certified(person_ids, on)
    least = regime().limit("inspections.officers").value
    if faults := rules.officer_faults(person_ids, fit, least=least):
        raise OfficersUnfit("；".join(faults))
    return [fit[each] for each in dict.fromkeys(person_ids)]


def refuse_past_cap(enterprise_id: int, on: date, besides: int | None = None) -> None:
    """Raises CapReached where the enterprise has had all its inspections of that year. besides: a visit not counted."""
    count, cap = counted(enterprise_id, on).exclude(pk=besides).count(), yearly_cap()
    if count >= cap:
        raise CapReached(f"{on.year} 年上限 {cap} 次，各部门已安排或者完成 {count} 次")


def _refuse_past_cap(enterprise: Enterprise, on: date, exempt_reason: str) -> None:
    if not exempt_reason:
        refuse_past_cap(enterprise.pk, on)
    elif exempt_reason not in regime().lists["inspections.cap_exempt"]:
        raise UnknownExemption(exempt_reason)


def _refuse_unknown(items: list[str], on: date) -> None:
    """Raises UnknownStandard for a code that the library does not know."""
    for code in items:
        try:
            standards.item(code, on)
        except KeyError:
            raise UnknownStandard(code) from None


def _refuse_own(actor: Actor, visit: Visit) -> None:
    if actor.person_id is None:
        raise NoPerson()
    if actor.person_id == visit.applicant_id or actor.post_id == visit.applicant_post_id:
        raise OwnApplication()


def _decision(actor: Actor, opinion: str) -> dict:
    return {
        "approver": actor.name,
        "approver_id": actor.person_id,
        "approver_post": actor.post,
        "approved_on": today(),
        "opinion": opinion,
    }


def pass_planned(post: Post, successor: Post) -> int:
    """Inside another act: inspections applied for by a post that closes are carried on by the successor."""
    rows = Visit.objects.filter(applicant_post_id=post.pk, state__in=[VisitState.APPLIED, VisitState.APPROVED])
    return rows.update(applicant_post_id=successor.pk, applicant_post=str(successor))
