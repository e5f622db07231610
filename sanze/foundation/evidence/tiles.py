"""Kept files as pages show them."""

from collections.abc import Iterable

from django.urls import reverse

from sanze.foundation.evidence.models import Evidence, Exhibit
from sanze.foundation.moment import SHANGHAI


def tile(evidence: Evidence, name: str = "") -> dict:
    """One file for ui/evidence.html: url, thumb (empty if it has none), title, note; and its digest and kind."""
    taken = evidence.claimed_at or evidence.kept_at
    word = "拍摄" if evidence.claimed_at else "上传"
    return {
        "digest": evidence.digest,
        "url": reverse("evidence-file", args=[evidence.digest]),
        "thumb": reverse("evidence-thumbnail", args=[evidence.digest]) if evidence.pictured else "",
        "title": name or evidence.name,
        "note": f"{taken.astimezone(SHANGHAI):%Y-%m-%d %H:%M} {word}" if evidence.pictured else "",
    }


def tiles_of(exhibits: Iterable[Exhibit]) -> list[dict]:
    """The files of some exhibits (evidence joined), as `files` of ui/evidence.html."""
    return [tile(each.evidence) for each in exhibits]
