"""What is owed once, because an act brought it about: owed, put off, passed on, discharged, settled inside acts.

All of these are plain functions for use inside a command of a higher app; what they write stands in its act.
"""

from datetime import date, datetime

from django.db import models

from sanze.foundation.acts import entry
from sanze.foundation.calendar.queries import calendar
from sanze.foundation.identity.models import Post
from sanze.foundation.moment import SHANGHAI, now, today
from sanze.foundation.regime.entries.duty import Duty
from sanze.foundation.regime.queries import regime
from sanze.foundation.regime.schema import Regime
from sanze.foundation.scope.actor import Actor
from sanze.foundation.scope.place import coordinates_of
from sanze.perform.duties.models import OPEN, Obligation, Tally
from sanze.perform.duties.queries import nearest_post
from sanze.perform.duties.states import Standing, VoidReason

TOWNSHIP_DIGITS = 9


class AlreadyOwed(RuntimeError):
    """The same thing is owed already and not ended: a fault of the calling command, never of a person."""


def owe(
    record: models.Model,
    *,
    code: str,
    title: str,
    due: date | datetime,
    holder_post_id: int | None = None,
    kind: str = "",
) -> Obligation:
    """Owe one thing about a record, to be done by the command `code` until `due` (a day, or a moment for hours).

    holder_post_id: the post that owes it; else the nearest post of that `kind` around the record, or of the
    record's own party; else nobody, which shows as a gap. Where a duty of the regime upon an event names that
    command, its clause, grace and reminders hold. Raises AlreadyOwed.
    """
    if _open(record, code).exists():
        raise AlreadyOwed(f"{code} {entry.label(record)}")
    rules, place, day = regime(), coordinates_of(record), today()
    duty = duty_of(rules, code)
    due_at = due if isinstance(due, datetime) else None
    due_on = due.astimezone(SHANGHAI).date() if due_at else due
    if holder_post_id is None and kind:
        holder_post_id = nearest_post(kind, day, **place, dealt=record.pk)
    made = Obligation.objects.create(
        duty=duty.id if duty else "",
        code=code,
        clause=duty.clause if duty else "",
        regime=rules.full_version,
        title=title[:200],
        holder_id=holder_post_id,
        subject=entry.label(record),
        subject_name=str(record)[:240],
        owing_party_id=_party_of(holder_post_id),
        **place,
        period_first=day,
        period_last=max(day, due_on),
        due_on=due_on,
        late_until=_late_until(duty, due_on),
        due_at=due_at,
        made_on=day,
    )
    entry.current().note_made(made)
    count(made, owed=1, gaps=int(made.holder_id is None))
    return made


def discharge(actor: Actor, record: models.Model, code: str, *, on: date | None = None) -> Obligation | None:
    """End what is owed about the record by that command, as done on a day; None where nothing is owed."""
    owed = _locked(record, code)
    if owed is None:
        return None
    who = f"{actor.post} {actor.name}".strip()[:240]
    label = entry.label(record)
    change(owed, discharged_on=on or today(), discharged_at=now(), discharged_by=who, discharge=label)
    count(owed, **{_COUNTED[owed.stands()]: 1})
    return owed


def move_deadline(record: models.Model, code: str, *, due: date) -> Obligation | None:
    """Give what is owed about the record another due day; the former one stays in the act. None: nothing is owed."""
    owed = _locked(record, code)
    if owed is None:
        return None
    count(owed, owed=-1, gaps=-int(owed.holder_id is None))
    duty = duty_of(regime(), code)
    change(owed, due_on=due, due_at=None, late_until=_late_until(duty, due), period_last=max(owed.period_first, due))
    count(owed, owed=1, gaps=int(owed.holder_id is None))
    return owed


def pass_on(record: models.Model, code: str, *, holder_post_id: int) -> Obligation | None:
    """Let another post owe it. None: nothing is owed."""
    owed = _locked(record, code)
    if owed is None:
        return None
    if owed.holder_id is None:
        count(owed, gaps=-1)
    change(owed, holder_id=holder_post_id, owing_party_id=_party_of(holder_post_id))
    return owed


def settle(record: models.Model, code: str) -> Obligation | None:
    """Void what is owed about the record, because the matter ended another way. None: nothing is owed."""
    owed = _locked(record, code)
    if owed is None:
        return None
    count(owed, owed=-1, gaps=-int(owed.holder_id is None))
    change(owed, voided_on=today(), void_reason=VoidReason.SETTLED)
    return owed


def duty_of(rules: Regime, code: str) -> Duty | None:
    """The regime's duty upon an event that the command of that name discharges."""
    found = (each for each in rules.duties if each.cadence.upon and code in [way.command for way in each.discharged_by])
    return next(found, None)


_COUNTED = {Standing.DONE: "done", Standing.DONE_LATE: "done_late", Standing.MADE_UP: "made_up"}


def _late_until(duty: Duty | None, due_on: date) -> date:
    if duty is None or duty.cadence.grace is None:
        return due_on
    begins = datetime.combine(due_on, datetime.min.time(), SHANGHAI)
    return duty.cadence.grace.clock().due(begins, calendar()).astimezone(SHANGHAI).date()


def _party_of(post_id: int | None) -> int | None:
    return Post.objects.filter(pk=post_id).values_list("party_id", flat=True).first()


def _open(record: models.Model, code: str) -> models.QuerySet[Obligation]:
    return Obligation.objects.filter(OPEN, subject=entry.label(record), code=code, run_id=None)


def _locked(record: models.Model, code: str) -> Obligation | None:
    return _open(record, code).select_for_update(of=("self",)).order_by("pk").first()


def change(owed: Obligation, **changes) -> None:
    """Write changes to one obligation, and into the act in progress."""
    fields = {name: Obligation._meta.get_field(name) for name in changes}
    before = {each.attname: entry.wire(each, getattr(owed, each.attname)) for each in fields.values()}
    Obligation.objects.filter(pk=owed.pk, due_on=owed.due_on).update(**changes)
    for name, value in changes.items():
        setattr(owed, name, value)
    after = {each.attname: entry.wire(each, getattr(owed, each.attname)) for each in fields.values()}
    entry.current().note_changed(entry.label(owed), before, after)


def count(each: Obligation, **sums: int) -> None:
    """Add to the sums of the obligation's day, duty and place."""
    if any(sums.values()):
        Tally.objects.create(
            due_on=each.due_on,
            late_until=each.late_until,
            duty=each.duty or each.code,
            clause=each.clause,
            area_code=each.area_code[:TOWNSHIP_DIGITS],
            industry=each.industry,
            **sums,
        )
