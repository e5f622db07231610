"""Every write of safe villages: groups, self-assessments, reviews, awards."""

from datetime import date

from sanze.foundation.acts.command import command
from sanze.foundation.acts.records import change
from sanze.foundation.acts.refusal import Refused
from sanze.foundation.capabilities import Capability
from sanze.foundation.moment import today
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import Actor
from sanze.know.jurisdictions.models import Area, Level
from sanze.know.standards.checklists import checklist
from sanze.know.villages import queries
from sanze.know.villages.models import STANDARD, Creation, VillageGroup
from sanze.know.villages.states import CREATION

HEADS, LEAST, SAFE_SCORE = "villages.group_heads", "villages.group_size", "villages.safe_score"


class NotAVillage(Refused):
    message = "只能为村（社区）办理"


class HeadNotDirector(Refused):
    message = "组长须由村委会主任（社区主任）担任"


class TooFewMembers(Refused):
    message = "领导小组人数不足"


class NameMissing(Refused):
    message = "请填写姓名"


class PaperMissing(Refused):
    message = "请填写文件名称或者文号"


class BadDay(Refused):
    message = "日期不对"


class NoGroup(Refused):
    message = "须先成立村级安全生产领导小组"


class AlreadyAssessed(Refused):
    message = "本年度已经自评"


class UnknownRequirement(Refused):
    message = "标准中没有这一项"


class BasicsLacking(Refused):
    message = "基本标准的必须项没有达到，不能审核通过"


class ScoreTooLow(Refused):
    message = "得分没有达到安全乡村的要求，不能命名"


class ReasonMissing(Refused):
    message = "请写明理由"


@command(grant="villages.form_group", title="成立村级领导小组", capability=Capability.SAFE_VILLAGES)
def form_group(
    actor: Actor, area: Area, *, head: str, head_title: str, members: list[list[str]], paper: str, on: date
) -> VillageGroup:
    """Form a village's group, in place of the one there was. members: [name, role] of the others.

    Raises NotAVillage, NameMissing, HeadNotDirector, TooFewMembers, PaperMissing, BadDay.
    """
    if area.level != Level.VILLAGE:
        raise NotAVillage(area.name)
    if not head.strip() or not all(len(each) == 2 and each[0].strip() for each in members):
        raise NameMissing()
    rule = regime()
    if head_title not in rule.lists.get(HEADS, ()):
        raise HeadNotDirector(head_title)
    size, least = len(members) + 1, rule.limit(LEAST).value
    if size < least:
        raise TooFewMembers(f"连同组长至少 {least} 人")
    if not paper.strip():
        raise PaperMissing()
    former = queries.group_of(area.code)
    if on > today() or (former and on < former.formed_on):
        raise BadDay(on)
    if former:
        change(former, replaced_on=on)
    return VillageGroup.objects.create(
        area_code=area.code, head=head.strip(), head_title=head_title, members=members, size=size, paper=paper,
        formed_on=on,
    )  # fmt: skip


@command(grant="villages.assess", title="安全乡村自评", capability=Capability.SAFE_VILLAGES)
def assess(actor: Actor, area: Area, *, year: int, met: list[str], on: date, note: str = "") -> Creation:
    """A village assesses itself for a year. met: codes of the requirements that it meets.

    Raises NotAVillage, NoGroup, UnknownRequirement, BadDay, AlreadyAssessed.
    """
    if area.level != Level.VILLAGE:
        raise NotAVillage(area.name)
    if queries.group_of(area.code) is None:
        raise NoGroup()
    if on > today() or on.year != year:
        raise BadDay(on)
    if Creation.objects.filter(area_code=area.code, year=year).exists():
        raise AlreadyAssessed(year)
    told = _assessment(actor, met, on, note)
    return Creation.objects.create(area_code=area.code, year=year, **told)


@command(grant="villages.assess", title="重新自评", capability=Capability.SAFE_VILLAGES)
def assess_again(actor: Actor, creation: Creation, *, met: list[str], on: date, note: str = "") -> None:
    """Assess anew what was sent back, or what reached the basics and now more. Raises as `assess`, IllegalStep."""
    if on > today() or on < creation.assessed_on:
        raise BadDay(on)
    CREATION.take(creation, "assess_again", **_assessment(actor, met, on, note))


@command(grant="villages.review", title="审核安全乡村自评", capability=Capability.SAFE_VILLAGES)
def review(actor: Actor, creation: Creation, *, met: list[str], opinion: str) -> None:
    """The township finds which requirements are met; with every basic one the village reaches the standard.

    Raises UnknownRequirement, BasicsLacking with what is lacking, IllegalStep unless assessed.
    """
    _refuse_unknown(met)
    told = checklist(STANDARD)
    if lacking := told.lacking_basics(set(met)):
        raise BasicsLacking("；".join(each.text for each in lacking))
    CREATION.take(
        creation, "review", met=met, score=told.score(set(met)), opinion=opinion, reviewed_on=today(),
        reviewer=f"{actor.post} {actor.name}",
    )  # fmt: skip


@command(grant="villages.review", title="退回安全乡村自评", capability=Capability.SAFE_VILLAGES)
def send_back(actor: Actor, creation: Creation, *, opinion: str) -> None:
    """The township sends an assessment back, saying why. Raises ReasonMissing, IllegalStep."""
    if not opinion.strip():
        raise ReasonMissing()
    CREATION.take(creation, "send_back", opinion=opinion, reviewer=f"{actor.post} {actor.name}")


@command(grant="villages.award", title="命名安全乡村", capability=Capability.SAFE_VILLAGES)
def award(actor: Actor, creation: Creation, *, number: str, on: date) -> None:
    """The county names a safe village. Raises PaperMissing, BadDay, ScoreTooLow, IllegalStep unless reviewed."""
    if not number.strip():
        raise PaperMissing()
    if on > today() or (creation.reviewed_on and on < creation.reviewed_on):
        raise BadDay(on)
    least = regime().limit(SAFE_SCORE).value
    if creation.score < least:
        raise ScoreTooLow(f"得分 {creation.score}，须达到 {least}")
    CREATION.take(creation, "award", number=number, awarded_on=on)


@command(grant="villages.award", title="撤销安全乡村命名", capability=Capability.SAFE_VILLAGES)
def withdraw(actor: Actor, creation: Creation, *, opinion: str) -> None:
    """The county takes the name back, saying why. Raises ReasonMissing, IllegalStep unless awarded."""
    if not opinion.strip():
        raise ReasonMissing()
    CREATION.take(creation, "withdraw", opinion=opinion)


def _assessment(actor: Actor, met: list[str], on: date, note: str) -> dict:
    _refuse_unknown(met)
    score = checklist(STANDARD).score(set(met))
    return {"met": met, "score": score, "note": note, "assessed_on": on, "assessor": f"{actor.post} {actor.name}"}


def _refuse_unknown(met: list[str]) -> None:
    known = checklist(STANDARD).codes()
    if unknown := [each for each in met if each not in known]:
        raise UnknownRequirement("、".join(unknown))
