"""Naming posts to answer for subjects: assigned, ended, passed to another post many at once."""

from datetime import date

from django.db import IntegrityError, connection, models, transaction
from django.db.models import Q

from sanze.foundation.acts.command import command
from sanze.foundation.acts.records import change
from sanze.foundation.acts.refusal import OutOfScope
from sanze.foundation.capabilities import Capability
from sanze.foundation.identity.models import Post
from sanze.foundation.moment import today
from sanze.foundation.regime.entries.subject import Responsibility
from sanze.foundation.regime.queries import regime
from sanze.foundation.regime.vocabulary import SUBJECTS
from sanze.foundation.scope.actor import Actor
from sanze.foundation.scope.place import coordinates_of, in_sight
from sanze.know.jurisdictions.models import Area
from sanze.know.responsibility.commands import refusals
from sanze.know.responsibility.models import Assignment
from sanze.know.responsibility.queries import in_force
from sanze.know.responsibility.states import Role


@command(grant="responsibility.assign", title="指定责任岗位", capability=Capability.COVERAGE)
def assign(
    actor: Actor,
    post: Post,
    *,
    kind: str,
    about: str,
    first: date,
    until: date | None = None,
    role: Role = Role.MAIN,
    hazard: str = "",
    industry: str = "",
    slot: int = 1,
    paper: str = "",
    reason: str = "",
) -> Assignment:
    """Name a post to answer for a subject from a day on, until another day (not included) or for good.

    about: label of a record, 'app.model:17'; an area covers what lies inside, all of it or one industry of it.
    Raises UnknownResponsibility, UnknownHazard, NotOneOfItsSubjects, OthersAssign, WrongKindOfPost, PostIsClosed,
    DaysGoneBy, EndsBeforeItBegins, NothingItRestsOn, NoSuchSlot, AnsweredAlready, NamedAlready, OutOfScope.
    """
    asked = _asked(actor, kind, hazard, slot)
    record = _record(actor, about)
    _refuse_unfit_subject(asked, record)
    _refuse_unfit_post(asked, post, record, first)
    _refuse_days(first, until)
    if not (paper.strip() or reason.strip()):
        raise refusals.NothingItRestsOn()
    place = coordinates_of(record)
    made = Assignment(
        kind=kind,
        role=Role(role),
        subject=about,
        subject_name=str(record)[:240],
        prefix=record.code if isinstance(record, Area) else "",
        hazard=hazard,
        industry=industry,
        slot=slot,
        post=post,
        first=first,
        until=until,
        paper=paper.strip(),
        reason=reason.strip(),
        area_code=place["area_code"],
    )
    return _unless_answered(made)


@command(grant="responsibility.end", title="终止责任指定", capability=Capability.COVERAGE)
def end(actor: Actor, assignment: Assignment, *, on: date, reason: str) -> None:
    """End an assignment; `on` is the first day on which it no longer holds. One not yet begun is withdrawn so.

    Raises OthersAssign, EndedAlready, DaysGoneBy, NothingItRestsOn.
    """
    _asked(actor, assignment.kind)
    if assignment.until is not None and assignment.until <= today():
        raise refusals.EndedAlready(assignment)
    if on < today():
        raise refusals.DaysGoneBy()
    if not reason.strip():
        raise refusals.NothingItRestsOn()
    change(assignment, until=max(on, assignment.first), end_reason=reason.strip())


@command(grant="responsibility.reassign", title="成批改派责任", capability=Capability.COVERAGE)
def reassign(
    actor: Actor, post: Post, *, kind: str, subjects: list[str], on: date, paper: str = "", reason: str = ""
) -> None:
    """Let a post answer for these subjects from a day on, whoever did so before; each ending and naming is sealed.

    Raises NothingToReassign, and whatever `assign` and `end` raise.
    """
    if not subjects:
        raise refusals.NothingToReassign()
    for subject in sorted(set(subjects)):
        for each in in_force(on).filter(kind=kind, subject=subject, role=Role.MAIN, hazard="", industry=""):
            end(actor, each, on=on, reason=reason or paper)
        assign(actor, post, kind=kind, about=subject, first=on, paper=paper, reason=reason)


def _asked(actor: Actor, kind: str, hazard: str = "", slot: int = 1) -> Responsibility:
    """The responsibility as the regime has it, if this post may say who bears it."""
    found = regime().responsibilities.get(kind)
    if found is None:
        raise refusals.UnknownResponsibility(kind)
    if hazard and hazard not in found.hazards:
        raise refusals.UnknownHazard(hazard)
    if found.assigned_by and actor.person_id is not None and actor.kind not in found.assigned_by:
        titles = (regime().posts[each].title for each in found.assigned_by)
        raise refusals.OthersAssign(f"{found.title}由{'、'.join(titles)}指定")
    if slot < 1 or (found.exactly and slot > found.exactly):
        raise refusals.NoSuchSlot(slot)
    return found


def _record(actor: Actor, about: str) -> models.Model:
    """The record of that label, if the actor sees it."""
    try:
        found = in_sight(actor, about)
    except (LookupError, ValueError, AttributeError):
        raise OutOfScope() from None
    if found is None:
        raise OutOfScope()
    return found


def _refuse_unfit_subject(asked: Responsibility, record: models.Model) -> None:
    what = SUBJECTS[regime().selection(asked.subject).what]
    if isinstance(record, Area):
        return
    if not isinstance(record, what.rows().model):
        raise refusals.NotOneOfItsSubjects(f"{asked.title}适用于{what.title}")


def _refuse_unfit_post(asked: Responsibility, post: Post, record: models.Model, first: date) -> None:
    if post.kind not in asked.kinds:
        titles = "、".join(regime().posts[each].title for each in asked.kinds)
        raise refusals.WrongKindOfPost(f"{asked.title}由{titles}承担")
    if post.opened_on > first or (post.closed_on and post.closed_on <= first):
        raise refusals.PostIsClosed(post)
    if post.party_id is not None and post.party_id != coordinates_of(record)["party_id"]:
        raise refusals.NoSuchPost()


def _refuse_days(first: date, until: date | None) -> None:
    if first < today():
        raise refusals.DaysGoneBy()
    if until is not None and until <= first:
        raise refusals.EndsBeforeItBegins()


def _unless_answered(made: Assignment) -> Assignment:
    # Two that name at once would wait for each other inside the constraint; so they queue up before it.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s), hashtext(%s))", [made.kind, made.subject])
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        if "one_post_answers_in_the_main_at_a_time" in str(error):
            raise refusals.AnsweredAlready(_others(made)) from None
        if "a_post_is_named_for_a_subject_once_at_a_time" in str(error):
            raise refusals.NamedAlready(made.post) from None
        raise
    return made


def _others(made: Assignment) -> str:
    """Who answers already, in words."""
    alike = {name: getattr(made, name) for name in ("kind", "subject", "hazard", "industry", "slot", "role")}
    rows = Assignment.objects.filter(Q(until=None) | Q(until__gt=made.first), **alike).select_related("post")
    return "、".join(f"{each.post}（{each.first:%Y-%m-%d}起）" for each in rows)
