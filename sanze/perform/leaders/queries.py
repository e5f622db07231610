"""Who visited whom, and what of a quarter is still owed: read off the ledger of what is owed."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from sanze.foundation.regime.queries import content_of, standing_enforcements
from sanze.foundation.scope.actor import Actor
from sanze.perform.duties.models import Obligation
from sanze.perform.duties.states import Standing

PLACES = "leaders.places"
COMMAND = "leaders.visit"
NOBODY = "未明确挂牌领导"


@dataclass(frozen=True)
class Owed:
    """What one leader owed in one quarter, and what became of it."""

    owed: int = 0
    done: int = 0
    late: int = 0
    missed: int = 0
    open: int = 0

    def plus(self, standing: Standing) -> "Owed":
        """With one obligation more that stands so."""
        return Owed(
            self.owed + 1,
            self.done + (standing == Standing.DONE),
            self.late + (standing in (Standing.DONE_LATE, Standing.LATE)),
            self.missed + (standing in (Standing.MISSED, Standing.MADE_UP)),
            self.open + (standing == Standing.OPEN),
        )


@dataclass(frozen=True)
class Leader:
    """A line of the matrix: a leader's post (0 for nobody) with the four quarters of a year."""

    post_id: int
    name: str
    quarters: list[Owed]


def duties_by_visit() -> tuple[set[str], set[str]]:
    """The duties that a leader's visit discharges, of any regime: about an enterprise, and about oneself."""
    about, oneself = set(), set()
    for enforcement in standing_enforcements():
        for duty in content_of(enforcement).duties:
            if COMMAND in [way.command for way in duty.discharged_by]:
                (oneself if duty.holder.by == "self" else about).add(duty.id)
    return about, oneself


def quarter_of(day: date) -> int:
    """0 to 3."""
    return (day.month - 1) // 3


def quarter_span(year: int, quarter: int) -> tuple[date, date]:
    """First day of a quarter (0 to 3) and of the one after it."""
    first = date(year, 3 * quarter + 1, 1)
    return first, date(year + (quarter == 3), 1 if quarter == 3 else 3 * quarter + 4, 1)


def owed_in(actor: Actor, duties: set[str], first: date, until: date) -> list[Obligation]:
    """The obligations of these duties that begin in a span, under the actor's eyes; those taken back left out."""
    rows = Obligation.objects.visible_to(actor).filter(
        Q(period_first__gte=first, period_first__lt=until), duty__in=duties, voided_on=None, waived_on=None
    )
    return list(rows.select_related("holder").order_by("holder_id", "subject_name", "pk"))


def matrix(actor: Actor, duties: set[str], year: int) -> list[Leader]:
    """Each leader's year, quarter by quarter; enterprises that nobody is listed for come last."""
    quarters: dict[int, list[Owed]] = defaultdict(lambda: [Owed()] * 4)
    names: dict[int, str] = {}
    for each in owed_in(actor, duties, date(year, 1, 1), date(year + 1, 1, 1)):
        holder, quarter = each.holder_id or 0, quarter_of(each.period_first)
        names[holder] = str(each.holder) if each.holder_id else NOBODY
        line = list(quarters[holder])
        line[quarter] = line[quarter].plus(each.stands())
        quarters[holder] = line
    return [Leader(pk, names[pk], quarters[pk]) for pk in sorted(names, key=lambda pk: (pk == 0, names[pk]))]


def left_to_visit(actor: Actor, day: date) -> int:
    """How many enterprises the actor's own post still has to visit this quarter."""
    about, _ = duties_by_visit()
    first, until = quarter_span(day.year, quarter_of(day))
    rows = Obligation.objects.filter(duty__in=about, holder_id=actor.post_id, voided_on=None, waived_on=None)
    return rows.filter(period_first__gte=first, period_first__lt=until, discharged_on=None).count()
