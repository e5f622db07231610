"""Putting a regime in force."""

from datetime import date

from sanze.foundation.acts.command import command
from sanze.foundation.acts.refusal import Refused
from sanze.foundation.capabilities import Capability
from sanze.foundation.regime.models import Enforcement
from sanze.foundation.regime.schema import Regime
from sanze.foundation.scope.actor import Actor


class DayTaken(Refused):
    """Another regime begins on that day, or a later one is already in force."""

    message = "该日已有另一份制度开始施行"


@command(grant="regime.enforce", title="施行制度", capability=Capability.REGIME)
def enforce(actor: Actor, subject: None, *, content: dict, on: date) -> Enforcement:
    """Put the regime `content` (as its package says) in force from `on`.

    Raises DayTaken where another begins on that day.
    """
    checked = Regime.model_validate(content)
    if Enforcement.objects.filter(in_force_from=on).exists():
        raise DayTaken(on)
    return Enforcement.objects.create(
        code=checked.code,
        version=checked.version,
        title=checked.title,
        in_force_from=on,
        content=checked.model_dump(mode="json"),
    )
