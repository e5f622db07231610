"""The end of the day: what it left late and missed is counted and sealed; sums are folded, partitions made ahead."""

from datetime import date, timedelta

from django.db import connection, transaction
from django.db.models import Max

from sanze.foundation.acts.command import command
from sanze.foundation.acts.events import publish
from sanze.foundation.capabilities import Capability
from sanze.foundation.scope.actor import CLOCK, Actor
from sanze.perform.duties.commands.partitions import make_partitions
from sanze.perform.duties.commands.statements import OPEN
from sanze.perform.duties.events import DaySwept
from sanze.perform.duties.models import Run, Sweep
from sanze.perform.duties.sealed import MISSED, digest

ONE_DAY = timedelta(days=1)
PARTITIONS_AHEAD = timedelta(days=400)

LEFT = f"""
    SELECT (SELECT count(*) FROM duties_obligation o WHERE o.due_on = %(day)s AND {OPEN}), count(*), {digest(MISSED)}
    FROM duties_obligation o WHERE o.late_until = %(day)s AND {OPEN}"""  # noqa: S608 (constants)

# The rows of each key that has unfolded ones become one.
FOLD = """
    WITH keys AS (SELECT DISTINCT due_on, duty FROM duties_tally WHERE NOT folded),
    gone AS (
        DELETE FROM duties_tally tally USING keys WHERE tally.due_on = keys.due_on AND tally.duty = keys.duty
        RETURNING tally.*),
    made AS (
        INSERT INTO duties_tally (due_on, late_until, duty, clause, area_code, industry,
                                  owed, gaps, done, done_late, made_up, waived, folded)
        SELECT due_on, late_until, duty, clause, area_code, industry,
               sum(owed), sum(gaps), sum(done), sum(done_late), sum(made_up), sum(waived), true
        FROM gone GROUP BY 1, 2, 3, 4, 5, 6
        HAVING (sum(owed), sum(gaps), sum(done), sum(done_late), sum(made_up), sum(waived)) <> (0, 0, 0, 0, 0, 0))
    SELECT count(*) FROM gone"""


def sweep_until(day: date) -> int:
    """Sweep every day that is over before `day` and was not swept yet; returns how many obligations were missed."""
    make_partitions(day, day + PARTITIONS_AHEAD)
    last = Sweep.objects.aggregate(last=Max("day"))["last"]
    if last is None:
        began = Run.objects.order_by("pk").values_list("day", flat=True).first()
        last = (began or day) - ONE_DAY
    missed = 0
    while (last := last + ONE_DAY) < day:
        with transaction.atomic():
            _alone()
            if not Sweep.objects.filter(day=last).exists():
                missed += sweep(CLOCK, None, day=last).missed
    return missed


@command(grant="duties.create", title="日终清点", capability=Capability.DUTY_AS_DEBT, inner=True)
def sweep(actor: Actor, subject: None, *, day: date) -> Sweep:
    """Put on record what a day that is over left late, and what it left missed for good."""
    with connection.cursor() as cursor:
        cursor.execute(LEFT, {"day": day})
        late, missed, seal = cursor.fetchone()
    made = Sweep.objects.create(day=day, late=late, missed=missed, digest=seal)
    publish(DaySwept(day, late, missed))
    return made


def fold() -> int:
    """Fold the sums together; returns how many rows that took. The figures are the same before and after."""
    with transaction.atomic(), connection.cursor() as cursor:
        _alone()
        cursor.execute(FOLD)
        return cursor.fetchone()[0]


def _alone() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('duties'), hashtext('sweep'))")
