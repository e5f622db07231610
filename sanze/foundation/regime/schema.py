"""The shape of a regime package: what a policy says, as data checked on reading."""

from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import Field

from sanze.foundation.calendar.clocks import Clock
from sanze.foundation.regime.entries.cadence import Cadence
from sanze.foundation.regime.entries.duty import Duty
from sanze.foundation.regime.entries.letter import Letter
from sanze.foundation.regime.entries.measure import Gate, Target, Veto
from sanze.foundation.regime.entries.period import KeyPeriod
from sanze.foundation.regime.entries.reminder import Quiet, Reminders
from sanze.foundation.regime.entries.strict import Certainty, Strict
from sanze.foundation.regime.entries.subject import FirstHandler, Hazard, Mending, Responsibility, Selection
from sanze.foundation.regime.entries.text import Article, Clause, LocalTerm, Paragraph


class Limit(Strict):
    """One figure that the policy or the law sets.

    certainty: V read at the source, K well known, ? a plausible reading that the office should confirm.
    """

    value: int = Field(title="数值")
    unit: Literal["hours", "calendar_days", "working_days", "times", "persons", "percent", "minutes", "metres"] = Field(
        title="单位"
    )
    title: str = Field(title="名称")
    source: str = Field(title="依据")
    certainty: Certainty = Field("?", title="可靠程度")
    valid_from: date | None = Field(None, title="有效期自")
    valid_to: date | None = Field(None, title="有效期至")


class PostKind(Strict):
    """A kind of post: its face, its powers, and how it must sign in.

    grants: names of commands, 'app.act'. apart: kinds that the same person may not hold as well.
    superiors: kinds of post that stand above this one, the nearest first; of each the post nearest by area.
    """

    title: str = Field(title="名称")
    grants: tuple[str, ...] = Field((), title="权力")
    second_factor: bool = Field(False, title="须动态口令")
    apart: tuple[str, ...] = Field((), title="不得兼任")
    quota: int | None = Field(None, title="名额")
    superiors: tuple[str, ...] = Field((), title="上级岗位类别")


class Regime(Strict):
    """One policy with everything that code must not know by itself."""

    code: str = Field(title="代码", pattern=r"^[a-z0-9-]+$")
    version: str = Field(title="版本", min_length=1)
    title: str = Field(title="名称")
    issuer: str = Field(title="发文机关")
    document: str = Field("", title="文号")
    paragraphs: tuple[Paragraph, ...] = Field((), title="原文段落")
    articles: tuple[Article, ...] = Field(title="条文")
    local_terms: dict[str, LocalTerm] = Field({}, title="地方文本")
    selections: dict[str, Selection] = Field({}, title="对象")
    hazards: dict[str, Hazard] = Field({}, title="危险类别")
    responsibilities: dict[str, Responsibility] = Field({}, title="责任种类")
    first_handlers: dict[str, FirstHandler] = Field({}, title="首办部门")
    mending: dict[str, Mending] = Field({}, title="空档整改")
    duties: tuple[Duty, ...] = Field((), title="职责")
    targets: tuple[Target, ...] = Field((), title="目标")
    gates: tuple[Gate, ...] = Field((), title="前置把关")
    vetoes: tuple[Veto, ...] = Field((), title="一票否决")
    periods: tuple[KeyPeriod, ...] = Field((), title="重点时段")
    letters: tuple[Letter, ...] = Field((), title="责任书与承诺书")
    reminders: dict[str, Reminders] = Field({}, title="提醒规则")
    quiet: Quiet = Field(Quiet(), title="免打扰")
    limits: dict[str, Limit] = Field(title="限值")
    posts: dict[str, PostKind] = Field(title="岗位类别")
    switches: dict[str, bool] = Field({}, title="开关")
    texts: dict[str, str] = Field({}, title="文字")
    lists: dict[str, tuple[str, ...]] = Field({}, title="清单")

    @property
    def full_version(self) -> str:
        return f"{self.code}@{self.version}"

    def limit(self, name: str) -> Limit:
        """The limit of that name. Raises KeyError: a missing limit is a fault of the regime, not of a person."""
        return self.limits[name]

    def articles_of(self, capability: str) -> list[Article]:
        return [each for each in self.articles if capability in each.capabilities]

    def clauses_of(self, capability: str) -> list[Clause]:
        return [each for each in self.clauses.values() if capability in each.capabilities]

    @cached_property
    def clauses(self) -> dict[str, Clause]:
        """Every clause by its id, in the order of the document."""
        return {each.id: each for article in self.articles for each in article.clauses}

    @cached_property
    def duty(self) -> dict[str, Duty]:
        """Every duty by its id."""
        return {each.id: each for each in self.duties}

    @cached_property
    def letter(self) -> dict[str, Letter]:
        """Every template of a letter by its id."""
        return {each.id: each for each in self.letters}

    def selection(self, subject: str | Selection) -> Selection:
        """A subject as a selection, whether it was given by name or in full. Raises KeyError for an unknown name."""
        return self.selections[subject] if isinstance(subject, str) else subject

    def when(self, cadence: Cadence) -> str:
        """A cadence in words, with the figure of its limit: '收到报告后，2 个工作日内'."""
        if not cadence.limit:
            return str(cadence)
        limit = self.limits[cadence.limit]
        return f"{cadence.upon}，{Clock(limit.unit, limit.value)}内"

    @cached_property
    def asked_by(self) -> dict[str, list]:
        """Clause id → everything it creates: duties, targets, gates, vetoes, periods, letters and what is named."""
        found: dict[str, list] = {}
        named = (*self.responsibilities.values(), *self.local_terms.values())
        listed = (*self.duties, *self.targets, *self.gates, *self.vetoes, *self.periods, *self.letters)
        for each in (*listed, *named):
            found.setdefault(each.clause, []).append(each)
        return found
