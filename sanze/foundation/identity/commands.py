"""Opening posts, registering people, putting one into the other by two pairs of hands, and keeping their keys.

Commands that take or give a secret are `inner`: they have pages of their own and no operation of the open interface.
"""

import secrets
from datetime import date, timedelta

from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.hashers import check_password, make_password
from django.db import IntegrityError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q
from django_otp.plugins.otp_totp.models import TOTPDevice
from pydantic import SecretStr

from sanze.foundation.acts.command import command
from sanze.foundation.acts.events import publish
from sanze.foundation.acts.records import change
from sanze.foundation.capabilities import Capability
from sanze.foundation.identity.carrying import left_behind, pass_all, provided_for
from sanze.foundation.identity.events import PostClosed as ClosedPost
from sanze.foundation.identity.events import PostTaken, PostVacated
from sanze.foundation.identity.factors import device_of, step_of
from sanze.foundation.identity.models import ApiToken, FormerPassword, Holding, Person, Post
from sanze.foundation.identity.queries import posts_open
from sanze.foundation.identity.refusals import (
    CannotTakeOver,
    ConsoleOnly,
    EndBeforeBegin,
    FactorExists,
    HolderThemself,
    KindsApart,
    NameTaken,
    NoFactor,
    NoPost,
    NoSuchPerson,
    NotHandedOver,
    NoTokenForFactor,
    NotOneself,
    NotSuspended,
    OwnPower,
    PasswordUsed,
    PostClosed,
    PostHeld,
    QuotaReached,
    Revoked,
    SameHands,
    StillCarries,
    StillHeld,
    Suspended,
    TokenTooLong,
    UnknownKind,
    WeakPassword,
    WrongCode,
    WrongPassword,
)
from sanze.foundation.identity.rules import one_time_password, password_faults, token_digest
from sanze.foundation.identity.states import TENURE, HoldingState
from sanze.foundation.moment import now, today
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import Actor

STANDING = [HoldingState.PROPOSED, HoldingState.CONFIRMED]
HAND_OVER_FIRST = "identity.handover_before_release"


@command(grant="identity.open_post", title="设立岗位", capability=Capability.SCOPE)
def open_post(
    actor: Actor,
    subject: None,
    *,
    title: str,
    unit: str,
    kind: str,
    on: date,
    area_code: str = "",
    industries: list[str] | None = None,
    party_id: int | None = None,
    superior_id: int | None = None,
) -> Post:
    """Open a post of one of the regime's kinds. Raises UnknownKind, QuotaReached."""
    if kind not in regime(on).posts:
        raise UnknownKind(kind)
    quota = regime(on).posts[kind].quota
    alike = Post.objects.filter(kind=kind, area_code=area_code, party_id=party_id, closed_on__isnull=True)
    if quota is not None and alike.count() >= quota:
        raise QuotaReached(f"{quota} 个")
    return Post.objects.create(
        title=title,
        unit=unit,
        kind=kind,
        area_code=area_code,
        industries=industries or [],
        party_id=party_id,
        superior_id=superior_id,
        opened_on=on,
    )


@command(grant="identity.close_post", title="撤销岗位", capability=Capability.SCOPE)
def close_post(actor: Actor, post: Post, *, on: date, successor_id: int | None = None) -> None:
    """Close a post that nobody holds or is proposed for; all that hangs on it passes to the successor.

    Raises PostClosed, StillHeld, CannotTakeOver; StillCarries without a successor where the regime asks for one.
    """
    if post.closed_on:
        raise PostClosed(post)
    lasting = Q(span__endswith__isnull=True) | Q(span__endswith__gt=on, deputy=True)
    if Holding.objects.filter(lasting, post=post, state__in=STANDING).exists():
        raise StillHeld(post)
    asked = regime().switches.get(HAND_OVER_FIRST) and successor_id is None
    if asked and (left := left_behind(post, "own", "tie")):
        raise StillCarries("、".join(left))
    if successor_id is not None:
        successor = posts_open(on).filter(pk=successor_id, kind=post.kind).exclude(pk=post.pk).first()
        if successor is None:
            raise CannotTakeOver()
        pass_all(actor, post, successor)
    change(post, closed_on=on)
    publish(ClosedPost(post.pk, successor_id, on))


@command(grant="identity.register_person", title="登记人员", capability=Capability.SCOPE)
def register_person(
    actor: Actor,
    subject: None,
    *,
    username: str,
    name: str,
    phone: str = "",
    email: str = "",
    certificate_no: str = "",
    certificate_until: date | None = None,
    password_hash: SecretStr | None = None,
    must_change_password: bool = True,
) -> Person:
    """Register a person who may then hold posts. Nobody can sign in as them before their password is reset.

    password_hash, must_change_password: for the console alone, which may let people in with a password known
    beforehand. Raises NameTaken, ConsoleOnly.
    """
    if Person.objects.filter(username=username).exists():
        raise NameTaken(username)
    if actor.person_id is not None and (password_hash or not must_change_password):
        raise ConsoleOnly()
    return Person.objects.create(
        username=username,
        name=name,
        phone=phone,
        email=email,
        certificate_no=certificate_no,
        certificate_until=certificate_until,
        password=password_hash.get_secret_value() if password_hash else make_password(None),
        password_set_at=now() if password_hash else None,
        must_change_password=must_change_password,
    )


@command(grant="identity.suspend", title="停用人员", capability=Capability.SCOPE)
def suspend(actor: Actor, person: Person, *, reason: str) -> None:
    """Shut a person out at once, whatever posts they hold. Raises OwnPower, Suspended."""
    _refuse_oneself(actor, person)
    if not person.is_active:
        raise Suspended(person)
    change(person, is_active=False)


@command(grant="identity.suspend", title="恢复人员", capability=Capability.SCOPE)
def reinstate(actor: Actor, person: Person, *, reason: str) -> None:
    """Let a suspended person in again. Raises OwnPower, NotSuspended."""
    _refuse_oneself(actor, person)
    if person.is_active:
        raise NotSuspended(person)
    change(person, is_active=True)


@command(grant="identity.certify", title="登记执法证", capability=Capability.SCOPE)
def certify(actor: Actor, person: Person, *, certificate_no: str, certificate_until: date) -> None:
    """Record a person's enforcement certificate and its last valid day. Raises OwnPower."""
    _refuse_oneself(actor, person)
    change(person, certificate_no=certificate_no, certificate_until=certificate_until)


def _refuse_oneself(actor: Actor, person: Person) -> None:
    if person.pk == actor.person_id:
        raise OwnPower()


@command(grant="identity.appoint", title="提名任职", capability=Capability.SCOPE)
def appoint(actor: Actor, post: Post, *, person_id: int, on: date, paper: str = "") -> Holding:
    """Propose a person for a post from a day on; another administrator confirms.

    Raises OwnPower, PostClosed, NoSuchPerson, Suspended, KindsApart, PostHeld.
    """
    return _propose(actor, post, person_id, DateRange(on, None), paper=paper)


@command(grant="identity.appoint_deputy", title="提名代理", capability=Capability.HAND_OVER)
def appoint_deputy(actor: Actor, post: Post, *, person_id: int, on: date, until: date, paper: str = "") -> Holding:
    """Propose a person to stand in for the holder, both days included; another administrator confirms.

    Raises EndBeforeBegin, HolderThemself, and as `appoint`.
    """
    if until < on:
        raise EndBeforeBegin(f"{on:%Y-%m-%d}")
    span = DateRange(on, until + timedelta(days=1))
    own = Holding.objects.filter(post=post, person_id=person_id, deputy=False, state__in=STANDING)
    if own.filter(span__overlap=span).exists():
        raise HolderThemself()
    return _propose(actor, post, person_id, span, deputy=True, paper=paper)


def _propose(actor: Actor, post: Post, person_id: int, span: DateRange, **told) -> Holding:
    if person_id == actor.person_id:
        raise OwnPower()
    if post.closed_on:
        raise PostClosed(post)
    # Locked, so that two proposals for one person cannot pass each other unseen.
    person = Person.objects.select_for_update().filter(pk=person_id).first()
    if person is None:
        raise NoSuchPerson()
    if not person.is_active:
        raise Suspended(person)
    _refuse_kinds_apart(person, post, span)
    try:
        return Holding.objects.create(post=post, person=person, span=span, proposed_by=actor.person_id, **told)
    except IntegrityError:
        raise PostHeld(post) from None


def _refuse_kinds_apart(person: Person, post: Post, span: DateRange, but: int | None = None) -> None:
    """No person unites kinds of post that the regime keeps apart, not for a day; `but` is the holding looked at."""
    kinds = regime(span.lower).posts
    rows = Holding.objects.filter(person=person, state__in=[*STANDING, HoldingState.ENDED]).exclude(pk=but)
    for held in rows.filter(span__overlap=span).select_related("post"):
        if held.post.kind in kinds[post.kind].apart or post.kind in kinds[held.post.kind].apart:
            raise KindsApart(f"{person}：{held.post}")


@command(grant="identity.confirm", title="确认任职", capability=Capability.SCOPE)
def confirm(actor: Actor, holding: Holding) -> None:
    """Put a proposed holding in force. Raises OwnPower, SameHands, PostClosed, Suspended, KindsApart."""
    _refuse_own(actor, holding)
    person = Person.objects.select_for_update().get(pk=holding.person_id)
    if holding.post.closed_on:
        raise PostClosed(holding.post)
    if not person.is_active:
        raise Suspended(person)
    _refuse_kinds_apart(person, holding.post, holding.span, but=holding.pk)
    TENURE.take(holding, "confirm")
    if not holding.deputy:
        publish(PostTaken(holding.post_id, holding.person_id, holding.span.lower))


@command(grant="identity.confirm", title="不予确认任职", capability=Capability.SCOPE)
def decline(actor: Actor, holding: Holding, *, reason: str) -> None:
    """Turn a proposed holding down. Raises OwnPower, SameHands."""
    _refuse_own(actor, holding)
    TENURE.take(holding, "decline", reason=reason)


def _refuse_own(actor: Actor, holding: Holding) -> None:
    if actor.person_id is None:
        return
    if holding.person_id == actor.person_id:
        raise OwnPower()
    if holding.proposed_by == actor.person_id:
        raise SameHands()


@command(grant="identity.release", title="离任", capability=Capability.SCOPE)
def release(actor: Actor, holding: Holding, *, on: date, reason: str) -> None:
    """End a holding; `on` is the first day on which the person no longer holds the post.

    Raises EndBeforeBegin; NotHandedOver where the regime asks that somebody answer for what the post carries.
    """
    if on <= holding.span.lower:
        raise EndBeforeBegin(f"{holding.span.lower:%Y-%m-%d}")
    asked = regime().switches.get(HAND_OVER_FIRST) and not holding.deputy
    if asked and not provided_for(holding, on) and (left := left_behind(holding.post, "own")):
        raise NotHandedOver("、".join(left))
    TENURE.take(holding, "release", span=DateRange(holding.span.lower, on), reason=reason)
    if not holding.deputy:
        publish(PostVacated(holding.post_id, on))


@command(grant="identity.own_account", title="修改密码", capability=Capability.SCOPE, inner=True)
def change_password(actor: Actor, person: Person, *, current: SecretStr, new: SecretStr) -> None:
    """Take a new password for oneself. Raises NotOneself, WrongPassword, WeakPassword, PasswordUsed."""
    _refuse_others(actor, person)
    if not person.check_password(current.get_secret_value()):
        raise WrongPassword()
    limits, password = regime().limits, new.get_secret_value()
    faults = password_faults(
        password,
        length=limits["identity.password_length"].value,
        classes=limits["identity.password_classes"].value,
        names=(person.username, person.name, person.phone),
    )
    if faults:
        raise WeakPassword("；".join(faults))
    last = limits["identity.password_history"].value
    former = FormerPassword.objects.filter(person=person).order_by("-pk").values_list("password", flat=True)[:last]
    if any(check_password(password, each) for each in [person.password, *former][:last]):
        raise PasswordUsed(f"不能与最近 {last} 次的密码相同")
    _set_password(person, password, must_change=False)


@command(grant="identity.reset_password", title="重置密码", capability=Capability.SCOPE, inner=True)
def reset_password(actor: Actor, person: Person) -> str:
    """Give a person a random password for one sign-in; it is told once, here. Raises OwnPower."""
    _refuse_oneself(actor, person)
    password = one_time_password(regime().limits["identity.password_length"].value)
    _set_password(person, password, must_change=True)
    return password


def _set_password(person: Person, password: str, *, must_change: bool) -> None:
    """Every session of the person but the one that asks ends by this: a session carries a mark of the password."""
    FormerPassword.objects.create(person=person, password=person.password, set_at=person.password_set_at or now())
    change(person, password=make_password(password), password_set_at=now(), must_change_password=must_change)


@command(grant="identity.unlock", title="解除登录锁定", capability=Capability.SCOPE)
def unlock(actor: Actor, person: Person) -> None:
    """Forget a person's failures at the sign-in page."""
    AxesProxyHandler.reset_attempts(username=person.username)


@command(grant="identity.own_account", title="绑定动态口令", capability=Capability.SCOPE, inner=True)
def enrol_factor(actor: Actor, person: Person, *, secret: SecretStr, code: SecretStr) -> None:
    """Bind a device that already shows right codes for `secret`. Raises NotOneself, FactorExists, WrongCode."""
    _refuse_others(actor, person)
    if device_of(person):
        raise FactorExists()
    step = step_of(secret.get_secret_value(), code.get_secret_value())
    if step is None:
        raise WrongCode()
    TOTPDevice.objects.create(user=person, name="动态口令", key=secret.get_secret_value(), last_t=step)


@command(grant="identity.reset_factor", title="解绑动态口令", capability=Capability.SCOPE)
def reset_factor(actor: Actor, person: Person, *, reason: str) -> None:
    """Loose a person's lost device, so that they bind another at the next sign-in. Raises OwnPower, NoFactor."""
    _refuse_oneself(actor, person)
    if not TOTPDevice.objects.filter(user=person).delete()[0]:
        raise NoFactor(person)


@command(grant="identity.own_account", title="更新本人联系方式", capability=Capability.SCOPE)
def amend_own_contact(actor: Actor, subject: None, *, phone: str, email: str) -> None:
    """Say by which number and mailbox one is to be reached. Raises NoPost."""
    if not actor.person_id:
        raise NoPost()
    change(Person.objects.select_for_update().get(pk=actor.person_id), phone=phone.strip(), email=email.strip())


@command(grant="identity.own_account", title="生成接口密钥", capability=Capability.OPEN_INTERFACE, inner=True)
def make_token(actor: Actor, subject: None, *, name: str, days: int) -> ApiToken:
    """A key with which a program acts in the actor's post for `days` days.

    The object given back carries the key as `bearer`; nothing else ever does.
    Raises NoPost, NoTokenForFactor, TokenTooLong.
    """
    if not (actor.person_id and actor.post_id):
        raise NoPost()
    rules = regime()
    if rules.posts[actor.kind].second_factor:
        raise NoTokenForFactor()
    most = rules.limits["identity.token_days"].value
    if not 0 < days <= most:
        raise TokenTooLong(f"须为 1 至 {most} 天")
    bearer = f"sanze_{secrets.token_urlsafe(32)}"
    token = ApiToken.objects.create(
        person_id=actor.person_id,
        post_id=actor.post_id,
        name=name,
        digest=token_digest(bearer),
        expires_on=today() + timedelta(days=days),
    )
    token.bearer = bearer
    return token


@command(grant="identity.own_account", title="吊销接口密钥", capability=Capability.OPEN_INTERFACE)
def revoke_token(actor: Actor, token: ApiToken) -> None:
    """Make one's own key worthless at once. Raises NotOneself, Revoked."""
    _refuse_others(actor, token.person)
    if token.revoked_at:
        raise Revoked()
    change(token, revoked_at=now())


def _refuse_others(actor: Actor, person: Person) -> None:
    if actor.person_id != person.pk:
        raise NotOneself()
