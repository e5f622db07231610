"""A day of the county's obligations made, swept and read with few and with many on record: the cost is of the day."""

import statistics
from collections.abc import Iterator
from copy import deepcopy
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanze.foundation.identity import commands as identity
from sanze.foundation.moment import SHANGHAI, fixed, today
from sanze.foundation.regime import commands as regimes
from sanze.foundation.scope.actor import CLOCK, INSTALLER
from sanze.know.parties import commands as parties
from sanze.perform.duties.board import clause_board
from sanze.perform.duties.commands.creating import keep_up
from sanze.perform.duties.commands.partitions import make_partitions
from sanze.perform.duties.commands.sweeping import fold, sweep_until
from sanze.perform.duties.ledgers import ObligationLedger
from sanze.perform.duties.models import Obligation
from sanze.perform.duties.tests import county
from tests import cast
from tests.bench.line import Line, middle, wall

DAY = timedelta(days=1)
DAYS = 5
VILLAGES = 400

# A day's rows as the clock would have made them, all but one in twenty done on their day.
_PAST = """
    INSERT INTO duties_obligation (duty, code, clause, regime, title, holder_id, subject, subject_name, party_id,
        area_code, industry, period_first, period_last, due_on, late_until, made_on, run_id,
        discharged_on, discharged_at, discharged_by, discharge)
    SELECT 'daily', '', '8.5', 'played@bench', '每日排查', post.id, 'parties.enterprise:' || each.id, each.name,
        each.id, each.area_code, each.industry, day, day, day, day, day, 0,
        CASE WHEN each.id %% 20 > 0 THEN day END, CASE WHEN each.id %% 20 > 0 THEN day END,
        CASE WHEN each.id %% 20 > 0 THEN '某村网格员 某人' ELSE '' END, ''
    FROM parties_enterprise each JOIN identity_post post ON post.area_code = each.area_code AND post.kind = 'village'
    CROSS JOIN (SELECT generate_series(%(first)s::date, %(last)s::date, '1 day')::date AS day) days
    WHERE each.address = 'bench'"""
_TALLY = """
    INSERT INTO duties_tally (due_on, late_until, duty, clause, area_code, industry, owed, gaps, done, done_late,
                              made_up, waived, folded)
    SELECT due_on, late_until, duty, clause, left(area_code, 9), industry, count(*), 0, count(discharged_on), 0, 0, 0,
        true
    FROM duties_obligation WHERE due_on BETWEEN %(first)s AND %(last)s GROUP BY 1, 2, 3, 4, 5, 6"""
_BARE = """
    INSERT INTO bench_obligation
    SELECT (o).* FROM (SELECT o FROM duties_obligation o WHERE due_on = %s AND duty = 'daily') rows"""
_BOARD = """
    SELECT coalesce(nullif(duty, ''), code), count(*), count(discharged_on), count(waived_on)
    FROM duties_obligation WHERE due_on BETWEEN %s AND %s AND voided_on IS NULL GROUP BY 1"""


def obligations(city: cast.City, scale) -> Iterator[Line]:
    """Everything with the latest tenth on record first, then with all; the bars are on the difference that makes."""
    clock = _Clock(today())
    clock.settle(scale.obligations // 200)
    last = clock.day - 2 * DAY
    few = _measured(clock, last - 19 * DAY, last)
    many = _measured(clock, last - 199 * DAY, last - 20 * DAY)
    made, rows = scale.obligations // 200, Obligation.objects.count()
    name = f"make a day of {made:,} obligations"
    bare = middle(lambda: clock.bare(clock.day), 3)
    yield Line(f"{name}, {rows:,} on record", many["make"], "s", bare, note="bare: the same rows by INSERT … SELECT")
    yield Line(f"{name}, ten times the table", many["make"], "s", few["make"], most=1.2)
    yield Line("sweep a day, ten times the table", many["sweep"], "s", few["sweep"], most=1.2)
    yield Line("discharge by a patrol, ten times the table", many["act"], "ms", few["act"], most=1.2)
    yield Line(f"clause board of a year over {rows:,}, database", clock.board(), "ms", most=50)
    yield Line("clause board of a year, full recount by hand", clock.recount(), "ms")
    yield Line("first page of the ledger, missed ones, database", clock.page({"missed": "1"}), "ms")


def _measured(clock: "_Clock", first: date, last: date) -> dict[str, float]:
    """Seconds of making and sweeping a day, milliseconds of the discharge by an act, with that past on record."""
    clock.remember(first, last)
    made, swept = [], []
    for _ in range(DAYS):
        clock.day += DAY
        with clock.at(0, 5):
            made.append(wall(lambda: keep_up(clock.day)))
            swept.append(wall(lambda: sweep_until(clock.day)))
            fold()
    return {"make": statistics.median(made), "sweep": statistics.median(swept), "act": clock.discharge()}


class _Clock:
    """The day that it is, and the county as the measures need it."""

    def __init__(self, day: date):
        self.day = day

    def at(self, hour: int, minute: int = 0):
        return fixed(datetime.combine(self.day, time(hour, minute), SHANGHAI))

    def settle(self, enterprises: int) -> None:
        """Villages with a post each, enterprises dealt out over them, a regime by which each is owed a visit a day."""
        codes = [f"{cast.EAST}{number:03d}" for number in range(300, 300 + VILLAGES)]
        self.posts = [
            identity.open_post(INSTALLER, None, title="网格员", unit=code, kind="village", on=self.day, area_code=code)
            for code in codes
        ]
        new = [
            {"name": f"第{number}厂", "industry": "trade", "area_code": codes[number % VILLAGES], "address": "bench"}
            for number in range(enterprises)
        ]
        parties.import_batch(INSTALLER, None, batch=parties.Batch(1, new, [], self.day))
        daily = {"id": "daily", "holder": {"kind": "village"}, "subject": "operating", "cadence": {"every": "daily"}}
        daily["discharged_by"] = [{"command": "inspections.patrol"}]
        content = deepcopy(county.regime("bench", [daily, *county.DUTIES[1:]]))
        content["selections"]["operating"] = {"what": "enterprise", "where": {"industry": "trade"}}
        regimes.enforce(INSTALLER, None, content=content, on=self.day)
        with self.at(0, 5):
            keep_up(self.day)

    def remember(self, first: date, last: date) -> None:
        """Put the days from first to last on record, as if they had been lived."""
        make_partitions(first, last)
        with connection.cursor() as cursor:
            for statement in (_PAST, _TALLY):
                cursor.execute(statement, {"first": first, "last": last})
            cursor.execute("VACUUM ANALYZE duties_obligation, duties_tally")
            cursor.execute("CHECKPOINT")  # else the days that follow would wait for the millions just written

    def discharge(self) -> float:
        """Milliseconds that a patrol's act spends on the obligations that it discharges."""
        post = self.posts[7]
        places = list(parties.Enterprise.objects.filter(area_code=post.area_code, address="bench")[:20])
        spent = []
        with self.at(12):
            for place in places:
                with CaptureQueriesContext(connection) as asked:
                    county.patrol(post, place, datetime.combine(self.day, time(10), SHANGHAI))
                spent.append(_milliseconds(asked, "duties_"))
        return statistics.median(spent)

    def bare(self, day: date) -> None:
        """The same rows into a table with the same indexes, and nothing else."""
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE IF NOT EXISTS bench_obligation (LIKE duties_obligation INCLUDING ALL)")
            cursor.execute("TRUNCATE bench_obligation")
            cursor.execute(_BARE, [day])

    def board(self) -> float:
        return self._asked(lambda: clause_board(CLOCK, self.day - 365 * DAY, self.day))

    def page(self, query: dict) -> float:
        return self._asked(lambda: ObligationLedger().slice(CLOCK, query))

    def recount(self) -> float:
        def ask() -> None:
            with connection.cursor() as cursor:
                cursor.execute(_BOARD, [self.day - 365 * DAY, self.day])
                cursor.fetchall()

        return 1000 * middle(ask, 3)

    def _asked(self, act) -> float:
        act()
        with self.at(12), CaptureQueriesContext(connection) as asked:
            act()
        return _milliseconds(asked, "")


def _milliseconds(asked: CaptureQueriesContext, word: str) -> float:
    return sum(float(each["time"]) for each in asked if word in each["sql"]) * 1000
