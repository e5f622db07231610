"""The clause board (条款实况): the document's text beside what was owed under it and what became of that."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sanze.foundation.regime.completeness import ClauseState, state_of
from sanze.foundation.regime.entries.duty import Duty
from sanze.foundation.regime.entries.text import Article, Clause
from sanze.foundation.regime.queries import regime
from sanze.foundation.regime.schema import Regime
from sanze.foundation.scope.actor import Actor
from sanze.perform.duties.queries import Figures, figures_by


@dataclass(frozen=True)
class DutyLine:
    """A duty with its figures; None while the platform cannot discharge it, and `duty.awaits` says why."""

    duty: Duty
    figures: Figures | None

    @property
    def failing(self) -> bool:
        return bool(self.figures and (self.figures.missed or self.figures.late or self.figures.gaps))


@dataclass(frozen=True)
class ClauseLine:
    """A clause with the duties that it creates, and how far the platform serves it."""

    clause: Clause
    duties: list[DutyLine]
    state: ClauseState

    @property
    def failing(self) -> bool:
        """Whether something owed under it is missed, late, or owed by nobody."""
        return any(each.failing for each in self.duties)

    @property
    def awaiting(self) -> bool:
        return self.state in (ClauseState.OPEN, ClauseState.PARTLY)

    @property
    def awaits(self) -> str:
        """What the platform still lacks for it, each thing once."""
        told = [self.clause.awaits, *(each.duty.awaits for each in self.duties)]
        return "；".join(dict.fromkeys(each for each in told if each))


@dataclass(frozen=True)
class ArticleLine:
    """An article with its clauses, and the sum of its figures."""

    article: Article
    clauses: list[ClauseLine]

    @property
    def figures(self) -> Figures:
        found = [duty.figures for clause in self.clauses for duty in clause.duties if duty.figures]
        return sum(found, Figures())


# What a mayor looks for: name → face, and which clauses that means.
VIEWS: dict[str, tuple[str, Callable[[ClauseLine], bool]]] = {
    "": ("全部条款", lambda line: True),
    "owed": ("有履责数据", lambda line: any(each.figures and each.figures.owed for each in line.duties)),
    "failing": ("未落实", lambda line: line.failing),
    "awaiting": ("平台尚缺", lambda line: line.awaiting),
}


def clause_board(actor: Actor, first: date, last: date, area: str = "") -> list[ArticleLine]:
    """Every article of the regime in force today, with the figures of what falls due in a span, in one query.

    area: only what lies inside it. Raises NoRegime.
    """
    rules = regime()
    found = {duty: figures for (duty,), figures in figures_by(actor, first, last, "duty", area=area).items()}
    return [ArticleLine(each, [_clause(rules, clause, found) for clause in each.clauses]) for each in rules.articles]


def clause_line(actor: Actor, name: str, first: date, last: date, area: str = "") -> ClauseLine | None:
    """One clause of the board; None where the regime has none of that name."""
    rules = regime()
    if name not in rules.clauses:
        return None
    found = {duty: figures for (duty,), figures in figures_by(actor, first, last, "duty", area=area).items()}
    return _clause(rules, rules.clauses[name], found)


def narrowed(articles: list[ArticleLine], view: str) -> list[ArticleLine]:
    """The articles with those of their clauses that the view is about; none that has no such clause."""
    _, wanted = VIEWS[view]
    kept = [ArticleLine(each.article, [line for line in each.clauses if wanted(line)]) for each in articles]
    return [each for each in kept if each.clauses]


def _clause(rules: Regime, clause: Clause, found: dict[str, Figures]) -> ClauseLine:
    asked = [each for each in rules.asked_by.get(clause.id, []) if isinstance(each, Duty)]
    duties = [DutyLine(each, found.get(each.id, Figures()) if each.discharged_by else None) for each in asked]
    return ClauseLine(clause, duties, state_of(rules, clause.id))
