"""Whether what runs made by sets stands as they sealed it, and nothing was ended behind the platform's back."""

from collections.abc import Iterator
from itertools import islice

from django.db import connection

from sanze.foundation.acts.entry import label
from sanze.foundation.acts.verify import ROWS_AT_ONCE, Fault, compare, replayed
from sanze.perform.duties.models import Obligation, Run
from sanze.perform.duties.sealed import MADE, VOIDED, digest

COUNTED = "SELECT {run}, count(*), {digest} FROM duties_obligation WHERE {run} IS NOT NULL GROUP BY 1"
# What only acts may write, and how it is in a row of the clock that no act has touched.
ENDINGS = {
    "discharged_on": None, "discharged_at": None, "discharged_by": "", "discharge": "",
    "waived_on": None, "waived_by": "", "waive_reason": "",
}  # fmt: skip


def faults() -> Iterator[Fault]:
    """Rows made or taken back other than their run says, and endings that no act wrote."""
    runs = {run.pk: run for run in Run.objects.order_by("pk").iterator(chunk_size=ROWS_AT_ONCE)}
    made = {pk: (run.made, run.digest) for pk, run in runs.items() if run.made}
    voided = {pk: (run.voided, run.void_digest) for pk, run in runs.items() if run.voided}
    yield from _against(made, "run_id", MADE, "生成的履责事项")
    yield from _against(voided, "void_run_id", VOIDED, "作废的履责事项")
    yield from _endings()


def _against(sealed: dict[int, tuple[int, str]], column: str, row: str, what: str) -> Iterator[Fault]:
    with connection.cursor() as cursor:
        cursor.execute(COUNTED.format(run=column, digest=digest(row)))
        found = {run: (count, seal) for run, count, seal in cursor.fetchall()}
    for run in sorted(sealed.keys() | found.keys()):
        if sealed.get(run) != found.get(run):
            there, asked = found.get(run, (0, ""))[0], sealed.get(run, (0, ""))[0]
            yield Fault(f"第 {run} 批{what}与其印记不符：应有 {asked} 条，库中 {there} 条")


def _endings() -> Iterator[Fault]:
    """Single obligations whole, and of those of the clock whatever ended them."""
    rows = Obligation.objects.exclude(run_id__isnull=False, **ENDINGS).order_by("pk")
    parts = rows.iterator(chunk_size=ROWS_AT_ONCE)
    while part := list(islice(parts, ROWS_AT_ONCE)):
        written = replayed([label(each) for each in part])
        for each in part:
            known = written.get(label(each))
            if known is not None and not each.single:
                known = {name: (None, untouched) for name, untouched in ENDINGS.items()} | known
            yield from compare(each, known)
