"""The past under another regime (制度预演): what would have been owed, by whom, and what of it the acts on record did.

Subjects and posts are taken as they are today, under both regimes, so that only the rules differ. Nothing is written.
"""

from collections import Counter, defaultdict
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta

from django.db import connection

from sanze.foundation.calendar.queries import calendar
from sanze.foundation.calendar.workdays import WorkCalendar
from sanze.foundation.identity.models import Post
from sanze.foundation.moment import today
from sanze.foundation.regime.entries.cadence import Step
from sanze.foundation.regime.entries.duty import Duty
from sanze.foundation.regime.owed_periods import OwedPeriod, owed_periods
from sanze.foundation.regime.schema import Regime
from sanze.perform.duties import trial
from sanze.perform.duties.owing import wanted
from sanze.perform.duties.terms import owed
from sanze.perform.duties.trial import Outcome

# The limit by which the regime says how much a post can do in a week; without it nobody counts as overloaded.
LOAD = "duties.weekly_load"
LONGEST = timedelta(days=366)

HELD = "WITH {wanted} SELECT holder_id, count(*) FROM wanted GROUP BY 1"


class BadSpan(ValueError):
    """The days cannot be rehearsed; the sentence says why."""


@dataclass(frozen=True)
class Part:
    """A duty under one regime in the span: how often, by which posts for how many subjects, how many have no post."""

    duty: Duty
    spans: list[OwedPeriod]
    held: dict[int, int]
    gaps: int

    @property
    def subjects(self) -> int:
        return sum(self.held.values()) + self.gaps

    @property
    def owed(self) -> int:
        return len(self.spans) * self.subjects


@dataclass(frozen=True)
class Line:
    """A duty before and after; None where a regime does not have it. outcome: what the acts on record did of the new.

    weeks: Monday → owed before and after, by the day on which a period begins.
    """

    before: Part | None
    after: Part | None
    outcome: Outcome | None = None

    @property
    def duty(self) -> Duty:
        return (self.after or self.before).duty

    @property
    def owed_before(self) -> int:
        return self.before.owed if self.before else 0

    @property
    def owed_after(self) -> int:
        return self.after.owed if self.after else 0

    @property
    def gaps(self) -> int:
        return self.after.gaps if self.after else 0

    @property
    def changed(self) -> bool:
        return self.owed_before != self.owed_after or self.outcome is not None

    @property
    def weeks(self) -> dict[date, tuple[int, int]]:
        sums: dict[date, list[int]] = defaultdict(lambda: [0, 0])
        for at, part in enumerate((self.before, self.after)):
            for each in part.spans if part else ():
                sums[each.first - timedelta(days=each.first.weekday())][at] += part.subjects
        return {monday: tuple(sums[monday]) for monday in sorted(sums)}


@dataclass(frozen=True)
class Load:
    """What a post would have had to do a week, before and after."""

    post_id: int
    before: float
    after: float
    name: str = ""


@dataclass(frozen=True)
class Rehearsal:
    """What would have been otherwise. limit: how much the regime says a post can do in a week, None where it does not.

    affected: posts whose load differs; overloaded: those of them above the limit, by their load.
    """

    first: date
    last: date
    before: str
    after: str
    lines: list[Line]
    affected: list[Load] = field(default_factory=list)
    overloaded: list[Load] = field(default_factory=list)
    limit: int | None = None

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def weekly(self, owed: int) -> int:
        """So many in the span, told as so many a week."""
        return round(owed * 7 / self.days)

    @property
    def changed(self) -> list[Line]:
        return [each for each in self.lines if each.changed]

    @property
    def more(self) -> int:
        """How many more are owed each week; less than nothing where fewer are."""
        return self.weekly(sum(each.owed_after - each.owed_before for each in self.lines))

    @property
    def gaps(self) -> int:
        """Subjects of changed duties for which no post is found."""
        return sum(each.gaps for each in self.changed)

    def __str__(self) -> str:
        if not self.changed:
            return "与现行制度相比，履责事项没有变化"
        more = f"每周多 {self.more} 项" if self.more > 0 else f"每周少 {-self.more} 项" if self.more else "每周项数不变"
        if self.limit is None:
            load = f"制度没有规定每周上限（{LOAD}），不判断超负荷"
        else:
            load = f"{len(self.overloaded)} 个超负荷" if self.overloaded else "无一超负荷"
        gaps = f"{self.gaps} 项无责任岗位" if self.gaps else "每项都有责任岗位"
        return f"{more}，影响 {len(self.affected)} 个岗位，{load}；{gaps}"


def rehearse(before: Regime | None, after: Regime, first: date, last: date) -> Rehearsal:
    """What would have been owed from `first` to `last` under the one and under the other. Raises BadSpan."""
    if last < first:
        raise BadSpan("结束日期早于开始日期")
    if last > today():
        raise BadSpan("预演的是已经过去的日子，结束日期不能晚于今天")
    if last - first > LONGEST:
        raise BadSpan("一次最多预演一年")
    working = calendar()
    old = _parts(before, first, last, working) if before else {}
    new = _parts(after, first, last, working)
    with trial.tables():
        lines = [Line(old.get(name), new.get(name), _outcome(before, after, new.get(name))) for name in {**old, **new}]
    limit = after.limits.get(LOAD)
    affected = _affected(lines, (last - first).days + 1)
    above = [each for each in affected if (limit and each.after > limit.value >= each.before) or _worse(each, limit)]
    return Rehearsal(
        first,
        last,
        before.full_version if before else "",
        after.full_version,
        lines,
        affected,
        _named(sorted(above, key=lambda each: -each.after)),
        limit.value if limit else None,
    )


def _worse(load: Load, limit) -> bool:
    return bool(limit) and load.before > limit.value and load.after > load.before


def _parts(regime: Regime, first: date, last: date, working: WorkCalendar) -> dict[str, Part]:
    """Duty → what it asks for in the span."""
    found = {}
    for duty in owed(regime):
        spans = list(owed_periods(_fixed(duty, first), _begin(duty, first), _end(duty, last), working))
        who = wanted(regime, duty, today())
        with connection.cursor() as cursor:
            cursor.execute(HELD.format(wanted=who.sql), who.params)
            held = dict(cursor.fetchall())
        gaps = held.pop(None, 0)
        found[duty.id] = Part(duty, spans, held, gaps)
    return found


def _begin(duty: Duty, first: date) -> date:
    return max(first, duty.begins or first)


def _end(duty: Duty, last: date) -> date:
    return min(last, duty.ends or last)


def _fixed(duty: Duty, first: date):
    """The cadence, one counted from when it was last done taken as if it had been done just before the span."""
    cadence = duty.cadence
    if cadence.step is None or cadence.step.counted_from == "first":
        return cadence
    step = Step(amount=cadence.step.amount, unit=cadence.step.unit, first=first)
    return cadence.model_copy(update={"step": step})


def _outcome(before: Regime | None, after: Regime, part: Part | None) -> Outcome | None:
    """What the acts on record did of a duty that is new or another than before; None where it is the same."""
    if part is None or (before is not None and _same(before, after, part.duty)):
        return None
    return trial.outcome(after, part.duty, part.spans, today())


def _same(before: Regime, after: Regime, duty: Duty) -> bool:
    """Whether the duty asks for the same of the same by the same; its words and its place in the text do not matter."""
    old = before.duty.get(duty.id)
    if old is None:
        return False
    told = ("holder", "cadence", "discharged_by", "begins", "ends")
    if any(getattr(old, name) != getattr(duty, name) for name in told):
        return False
    mine, yours = after.selection(duty.subject), before.selection(old.subject)
    lists = {str(each.value) for each in mine.where if each.op in ("in_list", "not_in_list")}
    return mine == yours and all(before.lists.get(name) == after.lists.get(name) for name in lists)


def _affected(lines: list[Line], days: int) -> list[Load]:
    """The posts that would have had more or less to do, in any of their duties."""
    sums: tuple[Counter, Counter] = (Counter(), Counter())
    touched: set[int] = set()
    for line in lines:
        loads = []
        for at, part in enumerate((line.before, line.after)):
            own = {post: count * len(part.spans) for post, count in part.held.items()} if part else {}
            sums[at].update(own)
            loads.append(own)
        touched |= {post for post in {**loads[0], **loads[1]} if loads[0].get(post, 0) != loads[1].get(post, 0)}
    weeks = days / 7
    return [Load(post, sums[0][post] / weeks, sums[1][post] / weeks) for post in sorted(touched)]


def _named(loads: list[Load]) -> list[Load]:
    posts = Post.objects.in_bulk([each.post_id for each in loads])
    return [Load(each.post_id, each.before, each.after, str(posts[each.post_id])) for each in loads]


def sentence(played: Rehearsal, line: Line) -> str:
    """One duty's difference in words."""
    before, after = played.weekly(line.owed_before), played.weekly(line.owed_after)
    said = f"{line.duty.title}：每周 {before} 项 → {after} 项"
    if line.outcome:
        told = line.outcome
        said += f"；按已有记录，按期 {told.done} 项、逾期 {told.late} 项、未履行 {told.missed} 项"
        said += f"、未到期 {told.open} 项" if told.open else ""
    return said + (f"；{line.gaps} 个对象无责任岗位" if line.gaps else "")


def told(played: Rehearsal) -> dict:
    """The rehearsal as plain values."""
    return {
        "summary": str(played),
        "first": played.first.isoformat(),
        "last": played.last.isoformat(),
        "before": played.before,
        "after": played.after,
        "more_each_week": played.more,
        "posts_affected": len(played.affected),
        "posts_overloaded": [asdict(each) for each in played.overloaded],
        "subjects_without_holder": played.gaps,
        "duties": [_line(each) for each in played.lines],
    }


def _line(line: Line) -> dict:
    return {
        "duty": line.duty.id,
        "title": line.duty.title,
        "clause": line.duty.clause,
        "owed_before": line.owed_before,
        "owed_after": line.owed_after,
        "changed": line.changed,
        "without_holder": line.gaps,
        "outcome": asdict(line.outcome) if line.outcome else None,
        "weeks": {monday.isoformat(): list(sums) for monday, sums in line.weeks.items()} if line.changed else {},
    }
