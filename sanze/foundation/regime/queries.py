"""Which regime is in force, and what it says."""

from datetime import date, datetime
from functools import lru_cache

from sanze.foundation.moment import SHANGHAI, today
from sanze.foundation.regime.models import Enforcement
from sanze.foundation.regime.schema import Regime


class NoRegime(RuntimeError):
    """No regime is in force on the day asked for."""


def regime(on: date | None = None) -> Regime:
    """The regime in force on that day (today by default). Raises NoRegime before the first one."""
    day = on or today()
    pk = (
        Enforcement.objects.filter(in_force_from__lte=day)
        .order_by("-in_force_from")
        .values_list("pk", flat=True)
        .first()
    )
    if pk is None:
        raise NoRegime(f"{day} 没有施行中的制度：请先施行一份制度（sanze regime enforce）")
    return _content(pk)


def version_at(moment: datetime) -> str:
    """Code and version of the regime in force at a moment, empty before the first."""
    try:
        return regime(moment.astimezone(SHANGHAI).date()).full_version
    except NoRegime:
        return ""


@lru_cache(maxsize=32)
def _content(pk: int) -> Regime:
    return Regime.model_validate(Enforcement.objects.get(pk=pk).content)
