"""Reactions to what lower apps tell, and notices of what happened in the loop."""

from django.urls import reverse

from sanze.foundation.acts.events import on
from sanze.foundation.identity.queries import posts_open
from sanze.foundation.notices.models import Level
from sanze.foundation.notices.tell import notify
from sanze.know.parties.events import EnterpriseMoved
from sanze.perform.dangers.commands.handover import follow_enterprise
from sanze.perform.dangers.events import (
    DangerClosed,
    DangerExtended,
    DangerOrdered,
    DangerReopened,
    DangerReported,
    DangerSentBack,
    ExtensionDeclined,
)
from sanze.perform.dangers.models import Danger
from sanze.perform.dangers.queries import grading_posts_near


@on(EnterpriseMoved)
def follow(event: EnterpriseMoved) -> None:
    follow_enterprise(event.enterprise_id, area_code=event.area_code, industry=event.industry)


@on(DangerReported)
def warn_of_suspected_major(event: DangerReported) -> None:
    """The stations of the place are told at once of what may be a major danger."""
    if event.major_suspected:
        danger = Danger.objects.get(pk=event.danger_id)
        _tell([each.pk for each in grading_posts_near(danger)], danger, "疑似重大隐患待定级", Level.URGENT)


@on(DangerOrdered)
def tell_of_order(event: DangerOrdered) -> None:
    _tell_party(event.danger_id, f"须于 {event.due_on} 前整改", Level.WARN)


@on(DangerSentBack)
def tell_of_return(event: DangerSentBack) -> None:
    _tell_party(event.danger_id, f"复查退回，须于 {event.due_on} 前继续整改", Level.WARN)


@on(DangerReopened)
def tell_of_reopening(event: DangerReopened) -> None:
    _tell_party(event.danger_id, f"重新打开，须于 {event.due_on} 前整改", Level.WARN)


@on(DangerExtended)
def tell_of_extension(event: DangerExtended) -> None:
    _tell_party(event.danger_id, f"准予延期至 {event.due_on}", Level.INFO)


@on(ExtensionDeclined)
def tell_of_declined_extension(event: ExtensionDeclined) -> None:
    _tell_party(event.danger_id, f"未准予延期，期限仍为 {event.due_on}", Level.REMIND)


@on(DangerClosed)
def tell_of_closing(event: DangerClosed) -> None:
    _tell_party(event.danger_id, "已复查销号", Level.INFO)


def _tell_party(danger_id: int, words: str, level: Level) -> None:
    danger = Danger.objects.only("number", "title", "enterprise_id").get(pk=danger_id)
    posts = posts_open().filter(party_id=danger.enterprise_id).values_list("pk", flat=True)
    _tell(list(posts), danger, words, level)


def _tell(post_ids: list[int], danger: Danger, words: str, level: Level) -> None:
    about = f"dangers.danger:{danger.pk}"
    link = reverse("danger", args=[danger.pk])
    notify(post_ids, title=f"{words}：{danger.title}", body=danger.number, link=link, level=level, about=about)
