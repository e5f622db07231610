"""`sanze worker`: what nobody waits for, and what the clock asks for."""

import signal
from threading import Event

import click

from sanze.cli.outcome import with_database
from sanze.foundation.jobs.worker import run_worker


@click.command()
@click.option("--concurrency", envvar="SANZE_WORKER_JOBS", default=2, show_default=True,
              type=click.IntRange(1, 64), help="同时进行的任务数 · jobs at once")
@with_database
def worker(concurrency: int) -> None:
    """只启动后台任务（数据库没有运行时先启动它）。 The worker alone."""
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    run_worker(concurrency, stop)
