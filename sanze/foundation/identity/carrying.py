"""What a post carries, and how it passes: apps above declare it, release, closing and hand-over ask here.

Whoever holds a post has everything that hangs on it, so a change of holder moves nothing. Closing a post does: each
kind of thing passes to another post by its own way. Every column that points at a post is declared here, either as
carried or as staying for a reason; a test walks all models.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db.models import Model, QuerySet

from sanze.foundation.acts.records import change
from sanze.foundation.identity.models import Holding, Post
from sanze.foundation.identity.states import HoldingState
from sanze.foundation.moment import today
from sanze.foundation.scope.actor import Actor

STANDING = [HoldingState.PROPOSED, HoldingState.CONFIRMED]


@dataclass(frozen=True)
class Line:
    """One open thing as a protocol tells it."""

    title: str
    about: str
    url: str
    due_on: date | None = None


@dataclass(frozen=True)
class Carried:
    """One kind of open thing that hangs on posts.

    columns: 'app.Model.column' of each column by which it does. rows: what is open of a post, the most urgent first.
    pass_on: gives it to another post inside the act that closes the first; tells how many.
    weight: 'own' must have an owner, so it bars release and closing; 'tie' bars closing alone; 'shared' is told only,
    others answer for it as well; 'told' bars nothing either, an audit finds what is left. order: place in a protocol.
    """

    title: str
    columns: tuple[str, ...]
    rows: Callable[[Post], QuerySet]
    line: Callable[[Model], Line]
    pass_on: Callable[[Actor, Post, Post], int] | None = None
    weight: Literal["own", "tie", "shared", "told"] = "own"
    order: int = 100


@dataclass(frozen=True)
class Parcel:
    """What is open of one kind: how many, and the first of them."""

    title: str
    count: int
    lines: list[Line]
    weight: str


CARRIED: list[Carried] = []

# 'app.Model.column' → why what stands there stays with the post, whatever becomes of it.
STAYS: dict[str, str] = {}

# Slot: whether a hand-over of this holding was confirmed by whoever gives.
HANDED_OVER: list[Callable[[Holding], bool]] = []


def carries(*kinds: Carried) -> None:
    """Declare what posts carry. Called from AppConfig.ready."""
    CARRIED.extend(kinds)
    CARRIED.sort(key=lambda each: each.order)


def stays(reason: str, *columns: str) -> None:
    """Declare columns that never pass on, with the reason."""
    STAYS.update(dict.fromkeys(columns, reason))


def parcels(post: Post, first: int = 0) -> list[Parcel]:
    """What a post carries now, kind by kind, the first so many lines of each; nothing of kinds with nothing open."""
    found = []
    for each in CARRIED:
        rows = each.rows(post)
        if count := rows.count():
            lines = [each.line(row) for row in rows[:first]] if first else []
            found.append(Parcel(each.title, count, lines, each.weight))
    return found


def left_behind(post: Post, *weights: str) -> list[str]:
    """What would be without an owner, in words, e.g. '履责事项 3 项'."""
    return [f"{each.title} {each.count} 项" for each in parcels(post) if each.weight in weights]


def provided_for(holding: Holding, on: date) -> bool:
    """Whether somebody answers after the holding: a successor, a deputy on that day, or a confirmed hand-over."""
    others = Holding.objects.filter(post_id=holding.post_id).exclude(pk=holding.pk)
    successor = others.filter(deputy=False, state__in=STANDING, span__startswith__gte=holding.span.lower)
    deputy = others.filter(deputy=True, state=HoldingState.CONFIRMED, span__contains=on)
    return successor.exists() or deputy.exists() or any(told(holding) for told in HANDED_OVER)


def pass_all(actor: Actor, post: Post, successor: Post) -> dict[str, int]:
    """Everything that the post carries goes to the other; tells how many of each kind. For use inside an act."""
    return {each.title: each.pass_on(actor, post, successor) for each in CARRIED if each.pass_on}


def fill() -> None:
    """What this app's own columns are."""
    carries(
        Carried(
            "下级岗位",
            ("identity.Post.superior",),
            lambda post: Post.objects.filter(superior=post, closed_on=None).order_by("pk"),
            lambda post: Line(post.title, post.unit, post.get_absolute_url()),
            _follow_superior,
            weight="tie",
            order=200,
        )
    )
    stays("任职史；谁在何时任职不因岗位撤销而改变", "identity.Holding.post")
    stays("密钥只在本人任此岗位期间有效，离任即失效", "identity.ApiToken.post")
    stays("岗位卷：印记按岗位连续编号，永不转移", "acts.Lane.post_id", "acts.Act.lane", "acts.Act.post")
    stays("证据由谁存入不再改变；岗位换人，查看权随岗位", "evidence.Evidence.kept_by_post", "evidence.Keeping.post_id")
    stays("公文由谁经办不再改变", "documents.OfficialDocument.clerk_post")
    stays("消息随岗位，由现任人员阅读，数月后清除", "notices.Notice.post_id")
    stays("汇总和短信、邮件已经发给当时的任职人员", "notices.DigestLine.post_id", "notices.Message.post_id")


def _follow_superior(actor: Actor, post: Post, successor: Post) -> int:
    rows = Post.objects.filter(superior=post, closed_on=None).exclude(pk=successor.pk)
    moved = rows.update(superior=successor)
    if successor.superior_id == post.pk:
        change(successor, superior_id=post.superior_id)
    return moved


def kinds_told(parts: Iterable[Parcel]) -> str:
    """The parcels in one line."""
    return "、".join(f"{each.title} {each.count} 项" for each in parts)


def carried_today(post: Post) -> str:
    """What the post carries today, in one line; empty where nothing."""
    return kinds_told(parcels(post)) if post.opened_on <= today() else ""
