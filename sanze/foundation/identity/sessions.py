"""Coming in and going out: who is let in, how long a session lives, and what it still owes before it may act."""

from datetime import datetime, timedelta
from enum import StrEnum

from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest
from django_otp import login as remember_device
from django_otp import verify_token

from sanze.foundation.acts.refusal import Refused
from sanze.foundation.identity.factors import device_of
from sanze.foundation.identity.lockout import address_of
from sanze.foundation.identity.models import Holding, Person, SignIn
from sanze.foundation.identity.queries import actor_in, held_today, holdings_of, last_entry, password_expired
from sanze.foundation.identity.refusals import WrongCode, WrongPassword
from sanze.foundation.identity.states import SignInOutcome
from sanze.foundation.moment import now
from sanze.foundation.regime.queries import regime
from sanze.foundation.regime.schema import Regime
from sanze.foundation.scope.actor import Actor

POST_KEY, SEEN_KEY, ENTRY_KEY = "post", "seen", "entry"
AGENT_LENGTH, NAME_LENGTH = 200, 60
# A session is written at most once in this time, so the idle limit may strike so much early, never late.
SEEN_EVERY = timedelta(seconds=30)


class WrongCredentials(Refused):
    message = "登录名或密码不正确"
    status = 401


class Locked(Refused):
    message = "登录失败次数过多，账号已锁定"
    status = 429


class NoHolding(Refused):
    message = "您目前没有任职岗位，不能登录，请联系系统管理员"
    status = 403


class TooSoon(Refused):
    message = "动态口令错误次数过多"
    status = 429


class Stage(StrEnum):
    """What a person who gave the right password still owes before they may act."""

    FACTOR = "factor"
    PASSWORD = "password"


def enter(request: HttpRequest, username: str, password: str) -> Person:
    """Sign a person in. Raises WrongCredentials, Locked, NoHolding.

    A name that nobody has takes as long and sounds the same as a wrong password.
    """
    person = _authenticated(request, username, password)
    if not holdings_of(person).exists():
        journal(request, username, SignInOutcome.POSTLESS, person)
        raise NoHolding()
    login(request, person)
    request.session.cycle_key()
    request.session[SEEN_KEY] = now().timestamp()
    request.session[ENTRY_KEY] = journal(request, username, SignInOutcome.ENTERED, person).pk
    return person


def confirm_password(request: HttpRequest, password: str) -> None:
    """Ask the person signed in for their password once more; failures count as at the door.

    Raises WrongPassword, Locked.
    """
    _authenticated(request, request.user.username, password, wrong=WrongPassword)


def _authenticated(
    request: HttpRequest, username: str, password: str, wrong: type[Refused] = WrongCredentials
) -> Person:
    person = authenticate(request, username=username, password=password)
    if person is not None:
        return person
    limits = regime().limits
    minutes, most = limits["identity.lock_minutes"].value, limits["identity.lock_failures"].value
    if request.axes_locked_out:
        journal(request, username, SignInOutcome.LOCKED)
        raise Locked(f"请 {minutes} 分钟后再试，或联系安全管理员解锁")
    journal(request, username, SignInOutcome.WRONG)
    left = most - (request.axes_failures_since_start or 0)
    raise wrong(f"再错 {left} 次将锁定 {minutes} 分钟")


def leave(request: HttpRequest, outcome: SignInOutcome = SignInOutcome.LEFT) -> None:
    """End the session for the reason given; the journal remembers."""
    if request.user.is_authenticated:
        journal(request, request.user.username, outcome, request.user)
    logout(request)


def verify(request: HttpRequest, code: str) -> None:
    """Take the code of the person's device. Raises WrongCode, TooSoon (each failure doubles the wait)."""
    device = device_of(request.user)
    allowed, why = device.verify_is_allowed()
    if not allowed:
        seconds = max(1, round((why["locked_until"] - datetime.now(why["locked_until"].tzinfo)).total_seconds()))
        raise TooSoon(f"请 {seconds} 秒后再试")
    if not verify_token(request.user, device.persistent_id, code):
        journal(request, request.user.username, SignInOutcome.UNVERIFIED, request.user)
        raise WrongCode()
    trust(request)


def trust(request: HttpRequest) -> None:
    """Remember in the session that the person just showed a right code of their device."""
    remember_device(request, device_of(request.user))
    request.session.cycle_key()
    journal(request, request.user.username, SignInOutcome.VERIFIED, request.user)


def journal(request: HttpRequest, username: str, outcome: SignInOutcome, person: Person | None = None) -> SignIn:
    """One line of the sign-in journal."""
    return SignIn.objects.create(
        at=now(),
        username=username[:NAME_LENGTH],
        person_id=person.pk if person else None,
        person=person.name if person else "",
        outcome=outcome,
        address=address_of(request),
        agent=request.headers.get("User-Agent", "")[:AGENT_LENGTH],
    )


def ended(request: HttpRequest, rules: Regime) -> SignInOutcome | None:
    """Why the session of a signed-in request must end now: IDLE, REPLACED, or None. Keeps a living one alive."""
    session, moment = request.session, now().timestamp()
    seen = session.get(SEEN_KEY, moment)
    if moment - seen >= rules.limits["identity.idle"].value * 60:
        return SignInOutcome.IDLE
    if rules.switches.get("identity.one_session"):
        last = last_entry(request.user)
        if last and last.pk != session.get(ENTRY_KEY):
            return SignInOutcome.REPLACED
    if SEEN_KEY not in session or moment - seen >= SEEN_EVERY.total_seconds():
        session[SEEN_KEY] = moment
    return None


def standing(request: HttpRequest, rules: Regime) -> tuple[Actor | None, Stage | None, list[Holding]]:
    """As whom the session acts, what it still owes first (then it acts as nobody), and the holdings of the day."""
    held = held_today(request.user)
    chosen = next((each for each in held if each.post_id == request.session.get(POST_KEY)), held[0] if held else None)
    if chosen is None:
        return None, None, held
    kind = rules.posts.get(chosen.post.kind)
    if kind and kind.second_factor and not request.user.is_verified():
        return None, Stage.FACTOR, held
    if password_expired(request.user, rules):
        return None, Stage.PASSWORD, held
    return actor_in(request.user, chosen.post, rules=rules, deputy=chosen.deputy), None, held
