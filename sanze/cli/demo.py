"""`sanze demo`: a fictional city with its people and a quarter of its history."""

import click
from django.db import transaction
from rich.console import Console
from rich.table import Table

from sanze.cli.bar import stages
from sanze.cli.outcome import Found, say_done, with_database
from sanze.demo.build import LOGINS, SCALES, NotEmpty, build_city, built


@click.command()
@click.option("--if-empty", is_flag=True, help="库中已有城市时什么也不做 · do nothing if there is a city already")
@click.option(
    "--scale",
    type=click.Choice(list(SCALES)),
    default="city",
    help="city：两分钟以内的示范城市；county：400 村、2 万家企业、100 万条隐患，约半小时 · size of the city",
)
@click.option("--logins", is_flag=True, help="只列出演示账号 · only list the logins")
@with_database
def demo(if_empty: bool, scale: str, logins: bool) -> None:
    """在空库中建立演示城市，一两分钟；中断则什么也不留下。 Build the demonstration city in an empty database."""
    if logins:
        _show_logins()
        return
    if if_empty and built():
        return
    try:
        with stages() as progress, transaction.atomic():
            build_city(progress, SCALES[scale])
    except NotEmpty as there:
        raise Found("库中已有城市；演示城市只能建在空库里") from there
    say_done("演示城市已建成")
    if not if_empty:
        _show_logins()


def _show_logins() -> None:
    table = Table("角色", "用户名", "口令", title="演示账号", title_justify="left")
    for each in LOGINS:
        table.add_row(each.role, each.username, each.password)
    Console().print(table)
