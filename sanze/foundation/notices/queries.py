"""The notices of an actor, read and unread."""

from django.db.models import Q, QuerySet

from sanze.foundation.database.compiled import Compiled, blank
from sanze.foundation.moment import now
from sanze.foundation.notices.digest import by_section
from sanze.foundation.notices.models import DigestLine, Notice
from sanze.foundation.notices.states import Section
from sanze.foundation.scope.actor import Actor

COUNTED = 100  # the bell shows no more than 99+


def notices_of(actor: Actor) -> QuerySet[Notice]:
    """What was told to the actor's post, without what is for another person in it; newest first."""
    mine = Q(person_id=None) | Q(person_id=actor.person_id)
    return Notice.objects.filter(mine, post_id=actor.post_id).order_by("-made_at", "-pk")


def unread_count(actor: Actor) -> int:
    """How many notices the actor has not read, counted up to COUNTED."""
    return len(_UNREAD.rows(post=actor.post_id, person=actor.person_id))


_UNREAD = Compiled(
    lambda: (
        Notice.objects.filter(
            Q(person_id=None) | Q(person_id=blank("person")), post_id=blank("post"), read_at__isnull=True
        )
        .order_by()
        .values_list("pk")[:COUNTED]
    )
)


def mark_read(actor: Actor, pk: int | None = None) -> int:
    """Mark one of the actor's notices, or all of them, as read; gives how many were not yet."""
    rows = notices_of(actor).filter(read_at=None).order_by()
    return (rows if pk is None else rows.filter(pk=pk)).update(read_at=now())


def lines_of(notice: Notice) -> list[tuple[Section, list[DigestLine]]]:
    """What a digest tells, under its headings; empty for any other notice."""
    return by_section(list(notice.lines.order_by("due_on", "pk"))) if notice.day else []
