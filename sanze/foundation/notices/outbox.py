"""The outbox: messages written with the act that they tell of, and sent one by one after it.

A message is claimed and committed as being sent before it is handed over, and marked afterwards. So it is handed
over at most once for certain: see docs/adr/0012-outbox.md.
"""

import time
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from sanze.foundation.jobs.queue import defer
from sanze.foundation.moment import SHANGHAI, now
from sanze.foundation.notices import rules
from sanze.foundation.notices.channels import in_use
from sanze.foundation.notices.keeping import Unreadable, unlock
from sanze.foundation.notices.models import ChannelSetting, Message
from sanze.foundation.notices.people import still_there
from sanze.foundation.notices.quiet import is_quiet
from sanze.foundation.notices.sending import mail, robots, sms
from sanze.foundation.notices.sending.outcome import NotTaken, Unsure
from sanze.foundation.notices.states import ROBOTS, Channel, ChannelKind, MessageState

# A message that has been in hand for so long belongs to a worker that was killed.
CUT_OFF_AFTER = timedelta(minutes=3)
CUT_OFF = "发送途中中断，不能确定是否送达"


def put(messages: Sequence[Message]) -> int:
    """Put messages into the outbox, in the caller's transaction; one whose key is there already is left out.

    Gives how many were given. They are sent after the commit, or not at all.
    """
    if messages:
        Message.objects.bulk_create(messages, ignore_conflicts=True)
        ask_to_send()
    return len(messages)


def ask_to_send() -> None:
    """Ask for a run of the sender as soon as the caller's transaction is done, instead of at the next minute."""
    defer("notices.send")


def send_due(seconds: float = 50) -> int:
    """Hand over what is due, for so many seconds at most; returns how many were taken by the other side."""
    settle_cut_off(now())
    end, sent = time.monotonic() + seconds, 0
    while time.monotonic() < end and (message := claim()):
        sent += hand_over(message)
    return sent


def settle_cut_off(at: datetime) -> int:
    """What a killed worker had in hand may have arrived or not, and is told so; returns how many that were."""
    rows = Message.objects.filter(state=MessageState.SENDING, claimed_at__lt=at - CUT_OFF_AFTER)
    return rows.update(state=MessageState.UNSURE, error=CUT_OFF)


def claim(pk: int | None = None) -> Message | None:
    """Take the next message that is due (or that one) into hand; None where there is none. No two take the same."""
    while True:
        at = now()
        rows = Message.objects.filter(state=MessageState.WAITING, due_at__lte=at)
        rows = rows.filter(pk=pk) if pk else rows.filter(urgent=True) if is_quiet(at) else rows
        with transaction.atomic():
            found = rows.select_for_update(skip_locked=True).order_by("due_at", "pk").first()
            if found is None:
                return None
            if reason := _needless(found, at):
                _mark(found, MessageState.DROPPED, error=reason)
                continue
            _mark(found, MessageState.SENDING, claimed_at=at, tries=found.tries + 1)
            return found


def _needless(message: Message, at: datetime) -> str:
    if message.expires_at and message.expires_at <= at:
        return "已过时效"
    if message.person_id and not still_there(message.person_id, message.post_id, at.astimezone(SHANGHAI).date()):
        return "接收人已离任或者停用"
    return ""


def hand_over(message: Message) -> bool:
    """Send a claimed message and mark what came of it; whether the other side took it."""
    try:
        _send(message)
    except NotTaken as refused:
        wait = rules.next_wait(message.tries) if refused.again else None
        state = MessageState.WAITING if wait else MessageState.FAILED
        _mark(message, state, error=str(refused)[:300], due_at=now() + (wait or timedelta()))
        return False
    except Unsure as unsure:
        _mark(message, MessageState.UNSURE, error=str(unsure)[:300])
        return False
    _mark(message, MessageState.SENT, sent_at=now(), error="")
    return True


def _mark(message: Message, state: str, **changes) -> None:
    Message.objects.filter(pk=message.pk).update(state=state, **changes)
    message.state = state
    for name, value in changes.items():
        setattr(message, name, value)


def _send(message: Message) -> None:
    setting = message.setting or in_use(message.channel)
    if setting is None or not setting.enabled:
        raise NotTaken("该渠道没有设置，或者已停用", again=False)
    try:
        kept = unlock(setting.kept)
    except Unreadable:
        raise NotTaken("渠道密钥读不出来（服务器密钥已更换），请重新填写", again=False) from None
    _hand(message, setting, kept)


def _hand(message: Message, setting: ChannelSetting, kept: dict[str, str]) -> None:
    if setting.kind in ROBOTS:
        robots.speak(setting.kind, kept["url"], kept.get("secret", ""), text_of(message))
    elif setting.kind == ChannelKind.EMAIL:
        mail.post(message.address, message.title, text_of(message), message.key.replace(":", "."))
    else:
        told = {"mobile": message.address, "text": f"{message.title}。{message.body}", "id": message.key}
        sms.text_out(
            told, kept, method=setting.method, content_type=setting.content_type, body=setting.body,
            header=setting.header, expects=setting.expects,
        )  # fmt: skip


def text_of(message: Message) -> str:
    """What a letter or a robot says: title, body, and where to go."""
    where = f"{settings.SANZE_ADDRESS}{message.link}" if settings.SANZE_ADDRESS and message.link else ""
    parts = [message.title if message.channel == Channel.WEBHOOK else "", message.body or message.title, where]
    return "\n".join(each for each in parts if each)
