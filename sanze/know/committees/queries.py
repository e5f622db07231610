"""Named reads of committees and duty lists."""

from django.db.models import QuerySet

from sanze.foundation.identity.models import Post
from sanze.foundation.scope.actor import Actor
from sanze.know.committees.models import Committee, CommitteeSeat, DepartmentDuties


def unit_of(actor: Actor) -> str:
    """The unit of the actor's post, empty for the console."""
    return Post.objects.filter(pk=actor.post_id).values_list("unit", flat=True).first() or ""


def seated(committee: Committee, role: str) -> QuerySet[CommitteeSeat]:
    """Who holds an office of a committee now."""
    return committee.seats.filter(role=role, until=None)


def duties_of(area_code: str, department: str) -> DepartmentDuties | None:
    """The duty list of a department that holds now."""
    return DepartmentDuties.objects.filter(area_code=area_code, department=department, replaced_on=None).first()
