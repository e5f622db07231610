"""Telling posts something, inside the transaction in which it happened."""

from collections.abc import Collection, Iterable
from uuid import uuid4

from sanze.foundation.identity.models import Post
from sanze.foundation.moment import now
from sanze.foundation.notices.channels import channels_in_use, robot_of, robots
from sanze.foundation.notices.models import DigestLine, Level, Message, Notice
from sanze.foundation.notices.outbox import put
from sanze.foundation.notices.people import address_of, holders
from sanze.foundation.notices.quiet import not_before, quiet_hours
from sanze.foundation.notices.states import Channel, MessageState

LONGEST_TITLE = 120
AT_ONCE = 5000
NO_ADDRESS = {Channel.SMS: "没有登记手机号", Channel.EMAIL: "没有登记邮箱"}


def notify(
    post_ids: Iterable[int],
    *,
    title: str,
    link: str,
    body: str = "",
    level: Level = Level.INFO,
    about: str = "",
    digest: str = "",
    person_id: int | None = None,
    channels: Collection[str] = (),
) -> int:
    """Leave one notice for each post; gives their number.

    It is undone with the caller's transaction. link: a path of this platform, empty for none; a long title
    is cut. person_id: only this person shall read it. channels: it also leaves the house by these, outside the quiet
    hours. What is urgent leaves at once, by the channels that the regime names for alarms too.
    Raises ValueError for a link that leads elsewhere.
    """
    if link and (not link.startswith("/") or link.startswith(("//", "/\\"))):
        raise ValueError(f"a notice leads to a page of this platform, not to {link!r}")
    short = title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1] + "…"
    at = now()
    posts = [each for each in dict.fromkeys(post_ids) if each]
    made = [
        Notice(
            post_id=each, person_id=person_id, title=short, body=body, link=link,
            level=level, about=about, digest=digest, made_at=at,
        )
        for each in posts
    ]  # fmt: skip
    Notice.objects.bulk_create(made)
    urgent = level == Level.URGENT
    if leaving := {*channels, *(quiet_hours(at).alarms if urgent else ())} - {Channel.IN_APP}:
        put(_outgoing(posts, leaving, short, body, link, urgent))
    return len(made)


def tell_later(lines: Collection[DigestLine]) -> None:
    """Leave lines for the next digests of their posts; what was told before to a post by a channel is left out."""
    DigestLine.objects.bulk_create(lines, batch_size=AT_ONCE, ignore_conflicts=True)


def to_person(person, post_id: int | None, channel: str, *, key: str, **told) -> Message:
    """A message to a person by mail or text message, not written yet; one without an address says so and stays."""
    address = address_of(person, channel)
    state = MessageState.WAITING if address else MessageState.DROPPED
    return Message(
        key=key, channel=channel, person_id=person.pk, post_id=post_id, recipient=person.name, address=address,
        state=state, error="" if address else NO_ADDRESS[Channel(channel)], **told,
    )  # fmt: skip


def _outgoing(posts: list[int], channels: set[str], title: str, body: str, link: str, urgent: bool) -> list[Message]:
    at, act = now(), uuid4()
    told = {
        "title": title, "body": body, "link": link, "urgent": urgent, "made_at": at,
        "due_at": at if urgent else not_before(at),
    }  # fmt: skip
    usable, made = channels & channels_in_use(), []
    people = holders(posts) if usable & {Channel.EMAIL, Channel.SMS} else {}
    for channel in sorted(usable & {Channel.EMAIL, Channel.SMS}):
        reached = {person.pk: (person, post) for post, person in people.items()}
        made += [
            to_person(person, post, channel, key=f"{act}:{channel}:{person.pk}", **told)
            for person, post in reached.values()
        ]
    if Channel.WEBHOOK in usable:
        there = robots()
        areas = Post.objects.filter(pk__in=posts).values_list("area_code", flat=True)
        groups = {each.pk: each for area in areas if (each := robot_of(area, there))}
        made += [
            Message(
                key=f"{act}:robot:{each.pk}", channel=Channel.WEBHOOK, setting=each, recipient=each.name, **told
            )
            for each in groups.values()
        ]  # fmt: skip
    return made
