"""`sanze regime`: check a policy package, compare two, put one in force, and describe its shape for editors."""

import json
from datetime import timedelta
from pathlib import Path

import click

from sanze.cli.outcome import Found, say, say_done, say_wrong, with_database
from sanze.foundation.acts.refusal import Refused
from sanze.foundation.moment import today
from sanze.foundation.regime import commands, queries, reading
from sanze.foundation.regime.comparing import differences
from sanze.foundation.regime.completeness import counts, doubtful, gaps, standing
from sanze.foundation.regime.editors import editor_schema
from sanze.foundation.regime.schema import Regime
from sanze.foundation.scope.actor import INSTALLER
from sanze.perform.duties import rehearsal

SHOWN = 50


class Package(click.ParamType):
    """A path to a package, or the name of one that is shipped."""

    name = "路径或名称"

    def convert(self, value: str | Path, param: click.Parameter | None, context: click.Context | None) -> Path:
        path = Path(value)
        if not path.exists() and str(value) in reading.shipped():
            return reading.packaged(str(value))
        if not path.exists():
            self.fail(f"没有 {value}；随平台提供的制度有 {'、'.join(reading.shipped())}", param, context)
        return path


PACKAGE = Package()


@click.group()
def regime() -> None:
    """检查、比较、施行制度。 Check, compare and enforce regimes."""


@regime.command()
@click.argument("path", type=PACKAGE)
def check(path: Path) -> None:
    """检查 PATH 是否正确、是否写全原文每一句；有问题以 1 结束。 Check a package; 1 where it is wrong or incomplete."""
    found = _read(path)
    for name, number in counts(found).items():
        say(f"{name} {number}")
    say("，".join(f"{state}条款 {number}" for state, number in standing(found).items()))
    if unsure := doubtful(found):
        say(f"待核实 {len(unsure)} 项：{'、'.join(unsure[:10])}{'……' if len(unsure) > 10 else ''}")
    if missing := list(gaps(found)):
        _tell([str(each) for each in missing])
        raise Found(f"{found.full_version} 有 {len(missing)} 处没有写全")
    sentences = sum(len(each.sentences) for each in found.paragraphs)
    say_done(f"{found.full_version} 正确、完整：原文 {len(found.paragraphs)} 段 {sentences} 句，句句有条款")


@regime.command()
@click.argument("before", type=PACKAGE)
@click.argument("after", type=PACKAGE)
def compare(before: Path, after: Path) -> None:
    """列出 AFTER 与 BEFORE 的不同；相同以 0 结束，有不同以 1 结束。 Say what differs; 1 where something does."""
    old, new = _read(before), _read(after)
    found = differences(old, new)
    if not found:
        say_done(f"{old.full_version} 与 {new.full_version} 内容相同")
        return
    for each in found:
        click.echo(str(each))
    raise Found(f"{old.full_version} 与 {new.full_version} 有 {len(found)} 处不同")


@regime.command()
@click.argument("path", type=PACKAGE)
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="施行日期，不写为今天 · first day in force")
@click.option("--incomplete", is_flag=True, help="没有写全也施行 · even where sentences of the document are missing")
@with_database
def enforce(path: Path, day, incomplete: bool) -> None:
    """自 --on 起施行 PATH；只有第一份制度可以自过去的日期施行。 Put a package in force."""
    found = _read(path)
    missing = list(gaps(found))
    if missing and not incomplete:
        _tell([str(each) for each in missing])
        raise Found(f"{found.full_version} 有 {len(missing)} 处没有写全，没有施行；确要施行请加 --incomplete")
    on = day.date() if day else today()
    try:
        commands.enforce(INSTALLER, None, content=found.model_dump(mode="json"), on=on)
    except Refused as refused:
        raise Found(str(refused)) from refused
    say_done(f"{found.title}（{found.full_version}）自 {on:%Y-%m-%d} 起施行")


DAY = click.DateTime(["%Y-%m-%d"])


@regime.command()
@click.argument("path", type=PACKAGE)
@click.option("--from", "first", type=DAY, help="首日，不写为 90 天前 · first day")
@click.option("--to", "last", type=DAY, help="末日，不写为昨天 · last day")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON · as JSON")
@with_database
def rehearse(path: Path, first, last, as_json: bool) -> None:
    """用 PATH 重演过去一段时间，与现行制度比较，什么也不写入。 Replay the past under a package; writes nothing."""
    found = _read(path)
    end = last.date() if last else today() - timedelta(days=1)
    begin = first.date() if first else end - timedelta(days=89)
    try:
        played = rehearsal.rehearse(_in_force(), found, begin, end)
    except rehearsal.BadSpan as bad:
        raise Found(str(bad)) from bad
    if as_json:
        click.echo(json.dumps(rehearsal.told(played), ensure_ascii=False, indent=1))
        return
    say(f"{played.before or '（没有现行制度）'} → {played.after}，{begin:%Y-%m-%d} 至 {end:%Y-%m-%d}，按现有对象和岗位")
    for each in played.changed:
        say(rehearsal.sentence(played, each))
    for each in played.overloaded[:SHOWN]:
        say_wrong(f"超负荷：{each.name}，每周 {each.after:.1f} 项（原 {each.before:.1f} 项，上限 {played.limit} 项）")
    say_done(str(played))


def _in_force() -> Regime | None:
    enforcement = queries.current()
    return queries.content_of(enforcement) if enforcement else None


@regime.command()
def schema() -> None:
    """输出制度的 JSON Schema，供编辑器提示和校验。 Print the JSON Schema for editors."""
    click.echo(json.dumps(editor_schema(), ensure_ascii=False, indent=1))


def _read(path: Path) -> Regime:
    try:
        return reading.check(path)
    except reading.BadRegime as bad:
        _tell(bad.sentences)
        raise Found(f"{path.name} 有 {len(bad.sentences)} 处错误") from bad


def _tell(sentences: list[str]) -> None:
    for each in sentences[:SHOWN]:
        say_wrong(each)
    if len(sentences) > SHOWN:
        say_wrong(f"……还有 {len(sentences) - SHOWN} 处")
