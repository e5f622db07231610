"""What is owed once, because an act brought it about: owed, put off, passed on, discharged, settled inside acts.

All of these are plain functions for use inside a command of a higher app; what they write stands in its act. Each
takes any number of records of one kind in the same few statements.
"""

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime

from django.db import connection, models

from sanze.foundation.acts import entry
from sanze.foundation.calendar.queries import calendar
from sanze.foundation.identity.models import Post
from sanze.foundation.moment import SHANGHAI, now, today
from sanze.foundation.regime.entries.duty import Duty
from sanze.foundation.regime.queries import regime
from sanze.foundation.regime.schema import Regime
from sanze.foundation.scope.actor import Actor
from sanze.foundation.scope.place import coordinates_of
from sanze.perform.duties.commands import single_statements as statements
from sanze.perform.duties.models import OPEN, Obligation, Tally
from sanze.perform.duties.queries import Nearness, day_after
from sanze.perform.duties.states import VoidReason

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
    occasion: str = "",
    due: date | datetime | Callable[[models.Model], date] | None = None,
    within: str = "",
    holder_post_id: int | None = None,
) -> list[Obligation]:
    """Owe one thing about each of some records of one kind, in as many queries as about one.

    It is to be done by the command `code`, until `due` (a day, a moment for hours, or each record's own day) or
    within the regime's limit of the name `within` from today. occasion: what brings it about, one of the app's words,
    where a command ends several things. holder_post_id: the post that owes it, where the app knows. Otherwise it is
    the nearest post, around the record or of its own party, of the kind that the regime's duty upon that occasion
    names; without such a duty, of any kind that has the power; without such a post nobody owes it, which shows as
    a gap. Raises AlreadyOwed.
    """
    if not records:
        return []
    rules, day = regime(), today()
    duty = duty_of(rules, code, occasion)
    places = [coordinates_of(each) for each in records]
    near = None if holder_post_id else Nearness(_kinds(rules, code, occasion), day, places)
    alike = None if callable(due) else _ends(duty, due or day_after(rules.limit(within), day), day)
    made = []
    for each, place in zip(records, places, strict=True):
        post = near.post(each.pk, **place) if near else None
        made.append(
            Obligation(
                duty=duty.id if duty else "",
                code=code,
                occasion=occasion,
                clause=duty.clause if duty else "",
                regime=rules.full_version,
                title=title[:200],
                holder_id=post.pk if post else holder_post_id,
                subject=entry.label(each),
                subject_name=str(each)[:240],
                period_first=day,
                made_on=day,
                **place,
                **(alike or _ends(duty, due(each), day)),
            )
        )
    _insert(made)
    return made


def _ends(duty: Duty | None, due: date | datetime, day: date) -> dict:
    due_on = due.astimezone(SHANGHAI).date() if isinstance(due, datetime) else due
    return {
        "period_last": max(day, due_on),
        "due_on": due_on,
        "late_until": _late_until(duty, due_on),
        "due_at": due if isinstance(due, datetime) else None,
    }


def _insert(made: list[Obligation]) -> None:
    rows = json.dumps([entry.fields_of(each) for each in made], ensure_ascii=False)
    with connection.cursor() as cursor:
        cursor.execute(statements.OWE, {"rows": rows})
        known = {subject: rest for subject, *rest in cursor.fetchall()}
    if len(known) != len(made):
        raise AlreadyOwed(f"{made[0].code} {sorted({each.subject for each in made} - known.keys())}")
    for each in made:
        each.id, each.owing_party_id = known[each.subject]
        entry.current().note_made(each)


def is_owed(record: models.Model, code: str) -> bool:
    """Whether something is owed about the record by that command."""
    return Obligation.objects.filter(OPEN, subject=entry.label(record), code=code, run_id=None).exists()


def discharge(
    actor: Actor, record: models.Model, code: str, *, occasion: str = "", on: date | None = None
) -> list[Obligation]:
    """End what is owed about the record by that command, as done on a day; returns what was.

    occasion: only what that brought about. Nothing is done where nothing is owed.
    """
    done = {
        "discharged_on": on or today(),
        "discharged_at": now(),
        "discharged_by": f"{actor.post} {actor.name}".strip()[:240],
        "discharge": entry.label(record),
    }
    asked = {"day": done["discharged_on"], "at": done["discharged_at"], "who": done["discharged_by"]}
    return _end(statements.DISCHARGE, [record], code, occasion, asked, done)


def settle(*records: models.Model, code: str = "", occasion: str = "") -> list[Obligation]:
    """Void what is owed about the records, because the matter ended another way; returns what was.

    code, occasion: only what is done by that command, or was brought about by that.
    """
    done = {"voided_on": today(), "void_reason": VoidReason.SETTLED.value}
    asked = {"day": done["voided_on"], "reason": done["void_reason"]}
    return _end(statements.SETTLE, records, code, occasion, asked, done)


def _end(
    statement: str, records: Sequence[models.Model], code: str, occasion: str, asked: dict, done: dict
) -> list[Obligation]:
    about = {"labels": [entry.label(each) for each in records], "code": code, "occasion": occasion}
    with connection.cursor() as cursor:
        cursor.execute(statement, asked | about)
        ended = [Obligation(pk=pk, subject=subject, **done) for pk, subject in cursor.fetchall()]
    fresh = Obligation()
    for each in ended:
        entry.current().note_changed(entry.label(each), _wired(fresh, done), _wired(each, done))
    return ended


def _wired(owed: Obligation, names: dict) -> dict:
    return {name: entry.wire(Obligation._meta.get_field(name), getattr(owed, name)) for name in names}


def move_deadline(record: models.Model, code: str = "", *, due: date, occasion: str = "") -> list[Obligation]:
    """Give what is owed about the record another due day; the former one stays in the act. Returns what was moved."""
    found = _locked([record], code, occasion)
    for owed in found:
        count([owed], owed=-1)
        duty = duty_of(regime(), owed.code, owed.occasion)
        change(
            owed, due_on=due, due_at=None, late_until=_late_until(duty, due), period_last=max(owed.period_first, due)
        )
        count([owed], owed=1)
    return found


def pass_on(record: models.Model, *codes: str, holder_post_id: int) -> list[Obligation]:
    """Let another post owe what is owed about the record by these commands; returns what was passed on."""
    found = [owed for owed in _locked([record]) if owed.code in codes]
    post = Post.objects.get(pk=holder_post_id) if found else None
    for owed in found:
        count([owed], owed=-1)
        change(owed, holder_id=post.pk, owing_party_id=post.party_id)
        count([owed], owed=1)
    return found


def pass_all(post: Post, successor: Post) -> int:
    """Every single thing open that a post owes is owed by another; returns how many.

    For a post that is closed. What is owed period by period is sealed with its holder: the clock takes it back from a
    post that is gone and makes it anew for the post that the regime then finds.
    """
    rows = Obligation.objects.filter(OPEN, holder=post, run_id=None)
    found = list(rows.select_for_update(of=("self",)).order_by("pk"))
    for each in found:
        change(each, holder_id=successor.pk, owing_party_id=successor.party_id)
    return len(found)


def follow(records: Sequence[models.Model]) -> list[Obligation]:
    """What is owed about these records goes where they went, to the nearest post there; returns what was."""
    places = {entry.label(each): (each.pk, coordinates_of(each)) for each in records}
    found = _locked(records)
    count(found, owed=-1)
    for owed in found:
        dealt, place = places[owed.subject]
        _deal(owed, dealt, place)
    count(found, owed=1)
    return found


def _deal(owed: Obligation, dealt: object, place: dict) -> None:
    post = Nearness(_kinds(regime(), owed.code, owed.occasion), today(), [place]).post(dealt, **place)
    whose = {"holder_id": post.pk if post else None, "owing_party_id": post.party_id if post else None}
    change(owed, **whose, **place)


def duty_of(rules: Regime, code: str, occasion: str = "") -> Duty | None:
    """The regime's duty upon that occasion; where none names it, the first upon an event that the command discharges.

    A duty that names another occasion is never meant.
    """
    found = [each for each in rules.duties if each.cadence.upon and code in [way.command for way in each.discharged_by]]
    exact = [each for each in found if occasion and each.cadence.occasion == occasion]
    return next(iter(exact or [each for each in found if not each.cadence.occasion or not occasion]), None)


def asks(occasion: str) -> bool:
    """Whether a duty of the regime in force names that occasion: for what is owed only where the policy says so."""
    return any(each.cadence.occasion == occasion for each in regime().duties if each.discharged_by)


def _kinds(rules: Regime, code: str, occasion: str) -> list[str]:
    """The kinds of post that may owe it: the one that the regime's duty names, else all that have the power."""
    duty = duty_of(rules, code, occasion)
    return [duty.holder.kind] if duty else [kind for kind, post in rules.posts.items() if code in post.grants]


def _late_until(duty: Duty | None, due_on: date) -> date:
    if duty is None or duty.cadence.grace is None:
        return due_on
    begins = datetime.combine(due_on, datetime.min.time(), SHANGHAI)
    return duty.cadence.grace.clock().due(begins, calendar()).astimezone(SHANGHAI).date()


def _locked(records: Sequence[models.Model], code: str = "", occasion: str = "") -> list[Obligation]:
    """What is open and was owed by an act about these records. No code, no occasion: whatever it is."""
    rows = Obligation.objects.filter(OPEN, subject__in=[entry.label(each) for each in records], run_id=None)
    rows = rows.filter(code=code) if code else rows
    rows = rows.filter(occasion=occasion) if occasion else rows
    return list(rows.select_for_update(of=("self",)).order_by("pk"))


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
        key = (each.due_on, each.late_until, each.area_code[:TOWNSHIP_DIGITS], each.industry, each.duty or each.code)
        row = rows.setdefault(key, Tally(clause=each.clause))
        row.due_on, row.late_until, row.area_code, row.industry, row.duty = key
        for name, value in sums.items():
            setattr(row, name, getattr(row, name) + value)
        if each.holder_id is None:
            row.gaps += sums.get("owed", 0)
    Tally.objects.bulk_create(rows.values())
