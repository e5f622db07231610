"""Every regime that can be looked at: those put in force, drafts sent in, packages that come with the platform."""

from dataclasses import dataclass
from functools import lru_cache

from sanze.foundation.regime.models import Draft, Enforcement
from sanze.foundation.regime.queries import content_of, standing_enforcements
from sanze.foundation.regime.reading import BadRegime, check, packaged, shipped
from sanze.foundation.regime.schema import Regime

DRAFTS = 20


@dataclass(frozen=True)
class Copy:
    """One regime on the shelf. token: how forms and links name it, e.g. 'draft:3'."""

    token: str
    face: str


def copies() -> list[Copy]:
    """Everything that may be compared: in force first, then drafts, then packages."""
    found = [
        Copy(f"enforcement:{each.pk}", f"{each.title}（{each.full_version}，{each.in_force_from:%Y-%m-%d} 起）")
        for each in standing_enforcements()
    ]
    return found + candidates()


def candidates() -> list[Copy]:
    """What may be put in force: drafts, and packages that come with the platform."""
    drafts = Draft.objects.order_by("-pk")[:DRAFTS]
    found = [Copy(f"draft:{each.pk}", f"草案：{each.title}（{each.full_version}）") for each in drafts]
    return found + [Copy(f"package:{name}", f"随平台提供：{name}") for name in shipped()]


def taken(token: str) -> Regime | None:
    """The regime of that token, None where there is none or its package is broken."""
    kind, _, name = token.partition(":")
    if kind == "package" and name in shipped():
        try:
            return check(packaged(name))
        except BadRegime:
            return None
    if kind == "enforcement" and name.isdigit():
        row = Enforcement.objects.filter(pk=name).first()
        return row and content_of(row)
    if kind == "draft" and name.isdigit():
        return draft_content(int(name))
    return None


def draft_content(pk: int) -> Regime | None:
    """What a draft says."""
    digest = Draft.objects.filter(pk=pk).values_list("digest", flat=True).first()
    return _draft(digest) if digest else None


@lru_cache(maxsize=8)
def _draft(digest: str) -> Regime:
    content = Draft.objects.filter(digest=digest).values_list("content", flat=True)[:1].get()
    return Regime.model_validate(content)
