"""Refusals that several acts of the loop share, and the checks that raise them."""

from datetime import date

from django.db import models

from sanze.foundation.acts.refusal import Refused
from sanze.foundation.moment import today
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import Actor
from sanze.perform.dangers import rules
from sanze.perform.dangers.queries import latest_due


class OwnCase(Refused):
    """The checked party never grades, orders, closes or dismisses."""

    message = "受检查单位不能对本单位的隐患定级、下达、复查或者判为不属实"


class NoPerson(Refused):
    """An act of judgement needs a person in a post, not the clock."""

    message = "须由在岗人员办理"


class WrongDay(Refused):
    message = "日期不对"


class DeadlineTooLate(Refused):
    message = "整改期限不在允许的范围内"


class ReasonMissing(Refused):
    message = "须写明理由"


class EvidenceMissing(Refused):
    message = "须至少附一份证据（照片或者文件）"


class DoesNotFit(Refused):
    message = "填写的内容不符合要求"


class UnknownStandard(Refused):
    message = "标准库中没有这个编号"


def refuse_own_case(actor: Actor) -> None:
    """Raises OwnCase for a post of a checked party, NoPerson where nobody in particular acts."""
    if actor.party_id is not None:
        raise OwnCase()
    if actor.person_id is None:
        raise NoPerson()


def refuse_wrong_day(on: date, *, not_before: date | None = None) -> None:
    """Raises WrongDay for a day to come or before `not_before`."""
    if fault := rules.day_fault(on, not_before=not_before, today=today()):
        raise WrongDay(fault)


def refuse_wrong_deadline(due: date, *, begins: date, major: bool) -> None:
    """Raises DeadlineTooLate for a deadline before `begins` or past the limit of the grade."""
    if fault := rules.deadline_fault(due, begins=begins, latest=latest_due(begins, major=major)):
        raise DeadlineTooLate(fault)


def refuse_no_reason(reason: str) -> None:
    """Raises ReasonMissing for a blank one, DoesNotFit for one that no database keeps."""
    if not reason.strip():
        raise ReasonMissing()
    refuse_unstorable(reason)


def refuse_unstorable(*texts: str) -> None:
    """Raises DoesNotFit for a text that no database keeps."""
    if not all(map(rules.storable, texts)):
        raise DoesNotFit("含有不能保存的字符")


def refuse_no_evidence(evidence: list[str] | None, switch: str) -> None:
    """Raises EvidenceMissing where the regime's switch asks for evidence and there is none."""
    if regime().switches.get(switch) and not evidence:
        raise EvidenceMissing()


def refuse_what_does_not_fit(model: type[models.Model], **texts: object) -> None:
    """Raises DoesNotFit for a text longer than its field, a value that is no choice, or a required text left blank."""
    for name, value in texts.items():
        field = model._meta.get_field(name)
        if isinstance(value, str) and field.max_length and len(value) > field.max_length:
            raise DoesNotFit(f"「{field.verbose_name}」最多 {field.max_length} 字，现为 {len(value)} 字")
        if field.choices and value not in dict(field.choices):
            raise DoesNotFit(f"「{field.verbose_name}」没有「{value}」这一项")
        if isinstance(value, str) and not field.blank and not value.strip():
            raise DoesNotFit(f"「{field.verbose_name}」不能为空")
        if isinstance(value, str) and not rules.storable(value):
            raise DoesNotFit(f"「{field.verbose_name}」含有不能保存的字符")
