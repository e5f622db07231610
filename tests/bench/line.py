"""One line of the table, and the clocks by which lines are measured."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """What was measured, beside the bare way of doing it, and the bar.

    least, most: the bar of `ratio` where there is a bare figure, else of `measured` itself.
    """

    name: str
    measured: float
    unit: str
    bare: float | None = None
    least: float | None = None
    most: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        return self.measured / self.bare if self.bare else None

    @property
    def missed(self) -> bool:
        judged = self.measured if self.ratio is None else self.ratio
        return (self.least is not None and judged < self.least) or (self.most is not None and judged > self.most)

    def __str__(self) -> str:
        bare = f"{self.bare:,.4g} {self.unit}" if self.bare is not None else ""
        ratio = f"{self.ratio:.2f}" if self.ratio is not None else ""
        bar = f"≥ {self.least:g}" if self.least is not None else f"≤ {self.most:g}" if self.most is not None else ""
        word = " MISSED" if self.missed else ""
        measured = f"{self.measured:,.4g} {self.unit}"
        return f"{self.name:<58}{measured:>14}{bare:>14}{ratio:>8}   {bar}{word}  {self.note}".rstrip()


def wall(act: Callable[[], object]) -> float:
    """Seconds on the wall that the act takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def middle(act: Callable[[], object], repeats: int) -> float:
    """The median of the act's seconds on the wall, after one call that warms up."""
    act()
    return statistics.median(wall(act) for _ in range(repeats))


def processor(act: Callable[[], object], repeats: int) -> float:
    """Milliseconds of this process's processor time for one call, the mean over repeats after a warming call."""
    act()
    start = time.process_time()
    for _ in range(repeats):
        act()
    return (time.process_time() - start) / repeats * 1000
