"""Whether a regime says everything that its document says: each sentence has a clause, each clause a consequence."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sanze.foundation.regime.schema import Regime

COUNTED = {
    "paragraphs": "原文段落",
    "articles": "条",
    "duties": "职责",
    "targets": "目标",
    "gates": "前置把关",
    "vetoes": "一票否决",
    "periods": "重点时段",
    "letters": "责任书与承诺书",
    "responsibilities": "责任种类",
    "hazards": "危险类别",
    "local_terms": "地方文本",
    "limits": "限值",
    "posts": "岗位类别",
    "reminders": "提醒规则",
}


@dataclass(frozen=True)
class Gap:
    """One place where the regime says less, or other, than its document."""

    about: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.about}：{self.sentence}"


def gaps(regime: Regime) -> Iterator[Gap]:
    """Every gap between the numbered list of the document's paragraphs and the clauses."""
    if not regime.paragraphs:
        yield Gap(regime.code, "没有原文段落清单（paragraphs），无从核对是否完整")
    numbers = {each.number for each in regime.articles}
    wanted = {}
    for paragraph in regime.paragraphs:
        if paragraph.article not in numbers:
            yield Gap(f"原文段落 {paragraph.id}", f"所属条“{paragraph.article}”没有写成条文")
        for name, gist in zip(paragraph.clause_ids(), paragraph.sentences, strict=True):
            wanted[name] = paragraph
            if name not in regime.clauses:
                yield Gap(f"条款 {name}", f"原文这一句没有写成条款（{gist}）")
    for article in regime.articles:
        for clause in article.clauses:
            if clause.id not in wanted:
                yield Gap(f"条款 {clause.id}", "原文段落清单中没有这一句")
            elif wanted[clause.id].article != article.number:
                yield Gap(f"条款 {clause.id}", f"应写在第 {wanted[clause.id].article} 条")
    yield from _without_consequence(regime)


def _without_consequence(regime: Regime) -> Iterator[Gap]:
    for clause in regime.clauses.values():
        asked = regime.asked_by.get(clause.id)
        if clause.declaratory and asked:
            yield Gap(f"条款 {clause.id}", f"既标为宣示性，又设有“{asked[0].title}”")
        elif not (clause.declaratory or asked or clause.capabilities):
            yield Gap(f"条款 {clause.id}", "没有职责、目标、把关、否决或者能力与之对应；确属宣示的请标 declaratory")


class ClauseState(StrEnum):
    """How far the platform serves a clause; the last word of the office's list."""

    DECLARATORY = "宣示性"
    SERVED = "已上线"
    PARTLY = "部分上线"
    OPEN = "待建设"


def state_of(regime: Regime, clause_id: str) -> ClauseState:
    """Served where nothing of it awaits the platform, partly where something does and something does not."""
    clause, asked = regime.clauses[clause_id], regime.asked_by.get(clause_id, ())
    if clause.declaratory:
        return ClauseState.DECLARATORY
    waiting = [bool(getattr(each, "awaits", "")) for each in asked] + ([True] if clause.awaits else [])
    if not any(waiting):
        return ClauseState.SERVED
    return ClauseState.OPEN if all(waiting) else ClauseState.PARTLY


def standing(regime: Regime) -> dict[ClauseState, int]:
    """The clauses counted by how far the platform serves them."""
    found = Counter(state_of(regime, each) for each in regime.clauses)
    return {state: found[state] for state in ClauseState}


def counts(regime: Regime) -> dict[str, int]:
    """How many entries of each part there are, by the part's face."""
    return {face: len(getattr(regime, part)) for part, face in COUNTED.items()} | {"条款": len(regime.clauses)}


def doubtful(regime: Regime) -> list[str]:
    """The titles of everything that rests on a plausible reading and waits to be confirmed by the office."""
    asked = (*regime.duties, *regime.targets, *regime.gates, *regime.vetoes, *regime.periods, *regime.letters)
    named = (*regime.limits.values(), *regime.local_terms.values())
    return [each.title for each in (*asked, *named) if each.certainty == "?"]
