"""`sanze city`: the townships and villages of a county, city or district, from the published divisions."""

import click

from sanze.cli.outcome import Found, say_done, with_database
from sanze.foundation.scope.models import within
from sanze.know.jurisdictions import divisions
from sanze.know.jurisdictions.loading import load_city
from sanze.know.jurisdictions.models import Area, Level


@click.group()
def city() -> None:
    """查找和载入行政区划。 Find and load divisions."""


@city.command()
@click.argument("code")
@with_database
def load(code: str) -> None:
    """载入编码为 CODE 的县（市、区）及其乡村两级，例如 141181。 Load a county by its code, with all below it."""
    try:
        county = load_city(code)
    except divisions.UnknownDivision as unknown:
        near = "".join(f"\n    {each.code} {each.full_name}" for each in unknown.near)
        raise Found(f"{unknown}{near}") from unknown
    below = Area.objects.filter(within("code", county.code))
    townships, villages = (below.filter(level=each).count() for each in (Level.TOWNSHIP, Level.VILLAGE))
    say_done(f"已载入 {county.name}：乡镇（街道）{townships} 个，村（社区）{villages} 个")


@city.command()
@click.argument("name", nargs=-1, required=True)
def find(name: tuple[str, ...]) -> None:
    """按名称查找编码，例如：sanze city find 山西 孝义。 Find a code by name."""
    found = divisions.search(" ".join(name))
    if not found:
        raise Found("没有找到这个名称的县（市、区）")
    for each in found:
        click.echo(f"{each.code} {each.full_name}")
