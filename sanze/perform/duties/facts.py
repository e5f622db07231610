"""One obligation told as labels and values, and the ways in which it can be discharged."""

from dataclasses import dataclass

from django.apps import apps
from django.urls import reverse

from sanze.foundation.acts.command import COMMANDS
from sanze.foundation.identity.models import Post
from sanze.foundation.moment import SHANGHAI
from sanze.foundation.pages.act import PAGES
from sanze.foundation.pages.slots import QUICK
from sanze.foundation.regime.entries.duty import Discharge, Duty
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import Actor
from sanze.perform.duties.models import Obligation, Reminder
from sanze.perform.duties.queries import key_period_of


@dataclass(frozen=True)
class Way:
    """A command that discharges it, in words; url: where the actor can do that now, empty where they cannot."""

    words: str
    url: str


def of_obligation(each: Obligation, duty: Duty | None) -> list[tuple]:
    """What is owed, by whom, by when, and why."""
    due = f"{each.due_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" if each.due_at else each.due_on.isoformat()
    rows = [
        ("责任岗位", each.holder_name()),
        ("属地", each.area_name()),
        ("条款", each.clause),
        ("频次", regime().when(duty.cadence) if duty else ""),
        ("重点时段加密", key_period_of(each)),
        ("周期", each.period()),
        ("期限", due),
        ("宽限至", each.late_until.isoformat() if each.late_until != each.due_on else ""),
        ("生成日期", each.made_on.isoformat()),
        ("制度版本", each.regime),
        ("说明", duty.note if duty else "", "full"),
    ]
    return [row for row in rows if row[1]]


def reminded(each: Obligation) -> list[dict]:
    """The reminders of it, newest first: when, and who was told."""
    rows = list(Reminder.objects.filter(obligation_id=each.pk).order_by("-told_on", "-pk"))
    posts = Post.objects.in_bulk({row.post_id for row in rows if row.post_id})
    return [
        {
            "title": _reminder_words(row, each),
            "at": row.told_on.isoformat(),
            "who": str(posts[row.post_id]) if row.post_id in posts else "系统 定时任务",
        }
        for row in rows
    ]


def _reminder_words(row: Reminder, each: Obligation) -> str:
    if row.step.startswith("event"):
        return "转入问责处理"
    if row.post_id is None:
        return "应提醒，无人任职"
    return "提醒责任岗位" if row.post_id == each.holder_id else "报上级岗位"


def beginning(each: Obligation) -> list[dict]:
    """The first step of what the clock made; of single ones their own act tells."""
    return [] if each.single else [{"title": "按制度生成", "at": each.made_on.isoformat(), "who": "系统 定时任务"}]


def of_ending(each: Obligation) -> list[tuple]:
    """How it ended; nothing while it has not."""
    if each.discharged_on:
        at = each.discharged_at.astimezone(SHANGHAI)
        return [
            ("履行日期", each.discharged_on.isoformat()),
            ("登记时间", f"{at:%Y-%m-%d %H:%M}"),
            ("履行人", each.discharged_by),
        ]
    if each.waived_on:
        reason = ("免除理由", each.waive_reason, "full")
        return [("免除日期", each.waived_on.isoformat()), ("免除人", each.waived_by), reason]
    if each.voided_on:
        return [("作废日期", each.voided_on.isoformat()), ("作废原因", each.get_void_reason_display(), "full")]
    return []


def ways(each: Obligation, duty: Duty | None, actor: Actor) -> list[Way]:
    """The acts that would discharge it, with links for whoever may do them."""
    if duty is None:
        return []
    return [Way(_words(way), _url(each, way, actor)) for way in duty.discharged_by if way.command in COMMANDS]


def _words(way: Discharge) -> str:
    asked = f"，证据不少于 {way.evidence} 份" if way.evidence else ""
    return f"{COMMANDS[way.command].title}（{'责任岗位办理' if way.by == 'holder' else '任何有权岗位办理'}{asked}）"


def _url(each: Obligation, way: Discharge, actor: Actor) -> str:
    if not actor.may(COMMANDS[way.command].grant) or (way.by == "holder" and actor.post_id != each.holder_id):
        return ""
    model, pk = each.subject.split(":")
    page = next((page for page in PAGES if page.name == way.command), None)
    if page and page.subject is apps.get_model(model):
        return reverse(page.name, args=[pk])
    begin = next((quick for quick in QUICK if quick.grant == way.command), None)
    return reverse(begin.url_name) if begin else ""


def about(label: str, actor: Actor) -> str:
    """Where the record of that label is shown, if the actor sees it; empty otherwise."""
    if not label:
        return ""
    model, pk = label.split(":")
    record = apps.get_model(model)._default_manager.visible_to(actor).filter(pk=pk).first()
    return record.get_absolute_url() if hasattr(record, "get_absolute_url") else ""
