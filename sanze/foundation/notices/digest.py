"""One digest a day for each post in its inbox, for each person by mail and text message, for each group by its robot.

A digest is made at the regime's time of day, of all lines left until then; what comes later waits for tomorrow's.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta

from django.db import connection, transaction

from sanze.foundation.identity.models import Post
from sanze.foundation.moment import SHANGHAI
from sanze.foundation.notices.channels import channels_in_use, robot_of, robots
from sanze.foundation.notices.models import DigestLine, Level, Message, Notice
from sanze.foundation.notices.outbox import put
from sanze.foundation.notices.people import holders
from sanze.foundation.notices.quiet import digest_due, not_before
from sanze.foundation.notices.states import Channel, Section
from sanze.foundation.notices.tell import to_person

# Slot: asked for the lines of a day before its digests are made. The apps above fill it.
SOURCES: list[Callable[[date], object]] = []

TAKEN = """
    UPDATE notices_digestline line SET taken_at = %(at)s, {column} = told.taker
    FROM unnest(%(lines)s::bigint[], %(takers)s::bigint[]) told(line, taker) WHERE line.id = told.line"""

AT_ONCE = 5000
LINES_IN_LETTER = 40
LINES_OF_ROBOT = 20


def gather(at: datetime) -> int:
    """Make the digests of the day, once its time has come; returns how many were made."""
    if not digest_due(at):
        return 0
    day = at.astimezone(SHANGHAI).date()
    for source in SOURCES:
        source(day)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('notices'), hashtext('digest'))")
        return _Day(day, at).gather()


class _Day:
    """The digests of one day."""

    def __init__(self, day: date, at: datetime):
        self.day, self.at = day, at
        self.end = datetime.combine(day + timedelta(days=1), time.min, SHANGHAI)
        rows = DigestLine.objects.filter(taken_at=None).order_by("post_id", "due_on", "pk")
        self.by_channel: dict[str, dict[int, list[DigestLine]]] = defaultdict(lambda: defaultdict(list))
        for each in rows:
            self.by_channel[each.channel][each.post_id].append(each)

    def gather(self) -> int:
        made = self._in_app()
        usable = channels_in_use()
        for channel in (Channel.EMAIL, Channel.SMS):
            made += self._to_people(channel, channel in usable)
        return made + self._to_groups(Channel.WEBHOOK in usable)

    def _in_app(self) -> int:
        waiting = self.by_channel[Channel.IN_APP]
        had = set(Notice.objects.filter(day=self.day, post_id__in=waiting).values_list("post_id", flat=True))
        fresh = [
            Notice(
                post_id=post, day=self.day, title=heading(lines), level=level_of(lines), made_at=self.at,
                digest="daily",
            )
            for post, lines in waiting.items()
            if post not in had
        ]  # fmt: skip
        made = Notice.objects.bulk_create(fresh, batch_size=AT_ONCE)
        self._taken("notice_id", {each.pk: waiting[each.post_id] for each in made})
        return len(made)

    def _to_people(self, channel: Channel, usable: bool) -> int:
        """A person who holds several posts has one digest of them all."""
        waiting, theirs, post_of = self.by_channel[channel], defaultdict(list), {}
        people = holders(waiting, self.day) if usable else {}
        self._unheard(lines for post, lines in waiting.items() if post not in people)
        for post, lines in waiting.items():
            if post not in people:
                continue
            theirs[people[post]] += lines
            post_of.setdefault(people[post].pk, post)
        told = {person: f"digest:{self.day}:{channel}:{person.pk}" for person in theirs}
        return self._put(
            {
                key: to_person(
                    person, post_of[person.pk], channel, key=key, title=heading(theirs[person]),
                    body=_letter(theirs[person]) if channel == Channel.EMAIL else "请登录平台办理", link="/inbox/",
                    **self._times(),
                )
                for person, key in told.items()
            },
            {told[person]: lines for person, lines in theirs.items()},
        )  # fmt: skip

    def _to_groups(self, usable: bool) -> int:
        waiting, theirs = self.by_channel[Channel.WEBHOOK], defaultdict(list)
        posts, there = Post.objects.in_bulk(waiting) if waiting else {}, robots() if usable else []
        group = {post: robot_of(each.area_code, there) for post, each in posts.items() if each.area_code}
        self._unheard(lines for post, lines in waiting.items() if group.get(post) is None)
        for post, robot in group.items():
            if robot is not None:
                theirs[robot].append((posts[post], waiting[post]))
        told = {robot: f"digest:{self.day}:robot:{robot.pk}" for robot in theirs}
        every = {told[robot]: [line for _, lines in own for line in lines] for robot, own in theirs.items()}
        messages = {
            key: Message(
                key=key, channel=Channel.WEBHOOK, setting=robot, recipient=robot.name, title=heading(every[key]),
                body=_by_post(theirs[robot]), link="/inbox/", **self._times(),
            )
            for robot, key in told.items()
        }  # fmt: skip
        return self._put(messages, every)

    def _times(self) -> dict:
        return {"made_at": self.at, "due_at": not_before(self.at), "expires_at": self.end}

    def _put(self, messages: dict[str, Message], lines: dict[str, list[DigestLine]]) -> int:
        had = set(Message.objects.filter(key__in=messages).values_list("key", flat=True))
        fresh = [each for key, each in messages.items() if key not in had]
        put(fresh)
        made = Message.objects.filter(key__in=[each.key for each in fresh]).values_list("pk", "key")
        self._taken("message_id", {pk: lines[key] for pk, key in made})
        return len(fresh)

    def _taken(self, column: str, by: dict[int, list[DigestLine]]) -> None:
        """Mark lines as taken by the notice or message whose key they stand under, in one statement."""
        pairs = [(each.pk, pk) for pk, lines in by.items() for each in lines]
        with connection.cursor() as cursor:
            told = {"at": self.at, "lines": [each for each, _ in pairs], "takers": [pk for _, pk in pairs]}
            cursor.execute(TAKEN.format(column=column), told)

    def _unheard(self, lines: Iterable[list[DigestLine]]) -> None:
        """Lines that no channel or nobody is there for wait no longer."""
        keys = [each.pk for own in lines for each in own]
        DigestLine.objects.filter(pk__in=keys).update(taken_at=self.at)


def heading(lines: Sequence[DigestLine]) -> str:
    """'今日提醒：已逾期 2 项，今日到期 1 项'."""
    counts = Counter(each.section for each in lines)
    return "今日提醒：" + "，".join(f"{each.label} {counts[each]} 项" for each in Section if counts[each])


def level_of(lines: Sequence[DigestLine]) -> Level:
    """How loud a digest is: something late, or only coming."""
    late = any(each.section in (Section.LATE, Section.BELOW) for each in lines)
    return Level.WARN if late else Level.REMIND


def by_section(lines: Sequence[DigestLine]) -> list[tuple[Section, list[DigestLine]]]:
    """The lines under their headings, in the order in which they are read."""
    return [(each, own) for each in Section if (own := [line for line in lines if line.section == each])]


def _letter(lines: Sequence[DigestLine]) -> str:
    said, left = [], LINES_IN_LETTER
    for section, own in by_section(lines):
        said.append(f"{section.label}（{len(own)} 项）")
        said += [f"- {_said(each)}" for each in own[:left]]
        left = max(left - len(own), 0)
    if len(lines) > LINES_IN_LETTER:
        said.append(f"另有 {len(lines) - LINES_IN_LETTER} 项，请登录平台查看。")
    return "\n".join(said)


def _said(line: DigestLine) -> str:
    due = f"，期限 {line.due_on}" if line.due_on else ""
    note = f"（{line.note}）" if line.note else ""
    return f"{line.title}：{line.about}{due}{note}"


def _by_post(told: Sequence[tuple[Post, list[DigestLine]]]) -> str:
    said = [f"{post}：{heading(lines).removeprefix('今日提醒：')}" for post, lines in told[:LINES_OF_ROBOT]]
    if len(told) > LINES_OF_ROBOT:
        said.append(f"另有 {len(told) - LINES_OF_ROBOT} 个岗位")
    return "\n".join(said)
