"""Proofs kept on record, and flaws mended: what a proof finds stands until it is mended or no longer found."""

from collections import Counter
from datetime import date

from sanze.foundation.acts.command import command
from sanze.foundation.acts.events import publish
from sanze.foundation.acts.models import Lane
from sanze.foundation.acts.records import change
from sanze.foundation.acts.refusal import Refused
from sanze.foundation.acts.seal import seal_of_heads
from sanze.foundation.capabilities import Capability
from sanze.foundation.documents import issuing
from sanze.foundation.documents.models import OfficialDocument
from sanze.foundation.identity.models import Post
from sanze.foundation.moment import now, today
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import Actor
from sanze.foundation.scope.models import within
from sanze.know.jurisdictions.models import Area, Level
from sanze.know.parties import commands as parties
from sanze.know.parties.models import Enterprise
from sanze.know.responsibility.causes import Cause, Found, Menders, causes
from sanze.know.responsibility.commands.assigning import assign, end
from sanze.know.responsibility.events import FlawsFound, FlawsGone
from sanze.know.responsibility.mends import Candidates, Change, proposed
from sanze.know.responsibility.models import Assignment, Audit, Finding
from sanze.know.responsibility.papers import GAPS, STATEMENT
from sanze.know.responsibility.proofs import proof_of
from sanze.know.responsibility.states import Flaw


class TooSmall(Refused):
    message = "责任覆盖审计以县（市、区）或者乡镇（街道）为单位"


class OtherDay(Refused):
    message = "记入档案的审计只能是今天的；其他日期只能查看"


class GapsRemain(Refused):
    message = "还有未消除的问题，不能出具无空档证明；可以出具空档清单"


class NoGaps(Refused):
    message = "没有空档，请出具无空档证明"


class NotTheLatest(Refused):
    message = "此后责任、岗位或者企业已有变化，请重新审计后再出具"


class MendedAlready(Refused):
    message = "这个问题已经消除"


class NotMendableHere(Refused):
    message = "这一项要在别处办理"


class StillFails(Refused):
    message = "这样改仍不能消除问题，没有改动任何内容"


@command(grant="responsibility.prove", title="责任覆盖审计", capability=Capability.COVERAGE)
def prove(actor: Actor, area: Area, *, on: date) -> Audit:
    """Prove today whether everybody in a county or township who must answer does, and keep what fails.

    A cause that lies above a township is counted in its proof and kept by the county's. What is new is told to the
    apps above, and so is what is found no more. Raises TooSmall, OtherDay.
    """
    if area.level not in (Level.COUNTY, Level.TOWNSHIP):
        raise TooSmall(area)
    if on != today():
        raise OtherDay()
    rules = regime()
    proof = proof_of(rules, on, area.code)
    found = {each.cause: each for each in causes(rules, proof.touched)}
    standing = {_cause_of(each): each for each in Finding.objects.filter(within("area_code", area.code), gone_on=None)}
    fresh = [each for each in found if each not in standing and found[each].area_code.startswith(area.code)]
    gone = [each for each in standing if each not in found]
    audit = Audit.objects.create(
        area_code=area.code,
        on=on,
        at=now(),
        regime=rules.full_version,
        subjects=proof.subjects,
        targets=proof.targets,
        affected=len(proof.touched),
        found=len(found),
        fresh=len(fresh),
        gone=len(gone),
        counts=dict(sorted(Counter(each.flaw.value for each in found).items())),
        digest=proof.digest(),
        heads=heads(),
    )
    made = _keep(audit, [found[each] for each in fresh])
    for each in found:
        if each in standing:
            _follow(standing[each], found[each])
    _let_go(actor, [standing[each] for each in gone], on, "复审未再发现")
    if made:
        publish(FlawsFound(tuple(each.pk for each in made)))
    return audit


@command(grant="responsibility.mend", title="消除空档", capability=Capability.COVERAGE_PROOF)
def mend(actor: Actor, finding: Finding, *, on: date) -> None:
    """Apply the smallest change that mends a finding, each part by the command that people use for it.

    Raises MendedAlready, NotMendableHere, StillFails (then nothing was changed), and what those commands raise.
    """
    if finding.gone_on:
        raise MendedAlready(finding)
    rules = regime()
    found = change_for(finding, Candidates(rules, on))
    if not found.act:
        raise NotMendableHere(found.sentence)
    _apply(actor, finding, found, on)
    again = causes(rules, proof_of(rules, on, finding.area_code, [finding.kind] if finding.kind else []).touched)
    if _cause_of(finding) in {each.cause for each in again}:
        raise StillFails(found.sentence)
    _let_go(actor, [finding], on, found.sentence[:120])


@command(grant="responsibility.issue_statement", title="出具无空档证明", capability=Capability.COVERAGE_PROOF)
def issue_statement(actor: Actor, audit: Audit) -> OfficialDocument:
    """Issue the statement that on the instant of a proof there was no gap. Raises GapsRemain, NotTheLatest."""
    _refuse_stale(audit)
    if audit.found:
        raise GapsRemain(f"{audit.found} 处")
    return issuing.issue(actor, audit, kind=STATEMENT)


@command(grant="responsibility.issue_statement", title="出具空档清单", capability=Capability.COVERAGE_PROOF)
def issue_gap_list(actor: Actor, audit: Audit) -> OfficialDocument:
    """Issue the list of what a proof found, with who must mend it and by when. Raises NoGaps, NotTheLatest."""
    _refuse_stale(audit)
    if not audit.found:
        raise NoGaps()
    return issuing.issue(actor, audit, kind=GAPS)


def _refuse_stale(audit: Audit) -> None:
    """A statement rests on the last proof, and what that found must still be what is found."""
    latest = Audit.objects.filter(area_code=audit.area_code).order_by("-pk").first()
    if latest.pk != audit.pk or audit.on != today():
        raise NotTheLatest()
    if proof_of(regime(), today(), audit.area_code).digest() != audit.digest:
        raise NotTheLatest()


def change_for(finding: Finding, candidates: Candidates) -> Change:
    """The smallest change for a finding as things stand now."""
    told = {name: getattr(finding, name) for name in ("flaw", "kind", "hazard", "industry", "cause", "area_code")}
    return proposed(regime(), candidates, **told, other=finding.other)


def heads() -> str:
    """A seal over the heads of all lanes at this moment."""
    ends = {str(each.post_id): [each.number, each.seal] for each in Lane.objects.order_by("post_id")}
    return seal_of_heads(ends, "", now().timestamp())


def _apply(actor: Actor, finding: Finding, found: Change, on: date) -> None:
    told = dict(found.facts)
    reason = f"消除空档：{found.sentence}"[:200]
    if found.act == "relocate":
        firm = Enterprise.objects.get(pk=int(finding.cause.split(":")[1]))
        place = {name: getattr(firm, name) for name in ("address", "longitude", "latitude")}
        parties.relocate(actor, firm, area_code=told["area_code"], **place)
        return
    paper = Assignment.objects.filter(pk=told.pop("paper_id", None)).first()
    if found.act == "replace" and paper:
        end(actor, paper, on=on, reason=reason)
    post = Post.objects.get(pk=told.pop("post_id"))
    assign(actor, post, first=on, reason=reason, paper=paper.paper if paper else "", **told)


def _cause_of(finding: Finding) -> Cause:
    return Cause(Flaw(finding.flaw), finding.kind, finding.hazard, finding.industry, finding.cause)


def _keep(audit: Audit, found: list[Found]) -> list[Finding]:
    rules = regime()
    menders, candidates = Menders(rules, audit.on), Candidates(rules, audit.on)
    made = []
    for each in found:
        told = {name: getattr(each.cause, name) for name in ("flaw", "kind", "hazard", "industry", "cause")}
        other = each.touched[0].other
        mended = proposed(rules, candidates, **told, area_code=each.area_code, other=other)
        made.append(
            Finding(
                audit=audit,
                **told,
                cause_name=each.name,
                other=other,
                area_code=each.area_code,
                reach=each.reach(),
                touched=len(each.touched),
                sample=each.sample(),
                mend=mended.sentence[:300],
                mender=menders.post(each.cause.flaw, each.area_code),
                due_on=menders.due(each.cause.flaw),
                found_on=audit.on,
            )
        )
    return Finding.objects.bulk_create(made)


def _follow(finding: Finding, found: Found) -> None:
    """What a standing finding touches may have grown or shrunk."""
    told = {"reach": found.reach(), "touched": len(found.touched), "sample": found.sample()}
    changes = {name: value for name, value in told.items() if getattr(finding, name) != value}
    if changes:
        change(finding, **changes)


def _let_go(actor: Actor, findings: list[Finding], on: date, how: str) -> None:
    for each in findings:
        change(each, gone_on=on, gone_by=how)
    if findings:
        publish(FlawsGone(tuple(each.pk for each in findings), actor))
