"""`sanze coverage`: whether everybody who must answer does, today or on any day."""

import json
from dataclasses import replace
from datetime import date

import click

from sanze.cli.outcome import Found, say, say_done, say_wrong, with_database
from sanze.foundation.moment import today
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import INSTALLER
from sanze.know.jurisdictions.models import Area, Level
from sanze.know.responsibility.causes import Found as Flawed
from sanze.know.responsibility.causes import Menders, causes
from sanze.know.responsibility.commands.proving import prove as prove_and_keep
from sanze.know.responsibility.mends import Candidates, proposed
from sanze.know.responsibility.proofs import proof_of

SHOWN = 50


@click.group()
def coverage() -> None:
    """审计责任覆盖。 Prove that responsibility has no gap."""


@coverage.command()
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="审计哪一天，不写为今天 · the day to prove")
@click.option("--county", help="县（市、区）编码；不写为全部 · code of the county")
@click.option("--keep", is_flag=True, help="记入审计档案并派发整改（只能是今天） · keep it on record, only for today")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON · print JSON")
@with_database
def prove(day, county: str | None, keep: bool, as_json: bool) -> None:
    """审计责任覆盖：没有空档以 0 结束，有问题以 1 结束。 Prove coverage; 1 where something fails."""
    on = day.date() if day else today()
    counties = Area.objects.filter(level=Level.COUNTY, closed_on=None).order_by("code")
    counties = list(counties.filter(code=county) if county else counties)
    if not counties:
        raise Found("没有这个县（市、区）" if county else "还没有载入行政区划，请先运行 sanze city load 编码")
    told = [_proved(each.code, on) for each in counties]
    if keep:
        for each in counties:
            prove_and_keep(replace(INSTALLER, areas=(each.code,)), each, on=on)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        _say(told, counties)
    if found := sum(len(each["findings"]) for each in told):
        raise Found(f"{on:%Y-%m-%d} 有 {found} 处责任空档或者其他问题")
    if not as_json:
        say_done(f"{on:%Y-%m-%d} 没有空档")


def _proved(county: str, on: date) -> dict:
    rules = regime(on)
    proof = proof_of(rules, on, county)
    menders, candidates = Menders(rules, on), Candidates(rules, on)
    return {
        "county": county,
        "on": on.isoformat(),
        "regime": rules.full_version,
        "subjects": proof.subjects,
        "targets": proof.targets,
        "digest": proof.digest(),
        "findings": [_told(each, rules, menders, candidates) for each in causes(rules, proof.touched)],
    }


def _told(found: Flawed, rules, menders: Menders, candidates: Candidates) -> dict:
    cause = {name: getattr(found.cause, name) for name in ("flaw", "kind", "hazard", "industry", "cause")}
    mended = proposed(rules, candidates, **cause, area_code=found.area_code, other=found.touched[0].other)
    mender = menders.post(found.cause.flaw, found.area_code)
    return cause | {
        "word": found.cause.flaw.label,
        "title": found.name,
        "touched": len(found.touched),
        "reach": found.reach(),
        "mend": mended.sentence,
        "by": str(mender or ""),
        "due": menders.due(found.cause.flaw).isoformat(),
    }


def _say(told: list[dict], counties: list[Area]) -> None:
    for each, county in zip(told, counties, strict=True):
        say(f"{county.name}：{each['subjects']} 个对象，{each['targets']} 项责任，摘要 {each['digest'][:16]}")
        for finding in each["findings"][:SHOWN]:
            title = f"{finding['word']} {finding['title']}（涉及 {finding['touched']} 项）"
            say_wrong(f"{title}：{finding['mend']}；{finding['by'] or '无整改岗位'}，{finding['due']} 前")
        if len(each["findings"]) > SHOWN:
            say_wrong(f"……还有 {len(each['findings']) - SHOWN} 处")
