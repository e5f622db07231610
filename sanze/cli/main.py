"""The command line `sanze`: its commands, their short helps, its exit codes.

0 done · 1 refused, or something found that does not hold · 2 wrong usage · 3 the surroundings are not well.
A command's module is imported when it is called, so that `sanze serve` stays small and `--help` quick.
"""

import os
import signal
import sys
from dataclasses import dataclass
from importlib import import_module

import click
import django
from django.db import OperationalError, ProgrammingError
from psycopg.errors import UndefinedColumn, UndefinedTable

from sanze.cli.outcome import FOUND, UNWELL, say_wrong
from sanze.foundation.acts.refusal import Refused
from sanze.foundation.database.errors import DatabaseUnwell


@dataclass(frozen=True)
class Entry:
    """Where a command lives. `django`: whether its module needs the apps to be set up."""

    module: str
    help: str
    django: bool = True


COMMANDS = {
    "serve": Entry("serve", "启动平台：数据库、网页、后台任务 · database, web and worker in one", django=False),
    "web": Entry("web", "只启动网页服务 · the web server alone", django=False),
    "worker": Entry("worker", "只启动后台任务 · the worker alone"),
    "migrate": Entry("migrate", "建立或更新数据库结构 · create or update the tables"),
    "demo": Entry("demo", "建立演示城市 · build the demonstration city"),
    "city": Entry("city", "载入行政区划 · load the divisions of a city"),
    "enterprises": Entry("enterprises", "从 Excel 导入企业 · import enterprises from Excel"),
    "coverage": Entry("coverage", "审计责任覆盖 · prove that responsibility has no gap"),
    "regime": Entry("regime", "检查、比较、施行制度 · check, compare and enforce regimes"),
    "seals": Entry("seals", "核验或导出印记 · verify or export the seals"),
    "backup": Entry("backup", "备份到一个文件 · back up into one file"),
    "restore": Entry("restore", "从备份恢复 · restore from a backup"),
    "doctor": Entry("doctor", "检查运行环境 · check the surroundings and say what to do"),
    "openapi": Entry("openapi", "输出接口说明 · print the OpenAPI document"),
}


class Commands(click.Group):
    """The commands by name, each imported when asked for."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        entry = COMMANDS.get(name)
        if entry is None:
            return None
        if entry.django:
            django.setup()
        return getattr(import_module(f"sanze.cli.{entry.module}"), name)

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("命令 Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in COMMANDS.items()])


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="sanze", message="%(version)s")
def sanze() -> None:
    """三责：安全生产监管平台。 Sanze: a work-safety supervision network."""


def main() -> None:
    """Run the command line; whatever happens ends in a sentence and a code that means something."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanze.config.settings")
    signal.signal(signal.SIGTERM, _leave)
    try:
        sanze(prog_name="sanze")
    except Refused as refusal:
        say_wrong(str(refusal))
        sys.exit(FOUND)
    except ProgrammingError as trouble:
        if not isinstance(trouble.__cause__, UndefinedTable | UndefinedColumn):
            raise
        say_wrong("数据库结构不是最新的，请先运行 sanze migrate")
        sys.exit(UNWELL)
    except (DatabaseUnwell, OperationalError) as trouble:
        say_wrong(str(trouble).strip())
        sys.exit(UNWELL)


def _leave(number: int, frame: object) -> None:
    """Leave in order, so that whoever is the last user of the embedded database stops it."""
    sys.exit(128 + number)


if __name__ == "__main__":
    main()
