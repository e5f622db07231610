"""The parts of a regime as tables: headings, and rows whose cells are text or several lines of it."""

from collections.abc import Callable
from dataclasses import dataclass

from sanze.foundation.acts.command import COMMANDS
from sanze.foundation.regime.completeness import ClauseState, state_of
from sanze.foundation.regime.entries.strict import CERTAINTY_WORDS
from sanze.foundation.regime.schema import Regime
from sanze.portals.regimes import faces

STATE_TONES = {
    ClauseState.SERVED: "done",
    ClauseState.PARTLY: "doing",
    ClauseState.OPEN: "wait",
    ClauseState.DECLARATORY: "off",
}
UNITS = {
    "hours": "小时", "calendar_days": "日", "working_days": "个工作日", "times": "", "persons": "人", "percent": "%",
    "minutes": "分钟", "metres": "米",
}  # fmt: skip


# Grants that open pages and are no command.
READING = {
    "acts.read": "查阅行为日志",
    "acts.verify": "核验印记",
    "identity.journal": "查阅登录日志",
    "identity.read": "查阅岗位与人员",
    "jobs.read": "查看后台任务",
    "notices.read": "查阅通知",
    "regime.read": "查阅制度",
}


@dataclass(frozen=True)
class Row:
    """One line. state, tone: how far the platform is with it. doubtful: it waits to be confirmed by the office."""

    cells: list[list[str]]
    state: str = ""
    tone: str = "off"
    doubtful: bool = False


@dataclass(frozen=True)
class Table:
    """One part, or one article, of a regime."""

    title: str
    headings: list[str]
    rows: list[Row]


@dataclass(frozen=True)
class Part:
    """One tab of a regime's page."""

    key: str
    face: str
    tables: Callable[[Regime], list[Table]]


def clauses(regime: Regime) -> list[Table]:
    """Each article with its clauses and what each clause creates."""
    found = []
    for article in regime.articles:
        rows = []
        for clause in article.clauses:
            asked = regime.asked_by.get(clause.id, [])
            state = state_of(regime, clause.id)
            wants = [each.title for each in asked] or [each.title for each in clause.capabilities]
            waits = clause.awaits or "；".join(dict.fromkeys(getattr(each, "awaits", "") for each in asked)).strip("；")
            doubtful = any(getattr(each, "certainty", "") == "?" for each in asked)
            cells = [[clause.id], [clause.text], wants or ["—"], [waits or "—"]]
            rows.append(Row(cells, state, STATE_TONES[state], doubtful))
        found.append(Table(str(article), ["条款", "内容", "所设事项", "平台尚缺"], rows))
    return found


def duties(regime: Regime) -> list[Table]:
    rows = [
        _row(
            each,
            [each.clause],
            [each.title, *_note(each)],
            [faces.holder_face(regime, each.holder)],
            [faces.subject_face(regime, each.subject)],
            [regime.when(each.cadence)],
            [faces.discharge_face(one) for one in each.discharged_by] or [each.awaits],
        )
        for each in regime.duties
    ]
    return [Table("职责", ["条款", "职责", "责任岗位", "对象", "频次", "如何算履行"], rows)]


def targets(regime: Regime) -> list[Table]:
    """Targets, gates and vetoes."""
    goals = [
        _row(each, [each.clause], [each.title, *_note(each)], [str(each)], [faces.subject_face(regime, each.of) or "—"])
        for each in regime.targets
    ]
    gates = [
        _row(each, [each.clause], [each.title, *_note(each)], [each.requires], ["可以" if each.override else "不可以"])
        for each in regime.gates
    ]
    vetoes = [
        _row(each, [each.clause], [each.title, *_note(each)], [each.when], list(each.effects)) for each in regime.vetoes
    ]
    return [
        Table("目标", ["条款", "目标", "要求", "范围"], goals),
        Table("前置把关", ["条款", "把关", "前置条件", "破例"], gates),
        Table("一票否决", ["条款", "否决", "情形", "后果"], vetoes),
    ]


def periods(regime: Regime) -> list[Table]:
    """Key periods and rules of reminders."""
    rows = [
        _row(
            each,
            [each.clause],
            [each.title, *_note(each)],
            [str(each)],
            [faces.raise_face(regime, one) for one in each.raises] or ["—"],
            [
                word
                for word, on in [
                    (f"零报告（{each.report_by} 前）", each.zero_report),
                    ("值班带班", each.rota),
                    ("大检查", each.plan),
                ]
                if on
            ]
            or ["—"],
        )
        for each in regime.periods
    ]
    rules = [Row([[each.title], [str(step) for step in each.steps]]) for each in regime.reminders.values()]
    rules.append(Row([["免打扰与汇总"], [str(regime.quiet)]]))
    return [
        Table("重点时段", ["条款", "时段", "起止", "加密", "附加要求"], rows),
        Table("提醒与升级", ["规则", "步骤"], rules),
    ]


def responsibilities(regime: Regime) -> list[Table]:
    """Kinds of responsibility, and local terms as far as they are known."""
    kinds = [
        Row(
            [
                [each.clause],
                [each.title],
                [faces.subject_face(regime, each.subject)],
                [regime.posts[kind].title for kind in each.kinds],
                [str(each.exactly or "不限")],
            ],
            *_standing(each.awaits),
        )
        for each in regime.responsibilities.values()
    ]
    terms = [
        Row(
            [[each.clause], [each.title], list(each.items) or ["—"], [each.source]],
            CERTAINTY_WORDS[each.certainty],
            "wait" if each.certainty == "?" else "done",
            each.certainty == "?",
        )
        for each in regime.local_terms.values()
    ]
    return [
        Table("责任种类", ["条款", "责任", "对象", "承担岗位", "人数"], kinds),
        Table("地方文本", ["条款", "名称", "各项", "依据"], terms),
    ]


def letters(regime: Regime) -> list[Table]:
    """Templates of letters of responsibility and commitments: who with whom, and in which words."""
    rows = [
        _row(
            each,
            [each.clause],
            [each.title, *_note(each)],
            [each.level],
            [regime.posts[kind].title for kind in each.issuer.kinds] if each.issuer_signs else ["不签发"],
            [regime.posts[kind].title for kind in each.signatory.kinds],
            [faces.subject_face(regime, each.subject)],
            [chapter.heading for chapter in each.chapters],
        )
        for each in regime.letters
    ]
    return [Table("责任书与承诺书", ["条款", "名称", "层级", "签发方", "责任方", "对象", "正文"], rows)]


def limits(regime: Regime) -> list[Table]:
    rows = [
        Row(
            [[each.title], [f"{each.value} {UNITS[each.unit]}".strip()], [each.source], [name]],
            CERTAINTY_WORDS[each.certainty],
            "wait" if each.certainty == "?" else "done",
            each.certainty == "?",
        )
        for name, each in regime.limits.items()
    ]
    return [Table("限值", ["事项", "数值", "依据", "名称"], rows)]


def powers(regime: Regime) -> list[Table]:
    """Which kind of post may do what."""
    titles = dict(READING)
    for each in COMMANDS.values():
        titles.setdefault(each.grant, each.title)
    rows = [
        Row(
            [
                [post.title],
                ["、".join(regime.posts[kind].title for kind in post.superiors) or "—"],
                ["、".join(titles.get(grant, grant) for grant in post.grants) or "—"],
            ]
        )
        for post in regime.posts.values()
    ]
    return [Table("岗位权力", ["岗位类别", "上级岗位", "权力"], rows)]


PARTS = [
    Part("clauses", "条文", clauses),
    Part("duties", "职责", duties),
    Part("targets", "目标与把关", targets),
    Part("periods", "时段与提醒", periods),
    Part("responsibilities", "责任与地方文本", responsibilities),
    Part("letters", "责任书", letters),
    Part("limits", "限值", limits),
    Part("powers", "岗位权力", powers),
]


def _note(entry) -> list[str]:
    return [f"说明：{entry.note}"] if entry.note else []


def _standing(awaits: str) -> tuple[str, str]:
    state = ClauseState.OPEN if awaits else ClauseState.SERVED
    return state, STATE_TONES[state]


def _row(entry, *cells: list[str]) -> Row:
    return Row(list(cells), *_standing(entry.awaits), entry.certainty == "?")
