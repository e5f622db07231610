"""A worker: takes jobs from the queue, keeps the schedules, and outlives a restart of the database."""

import asyncio
import logging
from datetime import timedelta
from threading import Event

from django.conf import settings
from django.db import connections
from procrastinate import App, PsycopgConnector
from procrastinate.contrib.django.utils import connector_params

from sanze.foundation.jobs.registry import JOBS

log = logging.getLogger(__name__)

# A schedule's slot that no worker was there for is made good by the next worker, if it is not older.
LATEST_START = timedelta(days=31)
PAUSES = (1, 2, 5, 10)  # seconds before coming back after the database went away


def run_worker(concurrency: int = 2, stop_event: Event | None = None) -> None:
    """Work until `stop_event` is set; jobs begun are finished first. Blocks; install no signals here.

    concurrency: jobs at the same time, each in a thread. When the database goes away the worker waits
    and comes back by itself.
    """
    stop, misses = stop_event or Event(), 0
    while not stop.is_set():
        try:
            asyncio.run(_work(concurrency, stop))
            misses = 0
        except Exception:
            log.exception("the worker lost its queue and will come back")
        if stop.wait(0 if stop.is_set() else PAUSES[min(misses, len(PAUSES) - 1)]):
            return
        misses += 1


def work_off(concurrency: int = 1) -> None:
    """Run what waits in the queue and return: for tests and for the demonstration city."""
    asyncio.run(_work_off(concurrency))


def stalled_after() -> float:
    """Seconds without a heartbeat after which a worker counts as dead."""
    return 3 * settings.SANZE_WORKER_HEARTBEAT


def _app() -> App:
    made = App(
        connector=PsycopgConnector(kwargs=connector_params(), min_size=1),
        periodic_defaults={"max_delay": LATEST_START.total_seconds()},
    )
    for each in JOBS.values():
        each.enrol(made)
    return made


def _options(concurrency: int) -> dict:
    return {
        "concurrency": concurrency,
        "install_signal_handlers": False,
        "delete_jobs": "successful",
        "update_heartbeat_interval": settings.SANZE_WORKER_HEARTBEAT,
        "stalled_worker_timeout": stalled_after(),
        "task_middleware": [_close_connections],
    }


async def _work(concurrency: int, stop: Event) -> None:
    app = _app()
    async with app.open_async():
        working = asyncio.create_task(app.run_worker_async(**_options(concurrency)))
        while not stop.is_set() and not working.done():
            await asyncio.wait([working], timeout=0.2)
        working.cancel()
        try:
            await working
        except asyncio.CancelledError:
            return


async def _work_off(concurrency: int) -> None:
    app = _app()
    app.periodic_registry.periodic_tasks.clear()
    async with app.open_async():
        await app.run_worker_async(wait=False, listen_notify=False, **_options(concurrency))


def _close_connections(call_next, context, worker):
    """A thread keeps no connection between two jobs, so none is found dead after the database restarted."""
    try:
        return call_next()
    finally:
        connections.close_all()
