"""`sanze serve`: database, web and worker as one thing that starts, heals and stops together."""

import os
import signal
import threading
import urllib.request
from urllib.error import URLError

import click

from sanze.cli.children import Child, end, run_to_end
from sanze.cli.listening import address_for_people, listening, require_free
from sanze.cli.outcome import say, say_done, say_wrong
from sanze.foundation.database import embedded
from sanze.foundation.database.errors import DatabaseUnwell

LOOK_SECONDS = 0.5
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command()
@listening
@click.option("--demo", is_flag=True, help="库空时先建演示城市 · build the demonstration city if there is nothing")
def serve(bind: str, port: int, demo: bool) -> None:
    """启动平台；Ctrl-C 全部停止。 The whole platform; Ctrl-C stops all of it."""
    require_free(bind, port)
    stopping = _told_to_stop()
    if demo and bind not in LOOPBACK:
        say_wrong("演示账号的口令是公开的，又向网络开放：不要录入真实数据")
    say("启动数据库")
    with embedded.in_use():
        steps = [["migrate", "--quiet"], *([["demo", "--if-empty"]] if demo else [])]
        if all(run_to_end(step, stopping) for step in steps):
            _keep_running(bind, port, demo, stopping)
        say("停止数据库")
    say_done("已全部停止")


def _told_to_stop() -> threading.Event:
    """Set when a signal asks for the end; the first one is named."""
    stopping = threading.Event()

    def heed(number: int, frame: object) -> None:
        if not stopping.is_set():
            stopping.set()
            say(f"收到 {signal.Signals(number).name}，正在停止")

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, heed)
    return stopping


def _keep_running(bind: str, port: int, demo: bool, stopping: threading.Event) -> None:
    """Watch over web, worker and database until told to stop; what dies is started again."""
    children = [
        Child("网页服务", ["web", "--bind", bind, "--port", str(port)]),
        Child("后台任务", ["worker"]),
    ]
    announced = False
    try:
        while not stopping.is_set():
            _mend_database()
            for child in children:
                child.look_after()
            announced = announced or _announce(bind, port, demo, stopping)
            stopping.wait(LOOK_SECONDS)
    finally:
        end(*(child.process for child in children if child.process))


def _mend_database() -> None:
    if embedded.is_alive():
        return
    say_wrong("数据库意外停止，正在重新启动")
    try:
        embedded.ensure_running()
    except DatabaseUnwell as trouble:
        say_wrong(str(trouble))


def _announce(bind: str, port: int, demo: bool, stopping: threading.Event) -> bool:
    """Say the address once the platform answers well; False while it does not."""
    address = address_for_people(bind, port)
    try:
        with urllib.request.urlopen(f"{address}healthz", timeout=2) as answer:
            well = answer.status == 200
    except (URLError, OSError):
        return False
    if well:
        say_done(f"平台已启动：{address}")
        if demo:
            run_to_end(["demo", "--logins"], stopping)
        say(f"按 Ctrl-C 停止（进程 {os.getpid()}）")
    return well
