"""`@command`: the one door through which anything is written."""

import functools
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, IntegrityError, connection, models, transaction
from pydantic_core import to_jsonable_python

from sanze.foundation.acts import entry
from sanze.foundation.acts.inserting import insert
from sanze.foundation.acts.models import Act, Lane
from sanze.foundation.acts.refusal import KeyReused, NotGranted, OutOfScope, UnfitText
from sanze.foundation.acts.seal import canonical, seal_of
from sanze.foundation.capabilities import Capability
from sanze.foundation.database.compiled import Compiled, blank
from sanze.foundation.moment import now
from sanze.foundation.recall import recalling
from sanze.foundation.scope.actor import Actor
from sanze.foundation.scope.models import sees


@dataclass(frozen=True)
class Command:
    """One act that can be done. `subject` is the model acted on, None for acts on the house itself.

    inner: no operation of the open interface: part of another command, or one that takes or gives a secret.
    """

    name: str
    title: str
    grant: str
    capability: Capability
    subject: type[models.Model] | None
    run: Callable
    inner: bool = False

    @property
    def act(self) -> str:
        """The one word of the act: 'appoint' of 'identity.appoint'."""
        return self.name.split(".")[1]

    def facts(self) -> dict[str, inspect.Parameter]:
        """The keyword-only parameters: what a person must tell."""
        parameters = inspect.signature(self.run).parameters.items()
        return {name: each for name, each in parameters if each.kind is each.KEYWORD_ONLY}


COMMANDS: dict[str, Command] = {}

# Slot: tells which regime is in force for a moment. The regime app fills it.
REGIME_VERSION: list[Callable[[datetime], str]] = []

# Slot: told of the acts of the outermost command when all is done, just before they are sealed. What a listener
# writes down in an act's changes and records is sealed with it.
BEFORE_SEALS: list[Callable[[list[Act]], None]] = []

# Acts of the outermost command in progress, sealed together at its end.
_unsealed: ContextVar[list[Act] | None] = ContextVar("unsealed", default=None)


def command(*, grant: str, title: str, capability: Capability, inner: bool = False):
    """Make `function(actor, subject, *, facts)` a command.

    The call is refused unless the actor holds `grant` and sees `subject`; the body gets the subject locked
    and fresh, and runs in one transaction with the sealed `Act` that records it. The caller's own object
    is stale afterwards. `key` (UUID) makes a retried call harmless: the second returns what the first made.
    """

    def register(function: Callable) -> Callable:
        @functools.wraps(function)
        def run(actor: Actor, subject: models.Model | None = None, *, key: UUID | None = None, **facts):
            if not actor.may(grant):
                raise NotGranted(title)
            if key and (made := _replayed(actor, key, name, subject, facts)):
                return made[0]
            try:
                with recalling(), transaction.atomic(), _sealing() as acts, entry.opened() as written:
                    fresh = _visible(actor, subject) if subject is not None else None
                    told = _storable(facts)
                    result = function(actor, fresh, **facts)
                    _check_made(actor, result)
                    acts.append(_act(actor, each_command, fresh, told, written, result, key))
            except IntegrityError:
                if key and (made := _replayed(actor, key, name, subject, facts)):
                    return made[0]
                raise
            return result

        module = function.__module__.split(".")
        app = module[module.index("commands") - 1]
        name = f"{app}.{function.__name__}"
        annotation = list(inspect.signature(function).parameters.values())[1].annotation
        each_command = Command(name, title, grant, capability, annotation, run, inner)
        COMMANDS[name] = each_command
        return run

    return register


def _storable(facts: dict) -> dict:
    """The facts as the act keeps them. Raises UnfitText for characters that no database text can hold."""
    told = to_jsonable_python(facts, fallback=str)
    try:
        body = canonical(told)
    except UnicodeEncodeError:
        raise UnfitText() from None
    if b"\\u0000" in body and any("\x00" in text for text in _texts(told)):
        raise UnfitText()
    return told


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.items():
            yield from _texts(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _texts(each)


def _visible(actor: Actor, subject: models.Model) -> models.Model:
    """The subject as it is now, locked: one query checks the scope, locks the row and reads it fresh."""
    found = _sight(type(subject), actor).first(pk=subject.pk)
    if found is None:
        raise OutOfScope()
    return found


@lru_cache(maxsize=1024)
def _sight(model: type[models.Model], actor: Actor) -> Compiled:
    """Reads one record through the actor's eyes; what they see depends on the actor alone."""
    rows = model._default_manager.visible_to(actor).select_for_update(of=("self",))
    return Compiled(lambda: rows.filter(pk=blank("pk")))


def _check_made(actor: Actor, result: Any) -> None:
    """Nobody makes what they may not see."""
    if isinstance(result, models.Model) and hasattr(result, "SCOPE") and not sees(actor, result):
        raise OutOfScope()


def _act(
    actor: Actor, each: Command, subject: Any, told: dict, written: entry.Entry, result: Any, key: UUID | None
) -> Act:
    at = now()
    act = Act(
        lane=actor.post_id,
        at=at,
        recorded_at=datetime.now(UTC),
        command=each.name,
        title=each.title,
        capability=each.capability,
        regime=REGIME_VERSION[0](at) if REGIME_VERSION else "",
        person_id=actor.person_id,
        person=actor.name,
        post=actor.post,
        subject=entry.label(subject) if subject is not None else "",
        facts=told,
        made=written.made,
        changes=written.changes,
        records=sorted({*written.made, *written.changes, *([entry.label(subject)] if subject is not None else [])}),
        evidence=written.evidence,
        result=entry.label(result) if isinstance(result, models.Model) else "",
        key=key,
    )
    act.about = subject if subject is not None else result if isinstance(result, models.Model) else None
    return act


@contextmanager
def _sealing() -> Iterator[list[Act]]:
    """Collects the acts of nested commands and seals them when the outermost ends.

    Lanes are locked in the order of their ids and as late as can be, so that writers of different posts
    never wait on each other and never in a circle.
    """
    outer = _unsealed.get()
    acts = [] if outer is None else outer
    mark = len(acts)
    token = _unsealed.set(acts)
    try:
        yield acts
    except BaseException:
        del acts[mark:]
        raise
    finally:
        _unsealed.reset(token)
    if outer is None:
        for told in BEFORE_SEALS:
            told(acts)
        _seal(acts)


def _seal(acts: list[Act]) -> None:
    for lane_id in sorted({act.lane for act in acts}):
        number, seal = _end_of(lane_id) or _new_lane(lane_id)
        for act in (each for each in acts if each.lane == lane_id):
            number += 1
            act.number = number
            act.seal = seal = seal_of(act, seal)
        _advance(lane_id, number, seal)
    insert(acts, DEFAULT_DB_ALIAS)


def _end_of(lane_id: int) -> tuple[int, str] | None:
    """The last number and seal of a lane, locked until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, seal FROM acts_lane WHERE post_id = %s FOR UPDATE", [lane_id])
        return cursor.fetchone()


def _advance(lane_id: int, number: int, seal: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE acts_lane SET number = %s, seal = %s WHERE post_id = %s", [number, seal, lane_id])


def _new_lane(lane_id: int) -> tuple[int, str]:
    Lane.objects.bulk_create([Lane(post_id=lane_id)], ignore_conflicts=True)
    return _end_of(lane_id)


def _replayed(actor: Actor, key: UUID, name: str, subject: models.Model | None, facts: dict) -> list | None:
    """What an earlier call with this key made, as a one-item list; None if there was no such call.

    Raises KeyReused where that call was another post's, another command, or told other facts.
    """
    act = Act.objects.filter(key=key).first()
    if act is None:
        return None
    about = entry.label(subject) if subject is not None else ""
    same = (act.lane, act.command, act.subject) == (actor.post_id, name, about)
    if not same or canonical(act.facts) != canonical(_storable(facts)):
        raise KeyReused()
    if not act.result:
        return [None]
    model, pk = act.result.split(":")
    return [apps.get_model(model)._base_manager.get(pk=pk)]
