"""Putting leaders' visits on record."""

from datetime import datetime

from sanze.foundation.acts.command import command
from sanze.foundation.acts.refusal import Refused
from sanze.foundation.capabilities import Capability
from sanze.foundation.evidence.commands import attach
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import Actor
from sanze.know.parties.models import Enterprise
from sanze.perform.dangers.commands.refusals import NoPerson, refuse_what_does_not_fit
from sanze.perform.dangers.commands.reporting import Finding
from sanze.perform.inspections.commands import recording
from sanze.perform.leaders.models import LeaderVisit
from sanze.perform.leaders.queries import PLACES

VISITED = "visited"
LONGEST = 2000


class PhotoMissing(Refused):
    message = "领导走访须附现场照片"


class UnknownPlace(Refused):
    message = "没有这种走访方式"


class NobodyCame(Refused):
    message = "须写明陪同人员"


class NoInstructions(Refused):
    message = "须写明现场提出的工作要求"


@command(grant="leaders.visit", title="记录领导走访", capability=Capability.LEADERS_VISITS)
def visit(
    actor: Actor,
    enterprise: Enterprise,
    *,
    started_at: datetime,
    ended_at: datetime,
    place: str,
    companions: str,
    instructions: str,
    problems: str = "",
    findings: list[Finding] | None = None,
    evidence: list[str] | None = None,
    longitude: float | None = None,
    latitude: float | None = None,
) -> LeaderVisit:
    """Record that a leader went there: a service visit with whoever came along, what was asked and what was told.

    findings: problems that become dangers and go up to be graded as any other. evidence: photographs.
    Raises NoPerson, PhotoMissing, UnknownPlace, NobodyCame, NoInstructions, DoesNotFit, and what recording a service
    visit raises: WrongTime, WrongPlace.
    """
    if actor.person_id is None:
        raise NoPerson()
    if not evidence:
        raise PhotoMissing()
    if place not in regime().lists[PLACES]:
        raise UnknownPlace(place)
    if not companions.strip():
        raise NobodyCame()
    if not instructions.strip():
        raise NoInstructions()
    refuse_what_does_not_fit(LeaderVisit, companions=companions, problems=problems, instructions=instructions)
    served = recording.serve(
        actor,
        enterprise,
        started_at=started_at,
        ended_at=ended_at,
        findings=findings or [],
        conclusion=f"领导走访（{place}）：{instructions.strip()}",
        longitude=longitude,
        latitude=latitude,
    )
    made = LeaderVisit.objects.create(
        visit=served,
        enterprise=enterprise,
        area_code=enterprise.area_code,
        industry=enterprise.industry,
        listed=enterprise.listed,
        day=served.day,
        place=place,
        leader=actor.name,
        leader_post=actor.post,
        leader_post_id=actor.post_id,
        companions=companions.strip(),
        problems=problems.strip(),
        instructions=instructions.strip(),
        findings=served.findings,
    )
    attach(actor, made, evidence, VISITED)
    return made
