"""Setting the county's own days."""

from datetime import date

from sanze.foundation.acts.command import command
from sanze.foundation.acts.records import change
from sanze.foundation.acts.refusal import Refused
from sanze.foundation.calendar.models import DayRule
from sanze.foundation.capabilities import Capability
from sanze.foundation.scope.actor import Actor


class NoSource(Refused):
    """A day moves limits that the law sets, so it needs a document to stand on."""

    message = "请写明依据，例如放假通知的文号"


class SameAsBefore(Refused):
    """The table says so already."""

    message = "日历里已经是这样，没有改动"


@command(grant="calendar.set_day", title="设定工作日", capability=Capability.REGIME)
def set_day(actor: Actor, subject: None, *, day: date, working: bool, source: str, name: str = "") -> DayRule:
    """Say whether the county works on a day, against the published arrangement if need be.

    What is due already stays due as it was reckoned. Raises NoSource, SameAsBefore.
    """
    source, name = source.strip(), name.strip()
    if not source:
        raise NoSource()
    rule = DayRule.objects.filter(day=day).first()
    if rule is None:
        return DayRule.objects.create(day=day, working=working, name=name, source=source)
    if (rule.working, rule.name, rule.source) == (working, name, source):
        raise SameAsBefore(day)
    change(rule, working=working, name=name, source=source)
    return rule
