"""Telling posts something, inside the transaction in which it happened."""

from collections.abc import Iterable

from sanze.foundation.moment import now
from sanze.foundation.notices.models import Level, Notice

LONGEST_TITLE = 120


def notify(
    post_ids: Iterable[int],
    *,
    title: str,
    link: str,
    body: str = "",
    level: Level = Level.INFO,
    about: str = "",
    digest: str = "",
    person_id: int | None = None,
) -> int:
    """Leave one notice for each post; gives their number.

    It is undone with the caller's transaction. link: a path of this platform, empty for none; a long title
    is cut. person_id: only this person shall read it. Raises ValueError for a link that leads elsewhere.
    """
    if link and (not link.startswith("/") or link.startswith(("//", "/\\"))):
        raise ValueError(f"a notice leads to a page of this platform, not to {link!r}")
    short = title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1] + "…"
    at = now()
    made = [
        Notice(
            post_id=each, person_id=person_id, title=short, body=body, link=link,
            level=level, about=about, digest=digest, made_at=at,
        )
        for each in dict.fromkeys(post_ids)
        if each
    ]  # fmt: skip
    Notice.objects.bulk_create(made)
    return len(made)
