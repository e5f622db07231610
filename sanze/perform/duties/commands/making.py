"""One run of one duty for one day: what it takes back and what it makes, each in one statement."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass, field
from datetime import date

from django.db import connection

from sanze.foundation.regime.entries.duty import Duty
from sanze.foundation.regime.models import Enforcement
from sanze.foundation.regime.owed_periods import OwedPeriod
from sanze.foundation.regime.schema import Regime
from sanze.perform.duties.commands import statements
from sanze.perform.duties.owing import wanted
from sanze.perform.duties.terms import ONE_DAY, Term, counted_from_last

# The types of a period's columns, in its order.
SPAN_TYPES = ("date", "date", "date", "date", "smallint", "text")
_SET_JOINS = "SELECT set_config('enable_nestloop', %s, false), set_config('enable_mergejoin', %s, false)"
OF_NOTHING = hashlib.sha256().hexdigest()


@dataclass(frozen=True)
class Made:
    """What a run made: how many rows, how many of them without a holder, and their digest."""

    count: int = 0
    gaps: int = 0
    digest: str = OF_NOTHING


@dataclass(frozen=True)
class Taken:
    """What a run took back. moved: (subject, first, last, due, late, ordinal, key period) of another post's now."""

    count: int = 0
    digest: str = OF_NOTHING
    moved: list[tuple] = field(default_factory=list)


@contextmanager
def joins(*, by_loops: bool) -> Iterator[None]:
    """How the database joins inside the block.

    Rows made a moment ago are not in its statistics yet, and taking them for a handful it would look through
    thousands of subjects for each of thousands of rows, or walk the index of a whole quarter for its order.
    For single look-ups loops over an index are right.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('enable_nestloop'), current_setting('enable_mergejoin')")
        before = cursor.fetchone()
        way = "on" if by_loops else "off"
        cursor.execute(_SET_JOINS, [way, way])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(_SET_JOINS, before)


def reserve_run() -> int:
    """The number of a run that is about to be made, so that its rows can bear it."""
    return _one("SELECT nextval(pg_get_serial_sequence('duties_run', 'id'))", {})[0]


def days_last_done(duty: Duty) -> list[date | None]:
    """The days on which any subject that owes nothing now last did the duty, and None for those that never did."""
    with connection.cursor() as cursor:
        cursor.execute(statements.DAYS_LAST_DONE, {"duty": duty.id})
        return [None, *(day for (day,) in cursor.fetchall())]


def outdated(term: Term, other_days: list[tuple[str, str, date]], day: date) -> bool:
    """Whether `supersede` would find anything."""
    return _one(statements.IS_OUTDATED, _outdated(term, other_days, day))[0]


def supersede(
    run: int, term: Term, other_days: list[tuple[str, str, date]], day: date, made_on: date
) -> tuple[int, str]:
    """Void what regimes other than the term's made for its days; count and digest. other_days: as of `creating`."""
    return _one(statements.SUPERSEDE, {**_outdated(term, other_days, day), "run": run, "made_on": made_on})


def _outdated(term: Term, other_days: list[tuple[str, str, date]], day: date) -> dict:
    duties, regimes, days = _columns(other_days, 3)
    asked = {"begin": max(term.first, term.enforced_on + ONE_DAY), "last": term.last, "day": day}
    return {**asked, "others": _others(term), "duties": duties, "regimes": regimes, "days": days}


def _others(term: Term) -> list[str]:
    """Every other version that was ever put in force, withdrawn ones too."""
    versions = {each.full_version for each in Enforcement.objects.defer("content")}
    return sorted(versions - {term.regime.full_version})


@dataclass(frozen=True)
class Batch:
    """One run. made_on: the day on which it really happens."""

    number: int
    regime: Regime
    duty: Duty
    day: date
    made_on: date

    def pending(self, spans: list[OwedPeriod], planned_from: date, turns: list[tuple] | None) -> bool:
        """Whether the run would change anything."""
        asked = self._planned(planned_from) | self._owed(spans, [], turns)
        return self._do(statements.PENDING, spans, asked, counted=_counted(turns))[0]

    def take_back(self, spans: list[OwedPeriod], planned_from: date) -> Taken:
        """Void what is open, due on the day or later, and owed no more, or by another post, or by another day."""
        count, seal, moved = self._do(statements.TAKE_BACK, spans, self._planned(planned_from))
        rows = [(label, *map(date.fromisoformat, days), *of) for label, days, of in json.loads(moved or "[]")]
        return Taken(count, seal, rows)

    def make(self, spans: list[OwedPeriod], moved: list[tuple], turns: list[tuple] | None) -> Made:
        """Make what is not there of the spans, of what is another post's now, and of the turns counted from last time.

        turns: (day last done, first, last, due, late); None where the duty is not counted so.
        """
        if not spans and not moved and not turns:
            return Made()
        asked = self._owed(spans, moved, turns) | {"clause": self.duty.clause, "title": self.duty.title[:200]}
        return Made(*self._do(statements.MAKE, spans, asked, counted=_counted(turns)))

    def _planned(self, planned_from: date) -> dict:
        return {"planned": date.max if counted_from_last(self.duty) else planned_from}

    def _owed(self, spans: list[OwedPeriod], moved: list[tuple], turns: list[tuple] | None) -> dict:
        begins = [each.first for each in spans] + [row[1] for row in [*moved, *(turns or [])]]
        asked = {"earliest": min(begins, default=self.day), "once": self.duty.cadence.by is not None}
        asked |= _named("moved", ("labels", "firsts", "lasts", "dues", "lates", "ordinals", "askeds"), moved)
        return asked | _named("turn", ("afters", "firsts", "lasts", "dues", "lates"), turns or [])

    def _do(self, statement: str, spans: list[OwedPeriod], asked: dict, **parts: str) -> tuple:
        who = wanted(self.regime, self.duty, self.day)
        own = {"run": self.number, "duty": self.duty.id, "regime": self.regime.full_version}
        own |= {"day": self.day, "made_on": self.made_on}
        rows, values = _spans(spans)
        return _one(statement.format(wanted=who.sql, spans=rows, **parts), {**who.params, **values, **own, **asked})


def _counted(turns: list[tuple] | None) -> str:
    return "" if turns is None else statements.COUNTED


def _spans(spans: list[OwedPeriod]) -> tuple[str, dict]:
    """The spans as rows of SQL, with their values."""
    if not spans:
        return statements.NO_SPAN, {}
    named = [{f"span{number}_{at}": day for at, day in enumerate(astuple(each))} for number, each in enumerate(spans)]
    rows = ("(" + ", ".join(map("%({})s::{}".format, row, SPAN_TYPES)) + ")" for row in named)
    return f"VALUES {', '.join(rows)}", {name: day for row in named for name, day in row.items()}


def _named(prefix: str, names: tuple[str, ...], rows: list[tuple]) -> dict:
    return {f"{prefix}_{name}": column for name, column in zip(names, _columns(rows, len(names)), strict=True)}


def _columns(rows: list[tuple], width: int) -> list[list]:
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in range(width)]


def _one(sql: str, params: dict) -> tuple:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone()
