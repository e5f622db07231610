"""Named reads of teams."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from sanze.foundation.identity.models import Post
from sanze.foundation.moment import today
from sanze.foundation.regime.queries import regime, target_for
from sanze.foundation.scope.actor import Actor
from sanze.know.teams import rules
from sanze.know.teams.models import EXPIRING, SEATS, PatrolCover, PatrolSeat, PatrolTeam, TeamMember

PROFESSIONAL_SHARE, STAFFED_SHARE = "teams.professional_share", "teams.patrols_staffed"
PATROLLED = "industries.patrolled"


def present(on: date) -> QuerySet[TeamMember]:
    """The members of all teams on a day."""
    return TeamMember.objects.filter(Q(left_on=None) | Q(left_on__gt=on), joined_on__lte=on)


def certificates_ending(on: date) -> QuerySet[TeamMember]:
    """Members whose certificate has run out or soon does."""
    last = on + timedelta(days=regime().limit(EXPIRING).value - 1)
    return present(on).filter(certificate_until__lte=last)


def unit_of(actor: Actor) -> str:
    """The unit of the actor's post, empty for the console."""
    return Post.objects.filter(pk=actor.post_id).values_list("unit", flat=True).first() or ""


def patrolled_industries() -> tuple[str, ...]:
    """The industries in which patrol teams are formed."""
    return regime().lists.get(PATROLLED, ())


def team_of(enterprise_id: int) -> PatrolTeam | None:
    """The patrol team of an enterprise today."""
    cover = PatrolCover.objects.filter(enterprise_id=enterprise_id, until=None).select_related("team").first()
    return cover.team if cover else None


def seats_of(team: PatrolTeam, on: date) -> QuerySet[PatrolSeat]:
    """Who holds the seats of a team on a day."""
    return team.seats.filter(Q(until=None) | Q(until__gt=on), since__lte=on)


def progress(actor: Actor) -> list[tuple[date, int, int, int, int]]:
    """At each end of a quarter since the first team and today: day, teams, complete teams, seats filled, seats wanted.

    Of the teams under the actor's eyes, by the days on which seats were taken and left.
    """
    teams = list(PatrolTeam.objects.visible_to(actor).values_list("pk", "formed_on"))
    if not teams:
        return []
    every = len(regime().lists.get(SEATS, ()))
    held = list(PatrolSeat.objects.visible_to(actor).values_list("team_id", "since", "until"))
    first, last = min(formed for _, formed in teams), today()
    lines = []
    for day in [*rules.quarter_ends(first, last - timedelta(days=1)), last]:
        there = [pk for pk, formed in teams if formed <= day]
        filled = [team for team, since, until in held if since <= day and (until is None or until > day)]
        complete = sum(filled.count(pk) >= every for pk in there)
        lines.append((day, len(there), complete, len(filled), every * len(there)))
    return lines


def staffed_by() -> date | None:
    """The day by which all patrol teams are to be staffed and funded."""
    target = target_for(STAFFED_SHARE)
    return target.by if target else None
