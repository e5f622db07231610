"""A regime's entries in the words of the office: titles instead of names."""

from collections.abc import Mapping

from sanze.foundation.acts.command import COMMANDS
from sanze.foundation.regime.entries.cadence import EVERY_WORDS
from sanze.foundation.regime.entries.duty import PLAIN_WAYS, Discharge, Holder
from sanze.foundation.regime.entries.period import Raise
from sanze.foundation.regime.entries.subject import OPERATOR_WORDS, POST, POST_KIND, Condition, Selection
from sanze.foundation.regime.schema import Regime
from sanze.foundation.regime.vocabulary import SUBJECTS

BY_WORDS = {"holder": "本岗位", "unit": "本单位任一岗位", "anyone": "任何有权岗位"}


def holder_face(regime: Regime, holder: Holder) -> str:
    """'网格员（辖区最近的）'."""
    post = regime.posts[holder.kind].title
    way = PLAIN_WAYS.get(holder.by) or regime.responsibilities[holder.by].title
    return f"{post}（{way}）"


def subject_face(regime: Regime, subject: str | Selection | None) -> str:
    """'企业：行业为煤矿；生产经营状态为正常'."""
    if subject is None:
        return ""
    selection = regime.selection(subject)
    kind = SUBJECTS.get(selection.what)
    title = kind.title if kind else selection.what
    conditions = [_condition(regime, selection, each) for each in selection.where]
    return f"{title}：{'；'.join(conditions)}" if conditions else f"全部{title}"


def discharge_face(discharge: Discharge) -> str:
    """'记录网格巡查，证据不少于 1 份，由本岗位办理'."""
    known = COMMANDS.get(discharge.command)
    face = known.title if known else discharge.command
    face += f"，证据不少于 {discharge.evidence} 份" if discharge.evidence else ""
    return f"{face}，由{BY_WORDS[discharge.by]}办理"


def raise_face(regime: Regime, each: Raise) -> str:
    """'乡镇每周排查改为每日'."""
    face = regime.duty[each.duty].title
    face += f"改为{EVERY_WORDS[each.every]}" if each.every else ""
    return face + (f"，每期 {each.times} 次" if each.times > 1 else "")


def _condition(regime: Regime, selection: Selection, condition: Condition) -> str:
    kind = SUBJECTS.get(selection.what)
    attribute = kind.attributes.get(condition.attribute) if kind else None
    title = attribute.title if attribute else condition.attribute
    names = attribute.choices() if attribute and attribute.choices else {}
    if selection.what == POST and condition.attribute == POST_KIND:
        names = {kind: post.title for kind, post in regime.posts.items()}
    names = names if isinstance(names, Mapping) else {}
    value, op = condition.value, condition.op
    if op in ("in_list", "not_in_list"):
        value, op = regime.lists.get(str(value), ()), op.removesuffix("_list")
    several = value if isinstance(value, tuple) else (value,)
    return f"{title}{OPERATOR_WORDS[op]}{'、'.join(_value_face(each, names) for each in several)}"


def _value_face(value: object, names: Mapping) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(names.get(value, value))
