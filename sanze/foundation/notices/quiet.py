"""The regime's hours in which nobody is disturbed, read for a moment."""

from datetime import datetime

from sanze.foundation.moment import SHANGHAI
from sanze.foundation.notices import rules
from sanze.foundation.regime.entries.reminder import Quiet
from sanze.foundation.regime.queries import NoRegime, regime


def quiet_hours(at: datetime) -> Quiet:
    """What the regime of that day says; the usual where none is in force."""
    try:
        return regime(at.astimezone(SHANGHAI).date()).quiet
    except NoRegime:
        return Quiet()


def is_quiet(at: datetime) -> bool:
    """Whether nobody is disturbed then."""
    hours = quiet_hours(at)
    return rules.is_quiet(at.astimezone(SHANGHAI), hours.first, hours.last)


def not_before(at: datetime) -> datetime:
    """The first moment from `at` on at which people may be disturbed."""
    hours = quiet_hours(at)
    return rules.end_of_quiet(at.astimezone(SHANGHAI), hours.first, hours.last)


def digest_due(at: datetime) -> bool:
    """Whether the day's digest may go out by then."""
    return at.astimezone(SHANGHAI).time() >= rules.time_of(quiet_hours(at).digest)
