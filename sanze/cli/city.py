"""`sanze city`: the townships and villages of a county, city or district, from the published divisions."""

import click

from sanze.cli.outcome import Found, say_done, with_database
from sanze.foundation.moment import today
from sanze.foundation.scope.actor import INSTALLER
from sanze.know.jurisdictions import commands, divisions


@click.group()
def city() -> None:
    """查找和载入行政区划。 Find and load divisions."""


@city.command()
@click.argument("code")
@with_database
def load(code: str) -> None:
    """载入编码为 CODE 的县（市、区）及其乡村两级，例如 141181。 Load a county by its code, with all below it."""
    try:
        county = divisions.load(code)
    except divisions.UnknownDivision as unknown:
        near = "".join(f"\n    {each.code} {each.full_name}" for each in unknown.near)
        raise Found(f"{unknown}{near}") from unknown
    areas = [[each.code, each.name] for each in county.walk()]
    origin = divisions.source()
    told = f"{origin.publisher}，{origin.package} {origin.version}（{origin.as_of}）"
    commands.load(INSTALLER, None, areas=areas, source=told, on=today())
    villages = sum(len(township.parts) for township in county.parts)
    say_done(f"已载入 {county.full_name}：乡镇（街道）{len(county.parts)} 个，村（社区）{villages} 个")


@city.command()
@click.argument("name", nargs=-1, required=True)
def find(name: tuple[str, ...]) -> None:
    """按名称查找编码，例如：sanze city find 山西 孝义。 Find a code by name."""
    found = divisions.search(" ".join(name))
    if not found:
        raise Found("没有找到这个名称的县（市、区）")
    for each in found:
        click.echo(f"{each.code} {each.full_name}")
