"""How a danger comes on record: reported, reported by the enterprise itself, or found on a visit."""

from dataclasses import dataclass, replace
from datetime import date

from django.db import connection

from sanze.foundation.acts.command import command
from sanze.foundation.acts.events import publish
from sanze.foundation.acts.refusal import Refused
from sanze.foundation.capabilities import Capability
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import Actor
from sanze.know.parties.models import Enterprise
from sanze.perform.dangers.commands import owing, proofs
from sanze.perform.dangers.commands.refusals import UnknownStandard, refuse_what_does_not_fit, refuse_wrong_day
from sanze.perform.dangers.events import DangerReported
from sanze.perform.dangers.models import Category, Danger, Source
from sanze.perform.dangers.queries import basis_of
from sanze.perform.dangers.states import LOOP


@dataclass(frozen=True)
class Finding:
    """A danger as somebody found it. evidence: content hashes. repeat_of: the danger that came back, if one did.

    corrected_on_spot: removed before the finder left (当场改正); it still waits for somebody else to close it.
    """

    title: str
    description: str = ""
    place: str = ""
    category: str = Category.THINGS.value
    item_code: str = ""
    criterion_code: str = ""
    basis: str = ""
    interim: str = ""
    major_suspected: bool = False
    corrected_on_spot: bool = False
    repeat_of: int | None = None
    evidence: tuple[str, ...] = ()


class WrongSource(Refused):
    """Self-checks and inspections have acts of their own, with conditions of their own."""

    message = "该来源的隐患不能这样上报"


class MajorOnSpot(Refused):
    message = "疑似重大的隐患不能当场改正了事，须定级并下达整改指令"


class TooMany(Refused):
    message = "一次登记的隐患太多，请分次登记"


class NotARepeat(Refused):
    message = "所指的重复隐患不是这家单位的"


MOST_AT_ONCE = 100
REPORTED_DIRECTLY = (Source.DAILY, Source.PATROL, Source.TIP_OFF, Source.ASSIGNED, Source.SERVICE)


@command(grant="dangers.report", title="上报隐患", capability=Capability.DANGER_LOOP)
def report(
    actor: Actor, enterprise: Enterprise, *, finding: Finding, on: date, source: str = Source.DAILY.value
) -> Danger:
    """Report a danger seen at an enterprise. Raises WrongSource, and what `write_findings` raises."""
    if source not in REPORTED_DIRECTLY:
        raise WrongSource(source)
    return write_findings(actor, where(enterprise), [finding], on=on, source=Source(source))[0]


@command(grant="dangers.self_report", title="自查自报隐患", capability=Capability.DANGER_LOOP)
def self_report(actor: Actor, enterprise: Enterprise, *, finding: Finding, on: date) -> Danger:
    """Report a danger that the enterprise itself found; it is marked as self-reported for good."""
    return write_findings(actor, where(enterprise), [finding], on=on, source=Source.SELF_CHECK)[0]


@dataclass(frozen=True)
class Where:
    """The enterprise at which something was found, with what a danger copies of it."""

    enterprise_id: int
    area_code: str
    industry: str


def where(enterprise: Enterprise) -> Where:
    """Where a finding at this enterprise belongs."""
    return Where(enterprise.pk, enterprise.area_code, enterprise.industry)


def write_findings(actor: Actor, place: Where, findings: list[Finding], *, on: date, source: Source) -> list[Danger]:
    """Put findings on record inside the act in progress: one insert for all of them, one for what they make owed.

    Raises TooMany, WrongDay, DoesNotFit, UnknownStandard, MajorOnSpot, NotARepeat, UnknownEvidence.
    """
    if not findings:
        return []
    if len(findings) > MOST_AT_ONCE:
        raise TooMany(f"最多 {MOST_AT_ONCE} 条")
    refuse_wrong_day(on)
    for finding in findings:
        _refuse(finding)
    findings = [_with_basis(each, on) for each in findings]
    _refuse_repeats_of_others(place, findings)
    numbers = _numbers(len(findings), on)
    dangers = Danger.objects.bulk_create(
        _danger(actor, place, finding, number, on, source) for finding, number in zip(findings, numbers, strict=True)
    )
    for danger, finding in zip(dangers, findings, strict=True):
        proofs.keep(actor, danger, finding.evidence, proofs.FOUND)
        if danger.corrected_on_spot:
            _correct(actor, danger)
        publish(DangerReported(danger.pk, place.enterprise_id, danger.self_reported, danger.major_suspected))
    owing.reported(dangers)
    return dangers


def _refuse(finding: Finding) -> None:
    refuse_what_does_not_fit(
        Danger,
        title=finding.title,
        description=finding.description,
        place=finding.place,
        category=finding.category,
        item_code=finding.item_code,
        criterion_code=finding.criterion_code,
        interim=finding.interim,
    )
    if finding.corrected_on_spot and finding.major_suspected:
        raise MajorOnSpot(finding.title)


def _with_basis(finding: Finding, on: date) -> Finding:
    """The finding with the basis that its codes give where none is told. Raises UnknownStandard, DoesNotFit."""
    try:
        basis = basis_of(finding.item_code, finding.criterion_code, on)
    except KeyError as unknown:
        raise UnknownStandard(unknown.args[0]) from None
    found = replace(finding, basis=finding.basis or basis)
    refuse_what_does_not_fit(Danger, basis=found.basis)
    return found


def _refuse_repeats_of_others(place: Where, findings: list[Finding]) -> None:
    repeats = {each.repeat_of for each in findings if each.repeat_of is not None}
    if repeats and Danger.objects.filter(pk__in=repeats, enterprise_id=place.enterprise_id).count() != len(repeats):
        raise NotARepeat()


def _numbers(count: int, on: date) -> list[str]:
    """The next numbers in the form that the regime gives them; unique, with gaps where an act was refused."""
    form = regime().texts["dangers.number"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('dangers_serial') FROM generate_series(1, %s)", [count])
        return [form.format(on=on, serial=serial) for (serial,) in cursor.fetchall()]


def _danger(actor: Actor, place: Where, finding: Finding, number: str, on: date, source: Source) -> Danger:
    return Danger(
        number=number,
        enterprise_id=place.enterprise_id,
        area_code=place.area_code,
        industry=place.industry,
        title=finding.title.strip(),
        description=finding.description,
        place=finding.place,
        category=finding.category,
        item_code=finding.item_code,
        criterion_code=finding.criterion_code,
        basis=finding.basis,
        interim=finding.interim,
        major_suspected=finding.major_suspected or bool(finding.criterion_code),
        corrected_on_spot=finding.corrected_on_spot,
        repeat_of_id=finding.repeat_of,
        source=source.value,
        self_reported=source is Source.SELF_CHECK,
        found_on=on,
        finder=actor.name,
        finder_id=actor.person_id,
        finder_post=actor.post,
        finder_post_id=actor.post_id,
    )


def _correct(actor: Actor, danger: Danger) -> None:
    """Take what was corrected on the spot to its re-inspection; whoever saw it corrected counts as having done it."""
    LOOP.take(
        danger,
        "correct",
        major=False,
        grade_reason="当场改正的一般隐患",
        due_on=danger.found_on,
        rectified_on=danger.found_on,
        account="当场改正",
        rectifier=actor.name,
        rectifier_id=actor.person_id,
        rectifier_post_id=actor.post_id,
    )
