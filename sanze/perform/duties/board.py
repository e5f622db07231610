"""The clause board (条款实况): the document's text beside what was owed under it and what became of that."""

from dataclasses import dataclass
from datetime import date

from sanze.foundation.regime.entries.duty import Duty
from sanze.foundation.regime.entries.text import Article, Clause
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import Actor
from sanze.perform.duties.queries import Figures, figures_by


@dataclass(frozen=True)
class DutyLine:
    """A duty with its figures; None while the platform cannot discharge it, and `duty.awaits` says why."""

    duty: Duty
    figures: Figures | None


@dataclass(frozen=True)
class ClauseLine:
    """A clause with the duties that it creates."""

    clause: Clause
    duties: list[DutyLine]


@dataclass(frozen=True)
class ArticleLine:
    """An article with its clauses, and the sum of its figures."""

    article: Article
    clauses: list[ClauseLine]

    @property
    def figures(self) -> Figures:
        found = [duty.figures for clause in self.clauses for duty in clause.duties if duty.figures]
        return sum(found, Figures())


def clause_board(actor: Actor, first: date, last: date) -> list[ArticleLine]:
    """Every article of the regime in force today, with the figures of what falls due in a span, in one query.

    Raises NoRegime.
    """
    rules = regime()
    found = {duty: figures for (duty,), figures in figures_by(actor, first, last, "duty").items()}

    def line(duty: Duty) -> DutyLine:
        return DutyLine(duty, found.get(duty.id, Figures()) if duty.discharged_by else None)

    def clause_line(clause: Clause) -> ClauseLine:
        asked = [each for each in rules.asked_by.get(clause.id, []) if isinstance(each, Duty)]
        return ClauseLine(clause, [line(each) for each in asked])

    return [ArticleLine(each, [clause_line(clause) for clause in each.clauses]) for each in rules.articles]
