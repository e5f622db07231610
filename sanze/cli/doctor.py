"""`sanze doctor`: whether everything around the platform is well, and what to do where it is not."""

from collections.abc import Iterator

import click
from django.db import Error

from sanze.cli.checks import OF_THE_SURROUNDINGS, OF_THE_TABLES, Check, Finding, Mark, migrations
from sanze.cli.outcome import Found, say_done, with_database
from sanze.foundation.database.errors import DatabaseUnwell


@click.command()
@with_database
def doctor() -> None:
    """检查数据库、后台任务、磁盘、时钟、印记、设置、字体、工作日历，并说明怎么办。

    Check the surroundings and say what to do; ends with 1 when something is wrong.
    """
    wrong = _go_through(OF_THE_SURROUNDINGS)
    without_tables = _go_through({"数据库结构": migrations})
    wrong += without_tables or _go_through(OF_THE_TABLES)
    if wrong:
        raise Found(f"有 {wrong} 处需要处理")
    say_done("没有需要处理的问题")


def _go_through(checks: dict[str, Check]) -> int:
    """Say what the checks find; how much of it is wrong."""
    wrong = 0
    for about, check in checks.items():
        for finding in _look(about, check):
            click.echo(f"{finding.mark} {finding.about}：{finding.sentence}")
            if finding.advice:
                click.echo(f"    → {finding.advice}")
            wrong += finding.mark is Mark.WRONG
    return wrong


def _look(about: str, check: Check) -> Iterator[Finding]:
    """The findings of one check; a check that the database does not answer is a finding itself."""
    try:
        yield from check()
    except (Error, DatabaseUnwell, OSError) as trouble:
        yield Finding(Mark.WRONG, about, str(trouble).strip().splitlines()[0], "先处理上面的问题，再检查一次")
