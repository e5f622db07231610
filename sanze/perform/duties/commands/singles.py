"""What is owed once, because an act brought it about: owed, put off, passed on, discharged, settled inside acts.

All of these are plain functions for use inside a command of a higher app; what they write stands in its act.
"""

from collections.abc import Sequence
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
from sanze.perform.duties.queries import Nearness, day_after
from sanze.perform.duties.states import Standing, VoidReason

TOWNSHIP_DIGITS = 9


class AlreadyOwed(RuntimeError):
    """The same thing is owed already and not ended: a fault of the calling command, never of a person."""


def owe(record: models.Model, **told) -> Obligation:
    """Owe one thing about a record; see `owe_each`."""
    return owe_each([record], **told)[0]


def owe_each(
    records: Sequence[models.Model],
    *,
    code: str,
    title: str,
    due: date | datetime | None = None,
    within: str = "",
    holder_post_id: int | None = None,
) -> list[Obligation]:
    """Owe one thing about each of some records of one kind, in as many queries as about one.

    It is to be done by the command `code`, until `due` (a day, or a moment for hours) or within the regime's limit of
    that name from today. holder_post_id: the post that owes it, where the app knows. Otherwise it is the nearest
    post, around the record or of its own party, of the kind that the regime's duty upon that command names; without
    such a duty, of any kind that has the power; without such a post nobody owes it, which shows as a gap.
    Raises AlreadyOwed.
    """
    if not records:
        return []
    labels = [entry.label(each) for each in records]
    if Obligation.objects.filter(OPEN, subject__in=labels, code=code, run_id=None).exists():
        raise AlreadyOwed(f"{code} {labels}")
    rules, day = regime(), today()
    due = due or day_after(rules.limit(within), day)
    due_on = due.astimezone(SHANGHAI).date() if isinstance(due, datetime) else due
    duty = duty_of(rules, code)
    alike = {
        "duty": duty.id if duty else "",
        "code": code,
        "clause": duty.clause if duty else "",
        "regime": rules.full_version,
        "title": title[:200],
        "period_first": day,
        "period_last": max(day, due_on),
        "due_on": due_on,
        "late_until": _late_until(duty, due_on),
        "due_at": due if isinstance(due, datetime) else None,
        "made_on": day,
    }
    places, made = [coordinates_of(each) for each in records], []
    given = Post.objects.get(pk=holder_post_id) if holder_post_id else None
    near = None if given else Nearness(_kinds(rules, code), day, places)
    for each, label, place in zip(records, labels, places, strict=True):
        post = given or near.post(each.pk, **place)
        whose = {"holder_id": post.pk if post else None, "owing_party_id": post.party_id if post else None}
        made.append(Obligation(**alike, **whose, subject=label, subject_name=str(each)[:240], **place))
    for each in Obligation.objects.bulk_create(made):
        entry.current().note_made(each)
    count(made, owed=1)
    return made


def discharge(actor: Actor, record: models.Model, code: str, *, on: date | None = None) -> Obligation | None:
    """End what is owed about the record by that command, as done on a day; None where nothing is owed."""
    owed = _locked(record, code)
    if owed is None:
        return None
    who = f"{actor.post} {actor.name}".strip()[:240]
    label = entry.label(record)
    change(owed, discharged_on=on or today(), discharged_at=now(), discharged_by=who, discharge=label)
    count([owed], **{_COUNTED[owed.stands()]: 1})
    return owed


def move_deadline(record: models.Model, code: str, *, due: date) -> Obligation | None:
    """Give what is owed about the record another due day; the former one stays in the act. None: nothing is owed."""
    owed = _locked(record, code)
    if owed is None:
        return None
    count([owed], owed=-1)
    duty = duty_of(regime(), code)
    change(owed, due_on=due, due_at=None, late_until=_late_until(duty, due), period_last=max(owed.period_first, due))
    count([owed], owed=1)
    return owed


def pass_on(record: models.Model, code: str, *, holder_post_id: int) -> Obligation | None:
    """Let another post owe it. None: nothing is owed."""
    owed = _locked(record, code)
    if owed is None:
        return None
    count([owed], owed=-1)
    post = Post.objects.get(pk=holder_post_id)
    change(owed, holder_id=post.pk, owing_party_id=post.party_id)
    count([owed], owed=1)
    return owed


def follow(records: Sequence[models.Model]) -> int:
    """What is owed about these records goes where they went, to the nearest post there; returns how many."""
    places = {entry.label(each): each for each in records}
    rows = Obligation.objects.filter(OPEN, subject__in=list(places), run_id=None)
    found = list(rows.select_for_update(of=("self",)).order_by("pk"))
    for each in found:
        count([each], owed=-1)
        place = coordinates_of(places[each.subject])
        post = Nearness(_kinds(regime(), each.code), today(), [place]).post(places[each.subject].pk, **place)
        change(each, holder_id=post.pk if post else None, owing_party_id=post.party_id if post else None, **place)
        count([each], owed=1)
    return len(found)


def settle(record: models.Model, code: str) -> Obligation | None:
    """Void what is owed about the record, because the matter ended another way. None: nothing is owed."""
    owed = _locked(record, code)
    if owed is None:
        return None
    count([owed], owed=-1)
    change(owed, voided_on=today(), void_reason=VoidReason.SETTLED)
    return owed


def _kinds(rules: Regime, code: str) -> list[str]:
    """The kinds of post that may owe it: the one that the regime's duty names, else all that have the power."""
    duty = duty_of(rules, code)
    return [duty.holder.kind] if duty else [kind for kind, post in rules.posts.items() if code in post.grants]


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


def count(changed: Sequence[Obligation], **sums: int) -> None:
    """Add to the sums of the days, duties and places of these obligations, the same for each; gaps go with `owed`."""
    rows: dict[tuple, Tally] = {}
    for each in changed:
        key = (each.due_on, each.late_until, each.area_code[:TOWNSHIP_DIGITS], each.industry)
        row = rows.setdefault(key, Tally(duty=each.duty or each.code, clause=each.clause))
        row.due_on, row.late_until, row.area_code, row.industry = key
        for name, value in sums.items():
            setattr(row, name, getattr(row, name) + value)
        if each.holder_id is None:
            row.gaps += sums.get("owed", 0)
    Tally.objects.bulk_create(rows.values())
