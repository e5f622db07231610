"""Several writers at once, each in a process of its own."""

import multiprocessing
import time
from abc import ABC, abstractmethod

from django.db import connections

FORK = multiprocessing.get_context("fork")


class Writer(ABC):
    """One who writes: `ready` opens what it needs and warms up, `go` does the measured work."""

    @abstractmethod
    def ready(self) -> None: ...

    @abstractmethod
    def go(self) -> None: ...


def seconds_of(writers: list[Writer]) -> float:
    """Seconds on the wall from the moment when all are ready to the moment when the last one is done."""
    connections.close_all()
    gun = FORK.Barrier(len(writers) + 1)
    crew = [FORK.Process(target=_work, args=(each, gun)) for each in writers]
    for each in crew:
        each.start()
    gun.wait(120)
    start = time.perf_counter()
    for each in crew:
        each.join()
    took = time.perf_counter() - start
    if any(each.exitcode for each in crew):
        raise RuntimeError("a writer failed")
    return took


def _work(writer: Writer, gun) -> None:
    writer.ready()
    gun.wait(120)
    writer.go()
    connections.close_all()
