"""`sanze web`: the web server alone."""

import os
import signal
from collections.abc import Callable
from importlib import import_module

import click
from granian import Granian
from granian.constants import Interfaces
from granian.http import HTTP1Settings

from sanze.cli.listening import listening, require_free
from sanze.cli.outcome import with_database
from sanze.foundation.database.parent import end_with_parent

THREADS = 4  # a worker; each may hold one connection of the database
IDLE_SECONDS = 600  # as long as Django keeps a connection


@click.command()
@listening
@click.option("--workers", envvar="SANZE_WEB_WORKERS", default=min(os.cpu_count() or 1, 2), show_default=True,
              type=click.IntRange(1, 64), help="工作进程数 · processes")
@with_database
def web(bind: str, port: int, workers: int) -> None:
    """只启动网页服务（数据库没有运行时先启动它）。 The web server alone."""
    require_free(bind, port)
    Granian(
        "sanze.config.wsgi:application",
        address=bind,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        blocking_threads_idle_timeout=IDLE_SECONDS,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
        http1_settings=HTTP1Settings(header_read_timeout=15_000),
        log_level="warning",
    ).serve(target_loader=_load)


def _load(target: str) -> Callable:
    """The WSGI application, in a worker that ends when its server does, however that ends."""
    end_with_parent(signal.SIGTERM)
    module, name = target.split(":")
    return getattr(import_module(module), name)
