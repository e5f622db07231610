"""Putting visits on record, with the dangers they found; one without findings is a record as well."""

from dataclasses import asdict
from datetime import date, datetime

from sanze.foundation.acts.command import command
from sanze.foundation.acts.events import publish
from sanze.foundation.acts.refusal import Refused
from sanze.foundation.capabilities import Capability
from sanze.foundation.evidence.commands import attach
from sanze.foundation.moment import SHANGHAI, now
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import Actor
from sanze.foundation.states.machine import IllegalStep
from sanze.know.delegation.commands import refuse_without_power
from sanze.know.delegation.models import Power
from sanze.know.parties.models import Enterprise
from sanze.perform.dangers.commands.refusals import refuse_unstorable, refuse_what_does_not_fit
from sanze.perform.dangers.commands.reporting import Finding, Where, write_findings
from sanze.perform.dangers.models import Source
from sanze.perform.inspections import rules
from sanze.perform.inspections.commands.planning import chosen_officers, refuse_past_cap
from sanze.perform.inspections.events import VisitRecorded
from sanze.perform.inspections.models import Visit, VisitFinding, VisitKind
from sanze.perform.inspections.queries import approval_ends
from sanze.perform.inspections.states import PLANNING, VisitState
from sanze.perform.inspections.values import CheckResult, Training


class WrongTime(Refused):
    message = "检查时间不对"


class WrongPlace(Refused):
    message = "位置不对"


class TrainingNotAsked(Refused):
    message = "行政检查须首先检查教育培训，未填写培训检查结果不能提交"


class TrainingFindingMissing(Refused):
    message = "教育培训检查不合格，须登记为隐患"


class ResultsUnfit(Refused):
    message = "检查表填写不完整或者前后矛盾"


class ApprovalLapsed(Refused):
    message = "审批已过有效期，须重新申请"


class NotOnTheTeam(Refused):
    message = "检查记录须由参加检查的执法人员提交"


class NobodySigned(Refused):
    message = "须有被检查单位人员签字，拒签的须注明情况"


class AlsoSigned(Refused):
    message = "签字与拒签说明只能填写一项"


@command(grant="inspections.record", title="记录行政检查", capability=Capability.VISITS)
def record(
    actor: Actor,
    visit: Visit,
    *,
    started_at: datetime,
    ended_at: datetime,
    results: list[CheckResult],
    training: Training | None = None,
    findings: list[Finding] | None = None,
    officers: list[int] | None = None,
    accompanied_by: str = "",
    conclusion: str = "",
    signature: str = "",
    refusal_note: str = "",
    longitude: float | None = None,
    latitude: float | None = None,
    evidence: list[str] | None = None,
) -> None:
    """Record an approved inspection and report what it found, all in one act.

    officers: those who came, where others than planned. Raises IllegalStep unless approved, WrongTime, WrongPlace,
    NotDelegated, ApprovalLapsed, CapReached (in another year than planned), OfficersUnfit, NotOnTheTeam,
    TrainingNotAsked, TrainingFindingMissing, ResultsUnfit, NobodySigned, AlsoSigned, and what `write_findings` raises.
    """
    if visit.state != VisitState.APPROVED:
        raise IllegalStep(f"「{visit.get_state_display()}」")
    findings = findings or []
    day = _refuse_wrong_time_or_place(started_at, ended_at, longitude, latitude)
    refuse_without_power(actor, Power.INSPECTION, area_code=visit.area_code, industry=visit.industry, on=day)
    _refuse_without_approval(visit, day)
    chosen = chosen_officers(visit.officer_ids if officers is None else officers, day)
    if actor.person_id not in [each.person_id for each in chosen]:
        raise NotOnTheTeam()
    _refuse_untrained(training, findings)
    _refuse_results(results, visit.items, findings)
    _refuse_unsigned(signature, refusal_note)
    refuse_what_does_not_fit(
        Visit, accompanied_by=accompanied_by, signature=signature, refusal_note=refusal_note, conclusion=conclusion
    )
    PLANNING.take(
        visit,
        "record",
        day=day,
        started_at=started_at,
        ended_at=ended_at,
        officers=[[each.person_id, each.name, each.certificate] for each in chosen],
        officer_ids=[each.person_id for each in chosen],
        training=asdict(training) if training else {},
        results=[each.row() for each in results],
        findings=len(findings),
        accompanied_by=accompanied_by,
        conclusion=conclusion,
        signature=signature,
        refusal_note=refusal_note,
        longitude=longitude,
        latitude=latitude,
        **_recorder(actor),
    )
    _report(actor, visit, findings, Source.INSPECTION)
    _with_pictures(actor, visit, evidence)


@command(grant="inspections.patrol", title="记录网格巡查", capability=Capability.VISITS)
def patrol(
    actor: Actor,
    enterprise: Enterprise,
    *,
    started_at: datetime,
    ended_at: datetime,
    results: list[CheckResult] | None = None,
    findings: list[Finding] | None = None,
    conclusion: str = "",
    longitude: float | None = None,
    latitude: float | None = None,
    evidence: list[str] | None = None,
) -> Visit:
    """Record a grid patrol; what it found goes up to be graded. Raises WrongTime, WrongPlace, ResultsUnfit."""
    place = (longitude, latitude)
    visit = _visit(actor, enterprise, VisitKind.PATROL, started_at, ended_at, results, findings, conclusion, *place)
    return _with_pictures(actor, visit, evidence)


@command(grant="inspections.serve", title="记录服务指导", capability=Capability.VISITS)
def serve(
    actor: Actor,
    enterprise: Enterprise,
    *,
    started_at: datetime,
    ended_at: datetime,
    results: list[CheckResult] | None = None,
    findings: list[Finding] | None = None,
    conclusion: str = "",
    longitude: float | None = None,
    latitude: float | None = None,
    evidence: list[str] | None = None,
) -> Visit:
    """Record a service visit: advice without legal effect. Raises WrongTime, WrongPlace, ResultsUnfit."""
    place = (longitude, latitude)
    visit = _visit(actor, enterprise, VisitKind.SERVICE, started_at, ended_at, results, findings, conclusion, *place)
    return _with_pictures(actor, visit, evidence)


# For what a picture of a visit was brought.
SCENE = "scene"
SOURCES = {VisitKind.PATROL: Source.PATROL, VisitKind.SERVICE: Source.SERVICE}


def _visit(
    actor: Actor,
    enterprise: Enterprise,
    kind: VisitKind,
    started_at: datetime,
    ended_at: datetime,
    results: list[CheckResult] | None,
    findings: list[Finding] | None,
    conclusion: str,
    longitude: float | None,
    latitude: float | None,
) -> Visit:
    results, findings = results or [], findings or []
    day = _refuse_wrong_time_or_place(started_at, ended_at, longitude, latitude)
    _refuse_results(results, [], findings)
    refuse_what_does_not_fit(Visit, conclusion=conclusion)
    visit = Visit.objects.create(
        kind=kind,
        enterprise=enterprise,
        area_code=enterprise.area_code,
        industry=enterprise.industry,
        state=VisitState.RECORDED,
        day=day,
        started_at=started_at,
        ended_at=ended_at,
        officers=[[actor.person_id, actor.name, ""]],
        officer_ids=[actor.person_id] if actor.person_id else [],
        results=[each.row() for each in results],
        findings=len(findings),
        conclusion=conclusion,
        longitude=longitude,
        latitude=latitude,
        **_recorder(actor),
    )
    _report(actor, visit, findings, SOURCES[kind])
    return visit


def _report(actor: Actor, visit: Visit, findings: list[Finding], source: Source) -> None:
    place = Where(visit.enterprise_id, visit.area_code, visit.industry)
    dangers = write_findings(actor, place, findings, on=visit.day, source=source)
    if dangers:
        VisitFinding.objects.bulk_create(VisitFinding(visit=visit, danger=each) for each in dangers)
    publish(VisitRecorded(visit.pk, visit.kind, visit.enterprise_id, visit.day, actor.post_id, len(dangers)))


def _with_pictures(actor: Actor, visit: Visit, evidence: list[str] | None) -> Visit:
    """Attach what was photographed on the spot. evidence: content hashes. Raises UnknownEvidence."""
    if evidence:
        attach(actor, visit, evidence, SCENE)
    return visit


def _recorder(actor: Actor) -> dict:
    return {
        "recorder": actor.name,
        "recorder_id": actor.person_id,
        "recorder_post": actor.post,
        "recorder_post_id": actor.post_id,
    }


def _refuse_wrong_time_or_place(
    start: datetime, end: datetime, longitude: float | None, latitude: float | None
) -> date:
    """The day of the visit in China. Raises WrongTime, WrongPlace."""
    if fault := rules.time_fault(start, end, now()):
        raise WrongTime(fault)
    if fault := rules.place_fault(longitude, latitude):
        raise WrongPlace(fault)
    return start.astimezone(SHANGHAI).date()


def _refuse_without_approval(visit: Visit, day: date) -> None:
    """Raises WrongTime before the approval, ApprovalLapsed after its term, CapReached in a year already full."""
    if day < visit.approved_on:
        raise WrongTime(f"检查日期早于批准日期 {visit.approved_on}")
    if day > (ends := approval_ends(visit)):
        raise ApprovalLapsed(ends)
    if not visit.exempt_reason and day.year != visit.planned_on.year:
        refuse_past_cap(visit.enterprise_id, day, besides=visit.pk)


def _refuse_untrained(training: Training | None, findings: list[Finding]) -> None:
    """Raises TrainingNotAsked where the regime puts training first, TrainingFindingMissing where it failed unseen."""
    if training is None:
        if regime().switches.get("inspections.training_first"):
            raise TrainingNotAsked()
        return
    if training.untrained < 0:
        raise ResultsUnfit("未经培训上岗人数不能小于 0")
    refuse_unstorable(training.note)
    if not training.passes() and not findings:
        raise TrainingFindingMissing()


def _refuse_results(results: list[CheckResult], planned: list[str], findings: list[Finding]) -> None:
    if faults := rules.result_faults(results, planned, [each.item_code for each in findings]):
        raise ResultsUnfit("；".join(faults))
    refuse_unstorable(*(text for each in results for text in each.row()))


def _refuse_unsigned(signature: str, refusal_note: str) -> None:
    if not signature.strip() and not refusal_note.strip():
        raise NobodySigned()
    if signature.strip() and refusal_note.strip():
        raise AlsoSigned()
