"""Which regime is in force, and what it says."""

from datetime import date, datetime
from functools import lru_cache

from django.db.models import QuerySet

from sanze.foundation.database.compiled import Compiled, blank
from sanze.foundation.moment import SHANGHAI, today
from sanze.foundation.recall import once
from sanze.foundation.regime.entries.measure import Target
from sanze.foundation.regime.models import Enforcement
from sanze.foundation.regime.schema import Regime


class NoRegime(RuntimeError):
    """No regime is in force on the day asked for."""


def regime(on: date | None = None) -> Regime:
    """The regime in force on that day (today by default). Raises NoRegime before the first one."""
    day = on or today()
    digest = once((regime, day), lambda: _digest_on(day))
    if digest is None:
        raise NoRegime(f"{day} 没有施行中的制度：请先施行一份制度（sanze regime enforce）")
    return _content(digest)


def _digest_on(day: date) -> str | None:
    found = _IN_FORCE.first(day=day)
    return found[0] if found else None


def target_for(measure: str, on: date | None = None) -> Target | None:
    """The target that the regime in force sets for a measure, None where it sets none."""
    return next((each for each in regime(on).targets if each.measure == measure), None)


def version_at(moment: datetime) -> str:
    """Code and version of the regime in force at a moment, empty before the first."""
    try:
        return regime(moment.astimezone(SHANGHAI).date()).full_version
    except NoRegime:
        return ""


def standing_enforcements() -> QuerySet[Enforcement]:
    """Every enforcement that was not withdrawn, the one that begins last first."""
    return Enforcement.objects.filter(withdrawn_at__isnull=True).order_by("-in_force_from")


_IN_FORCE = Compiled(
    lambda: standing_enforcements().filter(in_force_from__lte=blank("day")).values_list("digest")[:1]
)


def current() -> Enforcement | None:
    """The enforcement in force today, None before the first."""
    return standing_enforcements().filter(in_force_from__lte=today()).first()


def content_of(enforcement: Enforcement) -> Regime:
    """What an enforcement says."""
    return _content(enforcement.digest)


@lru_cache(maxsize=32)
def _content(digest: str) -> Regime:
    # Equal digests mean equal contents, so any of the rows will do.
    content = Enforcement.objects.filter(digest=digest).values_list("content", flat=True)[:1].get()
    return Regime.model_validate(content)
