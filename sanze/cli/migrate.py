"""`sanze migrate`: the tables as this version needs them."""

import click
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from sanze.cli.outcome import say, say_done, with_database


@click.command()
@click.option("--quiet", is_flag=True, help="无事可做时不出声 · silent when there is nothing to do")
@with_database
def migrate(quiet: bool) -> None:
    """建立或更新数据库结构，可以重复运行。 Create or update the tables; safe to repeat."""
    waiting = unapplied()
    if waiting:
        say(f"更新数据库结构（{len(waiting)} 步）")
        call_command("migrate", interactive=False, verbosity=0)
    if waiting or not quiet:
        say_done("数据库结构是最新的")


def unapplied() -> list[str]:
    """The migrations this version has and the database lacks."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    return [str(step) for step, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
