"""`sanze enterprises`: an office's own list of enterprises, weighed first, then written."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click

from sanze.cli.bar import bar
from sanze.cli.outcome import Found, say, say_done, say_wrong, with_database
from sanze.foundation.moment import today
from sanze.foundation.scope.actor import INSTALLER, Actor
from sanze.foundation.sheets.headings import Mapping, confirmed, propose
from sanze.know.jurisdictions.models import Area, Level
from sanze.know.parties import commands
from sanze.know.parties.models import Import
from sanze.know.parties.sheet import FIELDS, Plan, plan
from sanze.know.parties.states import ImportState

SHOWN = 50
LABELS = {each.name: each.label for each in FIELDS}


@click.group()
def enterprises() -> None:
    """导入企业名册。 Import lists of enterprises."""


@enterprises.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--county", help="县（市、区）编码；只载入了一个时可以不写 · code of the county")
@click.option("--column", "columns", multiple=True, metavar="字段=列名",
              help="指定某一列，可重复，例如 --column 行业=类型 · say which column is which")
@click.option("--only-good", is_flag=True, help="跳过有问题的行 · leave bad rows out")
@click.option("--check", is_flag=True, help="只检查，不写入 · weigh only, write nothing")
@click.option("--yes", is_flag=True, help="不再询问列的对应 · do not ask about doubtful columns")
@with_database
def import_list(
    file: Path, county: str | None, columns: tuple[str, ...], only_good: bool, check: bool, yes: bool
) -> None:
    """导入 FILE（Excel 或 CSV）：先列出有问题的行，再整表写入；重复导入只更新，不会重复建档。

    Import FILE: every bad row is shown first; a second import updates and never doubles.
    """
    actor = _in_county(county)
    with _received(actor, file) as sheet:
        table = commands.open_sheet(sheet)
        mapping = _mapping(table.headings, columns, yes)
        planned = plan(actor, table, mapping)
        _show(planned)
        if planned.problems and not only_good:
            raise Found(f"{planned.rows} 行中有 {planned.bad_rows} 行有问题，什么也没有写入；"
                        "请改好后重来，或加 --only-good 跳过这些行")
        if not check:
            with bar("写入企业名册", None):
                commands.import_sheet(actor, sheet, columns=mapping.columns, only_good=only_good, on=today())
    told = f"新增 {len(planned.new)} 家，更新 {len(planned.changed)} 家，无变化 {planned.unchanged} 家"
    say_done(f"{'只做了检查，没有写入：' if check else ''}{told}，跳过 {planned.bad_rows} 行")


@contextmanager
def _received(actor: Actor, file: Path) -> Iterator[Import]:
    """The list taken in; given up again where nothing comes of it."""
    with file.open("rb") as stream:
        sheet = commands.receive_sheet(actor, stream, file.name)
    try:
        yield sheet
    finally:
        sheet.refresh_from_db()
        if sheet.state == ImportState.UPLOADED:
            commands.abandon_sheet(actor, sheet)


def _in_county(code: str | None) -> Actor:
    """The console's hands, reaching as far as one county."""
    counties = Area.objects.filter(level=Level.COUNTY, closed_on__isnull=True)
    if code:
        counties = counties.filter(code=code)
    found = list(counties[:2])
    if not found:
        raise Found("还没有载入行政区划，请先运行 sanze city load 编码")
    if len(found) > 1:
        raise Found("载入了多个县（市、区），请用 --county 写明编码")
    return replace(INSTALLER, areas=(found[0].code,))


def _mapping(headings: list[str], told: tuple[str, ...], yes: bool) -> Mapping:
    """Which column is which: as proposed, with what was told laid over it, and confirmed where in doubt."""
    proposed = propose(headings, FIELDS)
    columns = {**proposed.columns, **dict(_column(headings, each) for each in told)}
    mapping = confirmed(columns, headings, FIELDS) if told else proposed
    for match in mapping.matches:
        say(f"{LABELS[match.field]} ← {match.heading}")
    if mapping.unused:
        say(f"不用的列：{'、'.join(mapping.unused)}")
    if mapping.missing:
        raise Found(f"表中没有找到：{'、'.join(LABELS[name] for name in mapping.missing)}；请用 --column 指定")
    if not (mapping.certain or yes or click.confirm("列的对应是否正确？", default=False)):
        raise Found("没有导入；请用 --column 指定各列")
    return mapping


def _column(headings: list[str], told: str) -> tuple[str, int]:
    label, _, heading = told.partition("=")
    names = [name for name, ours in LABELS.items() if label in (name, ours)]
    if not names or heading not in headings:
        raise click.BadParameter(f"{told}：字段为 {'、'.join(LABELS.values())}，列名须在表头中", param_hint="--column")
    return names[0], headings.index(heading)


def _show(planned: Plan) -> None:
    for warning in planned.warnings:
        say(warning)
    for each in planned.problems[:SHOWN]:
        say_wrong(f"第 {each.number} 行 {each.column}「{each.value}」：{each.sentence}")
    if len(planned.problems) > SHOWN:
        say_wrong(f"……还有 {len(planned.problems) - SHOWN} 处问题")
    for doubt in planned.doubts[:SHOWN]:
        say(f"第 {doubt.number} 行 {doubt.name}：{doubt.sentence}（请核对）")
    if len(planned.doubts) > SHOWN:
        say(f"……还有 {len(planned.doubts) - SHOWN} 行请在平台上核对")

