"""What posts were named to answer for, when a post is closed: the successor is named in its place."""

from datetime import date

from django.db.models import Q, QuerySet

from sanze.foundation.acts.records import change
from sanze.foundation.identity.models import Post
from sanze.know.responsibility.models import Assignment

COPIED = (
    "kind", "role", "subject", "subject_name", "prefix", "hazard", "industry", "slot", "until", "paper", "area_code",
)  # fmt: skip


def lasting(post: Post, on: date) -> QuerySet[Assignment]:
    """What the post is named for on a day or later."""
    return Assignment.objects.filter(Q(until=None) | Q(until__gt=on), post=post).order_by("pk")


def pass_assignments(post: Post, successor: Post, on: date) -> int:
    """Inside another act: what the post is named for ends, and the successor is named for it; returns how many.

    A subject that the successor supports already is not named twice.
    """
    found = list(lasting(post, on).select_for_update(of=("self",)))
    for each in found:
        told = {name: getattr(each, name) for name in COPIED}
        first = max(on, each.first)
        change(each, until=first, end_reason=f"岗位撤销，由{successor}接任"[:200])
        alike = {name: told[name] for name in ("kind", "role", "subject", "hazard", "industry", "slot")}
        if not lasting(successor, first).filter(**alike).exists():
            Assignment.objects.create(post=successor, first=first, reason=f"原由{post}承担"[:200], **told)
    return len(found)
