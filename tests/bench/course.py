"""The measures in their order, and the table that they print."""

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.core.management import call_command

from tests import cast
from tests.bench.line import Line
from tests.bench.obligations import obligations
from tests.bench.pages import pages
from tests.bench.places import places
from tests.bench.sheets import sheets
from tests.bench.submit import submit


@dataclass(frozen=True)
class Scale:
    """How much of everything: submits of one writer, dangers and obligations on record, rows of the sheet, points."""

    submits: int
    dangers: int
    obligations: int
    rows: int
    points: int
    repeats: int


FULL = Scale(submits=240, dangers=1_000_000, obligations=5_000_000, rows=100_000, points=200_000, repeats=25)
SMALL = Scale(submits=60, dangers=50_000, obligations=250_000, rows=5_000, points=20_000, repeats=8)
MEASURES: dict[str, Callable[[cast.City, Scale], Iterator[Line]]] = {
    "submit": submit,
    "import": sheets,
    "places": places,
    "pages": pages,
    "obligations": obligations,
}


def main() -> None:
    """Build the cast's city once, run what is asked for, and print each line as it is known."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", action="append", choices=list(MEASURES), help="one measure; may be repeated")
    parser.add_argument("--small", action="store_true", help="a twentieth of the size, in about a minute")
    asked = parser.parse_args()
    scale = SMALL if asked.small else FULL
    call_command("migrate", verbosity=0)
    city = cast.city()
    print(f"{'measure':<58}{'measured':>14}{'bare':>14}{'ratio':>8}   bar", flush=True)
    missed = 0
    for name in asked.only or MEASURES:
        for line in MEASURES[name](city, scale):
            print(line, flush=True)
            missed += line.missed
    print(f"{missed} bar(s) missed" if missed else "every bar is held")
    sys.exit(0)
