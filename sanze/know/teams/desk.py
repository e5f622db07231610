"""What teams put on workbenches and on the pages of enterprises."""

from django.http import HttpRequest
from django.urls import reverse

from sanze.foundation.moment import today
from sanze.foundation.pages.slots import Figure, Panel, Task, Waiting
from sanze.foundation.scope.actor import Actor
from sanze.know.parties.models import Enterprise
from sanze.know.teams import queries
from sanze.know.teams.models import PatrolTeam

FIRST = 5


def waiting(actor: Actor) -> list[Waiting]:
    """Certificates of the actor's own team that ran out or soon do."""
    if not actor.may("teams.enlist"):
        return []
    rows = queries.certificates_ending(today()).filter(team__department=queries.unit_of(actor))
    count = rows.count()
    if not count:
        return []
    tasks = [
        Task(title=f"{each.name}：{each.certificate_no}", about=each.team.name, url=each.get_absolute_url(),
             due_on=each.certificate_until)
        for each in rows.select_related("team").order_by("certificate_until", "pk")[:FIRST]
    ]  # fmt: skip
    late = rows.filter(certificate_until__lt=today()).count()
    return [Waiting("执法证到期", f"{reverse('team-members')}?certificate=ending", count, late, tasks)]


def figures(actor: Actor) -> list[Figure]:
    """How many patrol teams are staffed and funded."""
    if not actor.may("teams.form_patrol") or actor.party_id is not None:
        return []
    rows = PatrolTeam.objects.visible_to(actor)
    every, staffed = rows.count(), rows.exclude(staffed_on=None).count()
    url = reverse("patrol-teams")
    return [Figure("落实的五人巡查小组", f"{staffed}/{every}", f"{url}?staffed=1", "个")] if every else []


def panel(request: HttpRequest, enterprise: Enterprise) -> Panel | None:
    """The patrol team of an enterprise and who sits in it."""
    team = queries.team_of(enterprise.pk)
    if team is None:
        return None
    context = {
        "team": team,
        "seats": list(queries.seats_of(team, today()).order_by("pk")),
        "own": request.actor.party_id is not None,
    }
    return Panel("五人巡查小组", "teams/panel.html", context, order=20)
