"""Opening posts, registering people, and putting one into the other by two pairs of hands."""

from datetime import date

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError
from django.db.backends.postgresql.psycopg_any import DateRange

from sanze.foundation.acts.command import command
from sanze.foundation.acts.records import change
from sanze.foundation.acts.refusal import Refused
from sanze.foundation.capabilities import Capability
from sanze.foundation.identity.models import Holding, Person, Post
from sanze.foundation.identity.states import TENURE, HoldingState
from sanze.foundation.moment import now
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import Actor


class UnknownKind(Refused):
    message = "制度中没有这一类岗位"


class NameTaken(Refused):
    message = "登录名已被使用"


class OwnPower(Refused):
    message = "不能为本人任职、确认或重置密码，须由另一位管理员办理"


class SameHands(Refused):
    message = "提名与确认须由两个人办理"


class KindsApart(Refused):
    message = "该人员已担任与此岗位互斥的岗位"


class PostHeld(Refused):
    message = "该岗位在这段时间已有任职人员"


class PostClosed(Refused):
    message = "岗位已撤销"


class StillHeld(Refused):
    message = "岗位上仍有任职人员，须先离任"


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
    """Open a post of one of the regime's kinds. Raises UnknownKind."""
    if kind not in regime(on).posts:
        raise UnknownKind(kind)
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
def close_post(actor: Actor, post: Post, *, on: date) -> None:
    """Close a post that nobody holds. Raises StillHeld."""
    if Holding.objects.filter(post=post, state=HoldingState.CONFIRMED, span__endswith__isnull=True).exists():
        raise StillHeld(post)
    change(post, closed_on=on)


@command(grant="identity.register_person", title="登记人员", capability=Capability.SCOPE)
def register_person(
    actor: Actor,
    subject: None,
    *,
    username: str,
    name: str,
    phone: str = "",
    certificate_no: str = "",
    certificate_until: date | None = None,
    password_hash: str = "",
) -> Person:
    """Register a person who may then hold posts. Without `password_hash` nobody can sign in as them yet."""
    if Person.objects.filter(username=username).exists():
        raise NameTaken(username)
    return Person.objects.create(
        username=username,
        name=name,
        phone=phone,
        certificate_no=certificate_no,
        certificate_until=certificate_until,
        password=password_hash or make_password(None),
        password_set_at=now() if password_hash else None,
    )


@command(grant="identity.appoint", title="提名任职", capability=Capability.SCOPE)
def appoint(actor: Actor, post: Post, *, person_id: int, on: date, paper: str = "") -> Holding:
    """Propose a person for a post from a day on; another administrator confirms.

    Raises OwnPower, PostClosed, KindsApart, PostHeld.
    """
    if person_id == actor.person_id:
        raise OwnPower()
    if post.closed_on:
        raise PostClosed(post)
    person = Person.objects.get(pk=person_id)
    _refuse_kinds_apart(person, post, on)
    try:
        return Holding.objects.create(
            post=post, person=person, span=DateRange(on, None), paper=paper, proposed_by=actor.person_id
        )
    except IntegrityError:
        raise PostHeld(post) from None


def _refuse_kinds_apart(person: Person, post: Post, on: date) -> None:
    """No person unites kinds of post that the regime keeps apart."""
    kinds = regime(on).posts
    rows = Holding.objects.filter(person=person, state__in=[HoldingState.PROPOSED, HoldingState.CONFIRMED])
    for held in rows.filter(span__endswith__isnull=True).select_related("post"):
        if held.post.kind in kinds[post.kind].apart or post.kind in kinds[held.post.kind].apart:
            raise KindsApart(f"{person}：{held.post}")


@command(grant="identity.confirm", title="确认任职", capability=Capability.SCOPE)
def confirm(actor: Actor, holding: Holding) -> None:
    """Put a proposed holding in force. Raises OwnPower, SameHands."""
    _refuse_own(actor, holding)
    TENURE.take(holding, "confirm")


@command(grant="identity.confirm", title="不予确认任职", capability=Capability.SCOPE)
def decline(actor: Actor, holding: Holding, *, reason: str) -> None:
    """Turn a proposed holding down."""
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
    """End a holding; `on` is the first day on which the person no longer holds the post."""
    TENURE.take(holding, "release", span=DateRange(holding.span.lower, on), reason=reason)


@command(grant="identity.certify", title="登记执法证", capability=Capability.SCOPE)
def certify(actor: Actor, person: Person, *, certificate_no: str, certificate_until: date) -> None:
    """Record a person's enforcement certificate and its last valid day. Raises OwnPower."""
    if person.pk == actor.person_id:
        raise OwnPower()
    change(person, certificate_no=certificate_no, certificate_until=certificate_until)


