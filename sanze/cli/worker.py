"""`sanze worker`: what nobody waits for, and what the clock asks for."""

import click
from django.core.management import call_command

from sanze.cli.outcome import with_database


@click.command()
@click.option("--concurrency", envvar="SANZE_WORKER_JOBS", default=2, show_default=True,
              type=click.IntRange(1, 64), help="同时进行的任务数 · jobs at once")
@with_database
def worker(concurrency: int) -> None:
    """只启动后台任务（数据库没有运行时先启动它）。 The worker alone."""
    call_command("procrastinate", "worker", f"--concurrency={concurrency}", "--shutdown-graceful-timeout=5")
