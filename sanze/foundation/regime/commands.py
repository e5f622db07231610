"""Taking in drafts of regimes, and putting regimes in force."""

import hashlib
import json
from datetime import date
from functools import lru_cache
from itertools import count

from pydantic import ValidationError

from sanze.foundation.acts.command import command
from sanze.foundation.acts.records import change
from sanze.foundation.acts.refusal import Refused
from sanze.foundation.capabilities import Capability
from sanze.foundation.moment import now, today
from sanze.foundation.recall import forget
from sanze.foundation.regime.entries.cadence import EVERY_WORDS
from sanze.foundation.regime.models import Draft, Enforcement
from sanze.foundation.regime.queries import content_of, current, standing_enforcements
from sanze.foundation.regime.references import Fault, inner_faults, outer_faults
from sanze.foundation.regime.schema import Regime
from sanze.foundation.regime.sentences import sentence_of
from sanze.foundation.scope.actor import Actor

SHOWN = 5


class DayTaken(Refused):
    """Another regime begins on that day."""

    message = "该日已有另一份制度开始施行，请另选日期，或者先撤回那一次施行"


class DayPast(Refused):
    """What was in force on a day gone by stays so; only the very first regime may begin in the past."""

    message = "施行日期不能早于今天：过去各日适用的制度不能改写"


class VersionReused(Refused):
    """Acts name the version they were done under, so one version never means two contents."""

    message = "同一版本号已用于另一份内容，请修改版本号（version）后再施行"


class Unfit(Refused):
    """The content is no sound regime for this platform."""

    message = "制度内容有误"


class OwnPower(Refused):
    """Nobody gives their own kind of post more than it has: another kind must put such a regime in force."""

    message = "该制度给本类岗位增加了权力，须由其他类别的岗位施行"


class AlreadyBegun(Refused):
    """A regime that was in force for a day is superseded, never withdrawn."""

    message = "该制度已经开始施行，不能撤回；请另行施行新的制度"


class AlreadyWithdrawn(Refused):
    """It was taken back before."""

    message = "该次施行已经撤回"


class NoReason(Refused):
    """Taking back a decision needs a word."""

    message = "请写明理由"


class NothingInForce(Refused):
    message = "还没有施行中的制度，没有可以调整的内容"


class UnknownEntry(Refused):
    message = "现行制度中没有这一项，或者这一项不能这样调整"


class NothingChanged(Refused):
    message = "没有任何改动，请选择要调整的频次或者限值"


@command(grant="regime.receive", title="提交制度草案", capability=Capability.REGIME)
def receive(actor: Actor, subject: None, *, content: dict, source: str) -> Draft:
    """Take in a regime to be looked at. source: the name of the file it came in. Raises Unfit."""
    return _draft(actor, content, source)


@command(grant="regime.receive", title="调整制度一项", capability=Capability.REGIME)
def adjust(
    actor: Actor, subject: None, *, duty: str = "", every: str = "", limit: str = "", value: int | None = None
) -> Draft:
    """Draft the regime in force with another cadence of one duty, another figure of one limit, or both.

    duty: owed every period; every: the new one. The draft bears the next version. Raises NothingInForce,
    UnknownEntry, NothingChanged, Unfit.
    """
    enforcement = current()
    if enforcement is None:
        raise NothingInForce()
    before = content_of(enforcement)
    content = before.model_dump(mode="json")
    if duty:
        _adjust_cadence(content, duty, every)
    if limit:
        _adjust_limit(content, limit, value)
    if Regime.model_validate(content) == before:
        raise NothingChanged()
    content["version"] = _next_version(before)
    return _draft(actor, content, "页面调整")


def _adjust_cadence(content: dict, duty: str, every: str) -> None:
    found = next((each for each in content["duties"] if each["id"] == duty and each["cadence"]["every"]), None)
    if found is None or every not in EVERY_WORDS:
        raise UnknownEntry(duty)
    found["cadence"]["every"] = every


def _adjust_limit(content: dict, limit: str, value: int | None) -> None:
    if limit not in content["limits"] or value is None or value < 0:
        raise UnknownEntry(limit)
    content["limits"][limit]["value"] = value


def _next_version(regime: Regime) -> str:
    """The first of 1.1, 1.2, … after 1 that nobody has used."""
    stem = regime.version.split(".")[0]
    used = {row for model in (Enforcement, Draft) for row in model.objects.values_list("version", flat=True)}
    return next(name for number in count(1) if (name := f"{stem}.{number}") not in used)


def _draft(actor: Actor, content: dict, source: str) -> Draft:
    regime, whole, digest = _sound(content)
    return Draft.objects.create(
        code=regime.code,
        version=regime.version,
        title=regime.title,
        content=whole,
        digest=digest,
        source=source[:200],
        received_at=now(),
        received_by=f"{actor.post} {actor.name}".strip()[:120],
    )


@command(grant="regime.enforce", title="施行制度", capability=Capability.REGIME)
def enforce(actor: Actor, subject: None, *, content: dict, on: date) -> Enforcement:
    """Put the regime `content` (as its package says) in force from `on`.

    The first regime of all may begin on a day gone by. Raises Unfit, DayTaken, DayPast, VersionReused, OwnPower.
    """
    regime, whole, digest = _sound(content)
    standing = standing_enforcements()
    if actor.kind in regime.posts and (more := set(regime.posts[actor.kind].grants) - actor.grants):
        raise OwnPower("、".join(sorted(more)))
    if standing.filter(in_force_from=on).exists():
        raise DayTaken(f"{on:%Y-%m-%d}")
    if on < today() and standing.exists():
        raise DayPast()
    same = standing.filter(code=regime.code, version=regime.version).exclude(digest=digest)
    if same.exists():
        raise VersionReused(regime.full_version)
    made = Enforcement.objects.create(
        code=regime.code, version=regime.version, title=regime.title, in_force_from=on, content=whole, digest=digest
    )
    forget()
    return made


@command(grant="regime.enforce", title="撤回施行", capability=Capability.REGIME)
def withdraw(actor: Actor, enforcement: Enforcement, *, reason: str) -> None:
    """Take back an enforcement before its first day. Raises NoReason, AlreadyWithdrawn, AlreadyBegun."""
    reason = reason.strip()
    if not reason:
        raise NoReason()
    if enforcement.withdrawn_at is not None:
        raise AlreadyWithdrawn()
    if enforcement.in_force_from <= today():
        raise AlreadyBegun()
    change(enforcement, withdrawn_at=now(), withdrawn_reason=reason[:200])
    forget()


def _sound(content: dict) -> tuple[Regime, dict, str]:
    """The content as a regime, spelt out whole, with its digest. Raises Unfit with the first faults."""
    return _sound_text(_canonical(content))


@lru_cache(maxsize=8)
def _sound_text(text: str) -> tuple[Regime, dict, str]:
    try:
        regime = Regime.model_validate(json.loads(text))
    except ValidationError as error:
        faults = [Fault(each["loc"], sentence_of(each)) for each in error.errors()]
    else:
        faults = [*inner_faults(regime), *outer_faults(regime)]
    if faults:
        more = f"；另有 {len(faults) - SHOWN} 处" if len(faults) > SHOWN else ""
        raise Unfit("；".join(map(str, faults[:SHOWN])) + more)
    whole = regime.model_dump(mode="json")
    return regime, whole, hashlib.sha256(_canonical(whole).encode()).hexdigest()


def _canonical(content: dict) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
