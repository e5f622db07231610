"""The policy's own text: its paragraphs counted off, and its clauses in our own words."""

from functools import cached_property

from pydantic import Field

from sanze.foundation.capabilities import Capability
from sanze.foundation.regime.entries.strict import Certainty, Strict


class Paragraph(Strict):
    """One paragraph of the policy document (自然段), its sentences counted off by their gist.

    article: the number of the article to which the paragraph belongs. chapter: the headings above it.
    """

    id: str = Field(title="段号", pattern=r"^[^\s.]+$")
    article: str = Field(title="所属条")
    chapter: str = Field(title="章节")
    sentences: tuple[str, ...] = Field(title="各句要旨", min_length=1)

    def clause_ids(self) -> list[str]:
        """The clauses that must stand for its sentences: '8.1', '8.2', …"""
        return [f"{self.id}.{number}" for number in range(1, len(self.sentences) + 1)]


class Clause(Strict):
    """One sentence of the policy that asks for something or says something (条款).

    declaratory: it asks for nothing that could be owed. awaits: what the platform still lacks for it.
    """

    id: str = Field(title="编号", pattern=r"^[^\s.]+\.\d+$")
    text: str = Field(title="内容", min_length=4)
    capabilities: tuple[Capability, ...] = Field((), title="能力")
    declaratory: bool = Field(False, title="宣示性")
    awaits: str = Field("", title="平台尚缺")

    @property
    def paragraph(self) -> str:
        return self.id.rpartition(".")[0]


class Article(Strict):
    """One numbered article (条) with its clauses. face: its name as the document writes it, where not '第N条'."""

    number: str = Field(title="条号")
    title: str = Field(title="标题")
    face: str = Field("", title="称谓")
    clauses: tuple[Clause, ...] = Field((), title="条款")

    def __str__(self) -> str:
        return f"{self.face or f'第{self.number}条'} {self.title}"

    @cached_property
    def capabilities(self) -> tuple[Capability, ...]:
        """What its clauses ask the platform for, each once."""
        return tuple(dict.fromkeys(each for clause in self.clauses for each in clause.capabilities))


class LocalTerm(Strict):
    """A local term whose text the platform cannot know (地方文本), with its items as far as they are known."""

    title: str = Field(title="名称")
    clause: str = Field(title="条款")
    items: tuple[str, ...] = Field((), title="各项")
    source: str = Field(title="依据")
    certainty: Certainty = Field("?", title="可靠程度")
