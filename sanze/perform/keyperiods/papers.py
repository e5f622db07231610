"""The report on a key period as an official document: what was done beside as many days before."""

from sanze.foundation.documents.kinds import PaperKind
from sanze.foundation.documents.paper import Heading, Paper, Para, Table, chinese_date
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import CLOCK
from sanze.perform.keyperiods.figures import MEASURES, Comparison, comparison
from sanze.perform.keyperiods.models import KeyPeriodRun
from sanze.perform.keyperiods.states import RunState


def report_paper(run: KeyPeriodRun) -> Paper:
    """重点时段安全生产工作情况报告."""
    told = comparison(CLOCK, run)
    span = f"{chinese_date(told.first)}至{chinese_date(told.last)}"
    before = f"{chinese_date(told.before_first)}至{chinese_date(told.before_last)}"
    blocks = [
        Para(
            f"{span}为{run.year}年{run.title}重点时段，共{run.length}天。现将有关情况与此前同样天数（{before}）对比如下。"
        ),
        Heading("一、总体情况"),
        Para(_words(told)),
        Heading("二、前后对比"),
        Table(("指标", "此前", "重点时段"), tuple(_rows(told)), (3, 2, 2)),
        Heading("三、各乡镇（街道）和部门"),
        Table(("单位", "应履", "按期", "检查巡查", "发现隐患", "隐患销号", "按时零报告"), tuple(_lines(told))),
    ]
    if run.reason:
        blocks.append(Para(f"说明：{run.reason}"))
    return Paper(
        kind="重点时段工作情况报告",
        issuer=regime().texts["keyperiods.issuer"],
        title=f"关于{run.year}年{run.title}重点时段安全生产工作情况的报告",
        blocks=tuple(blocks),
        signed_on=run.closed_on,
        red_head=True,
    )


def _words(told: Comparison) -> str:
    before, during = told.done_rates()
    sums = told.total.during
    visits = sum(sums.get(each, 0) for each in ("inspections", "patrols", "services"))
    said = f"开展检查巡查{visits}次，发现隐患{sums.get('found', 0)}条（重大{sums.get('major', 0)}条），"
    said += f"销号{sums.get('closed', 0)}条；应履事项{sums.get('owed', 0)}项，按期履行率{_percent(during)}"
    said += f"（此前{_percent(before)}）；"
    if told.report_rate is not None:
        said += f"零报告按时率{_percent(told.report_rate)}，"
    return said + f"报告突发情况{sums.get('incidents', 0)}起。"


def _percent(value: int | None) -> str:
    return "—" if value is None else f"{value}%"


def _rows(told: Comparison) -> list[tuple[str, str, str]]:
    faces = {key: face for key, face, _ in MEASURES}
    return [
        (faces[key], "—" if before is None else str(before), str(during)) for key, before, during in told.total.pairs()
    ]


def _lines(told: Comparison) -> list[tuple[str, ...]]:
    return [
        (
            each.name,
            str(each.during.get("owed", 0)),
            str(each.during.get("done", 0)),
            str(sum(each.during.get(key, 0) for key in ("inspections", "patrols", "services"))),
            str(each.during.get("found", 0)),
            str(each.during.get("closed", 0)),
            f"{each.during.get('reports_in_time', 0)}/{each.during.get('reports_due', 0)}",
        )
        for each in told.lines
    ]


KINDS = (
    PaperKind(
        "keyperiod",
        "重点时段工作情况报告",
        KeyPeriodRun,
        report_paper,
        when=lambda run: run.state == RunState.CLOSED,
        once=True,
        internal=True,
    ),
)
