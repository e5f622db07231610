"""Setting up the ways out of the house, trying them, and sending once more what may not have arrived.

Addresses and keys come as secrets: no act has them, no page shows them again.
"""

import re
from uuid import uuid4

from django.db import IntegrityError, transaction
from pydantic import SecretStr

from sanze.foundation.acts.command import command
from sanze.foundation.acts.records import change
from sanze.foundation.acts.refusal import Refused
from sanze.foundation.capabilities import Capability
from sanze.foundation.moment import now
from sanze.foundation.notices.keeping import lock, unlock
from sanze.foundation.notices.models import ChannelSetting, Message
from sanze.foundation.notices.outbox import ask_to_send, put
from sanze.foundation.notices.sending.robots import robot_address_fault
from sanze.foundation.notices.sending.sms import FORM, JSON, template_fault
from sanze.foundation.notices.sending.web import address_fault
from sanze.foundation.notices.states import CHANNEL_OF, ROBOTS, ChannelKind, MessageState
from sanze.foundation.scope.actor import Actor

HEADER = re.compile(r"^[A-Za-z0-9-]{1,60}$")
TEST_TITLE = "测试消息"
TEST_BODY = "收到这条消息，说明渠道已经接通。"


class BadChannel(Refused):
    """What was told of a channel cannot work."""

    message = "渠道填写有误"


class GatewayTaken(Refused):
    message = "同类渠道已有一个在用，请先停用它"


class SameStanding(Refused):
    message = "渠道已经是这个状态"


class ChannelOff(Refused):
    message = "渠道已停用，请先启用"


class NoRecipient(Refused):
    message = "请填写接收地址"


class NotToResend(Refused):
    message = "只有发送失败或者去向不明的消息可以重发"


@command(grant="notices.add_channel", title="增设发送渠道", capability=Capability.OPEN_INTERFACE, inner=True)
def add_channel(
    actor: Actor,
    subject: None,
    *,
    kind: str,
    name: str,
    area_code: str = "",
    url: SecretStr | None = None,
    secret: SecretStr | None = None,
    method: str = "POST",
    content_type: str = JSON,
    header: str = "",
    header_value: SecretStr | None = None,
    body: str = "",
    expects: str = "",
) -> ChannelSetting:
    """Set up a channel; it is in use at once. Raises BadChannel, GatewayTaken."""
    if kind not in ChannelKind.values:
        raise BadChannel(f"没有类型“{kind}”")
    told = {
        "area_code": area_code, "method": method, "content_type": content_type, "header": header, "body": body,
        "expects": expects,
    }  # fmt: skip
    kept = _secrets({}, url, secret, header_value)
    _check(kind, name, told, kept)
    try:
        with transaction.atomic():
            return ChannelSetting.objects.create(kind=kind, name=name.strip(), **_fields(kind, told, kept))
    except IntegrityError:
        raise GatewayTaken() from None


@command(grant="notices.amend_channel", title="修改发送渠道", capability=Capability.OPEN_INTERFACE, inner=True)
def amend_channel(
    actor: Actor,
    channel: ChannelSetting,
    *,
    name: str,
    area_code: str = "",
    url: SecretStr | None = None,
    secret: SecretStr | None = None,
    method: str = "POST",
    content_type: str = JSON,
    header: str = "",
    header_value: SecretStr | None = None,
    body: str = "",
    expects: str = "",
) -> None:
    """Change a channel; a secret that is not told stays as it was. Raises BadChannel."""
    told = {
        "area_code": area_code, "method": method, "content_type": content_type, "header": header, "body": body,
        "expects": expects,
    }  # fmt: skip
    kept = _secrets(unlock(channel.kept), url, secret, header_value)
    _check(channel.kind, name, told, kept)
    change(channel, name=name.strip(), **_fields(channel.kind, told, kept))


@command(grant="notices.switch_channel", title="启用或停用发送渠道", capability=Capability.OPEN_INTERFACE)
def switch_channel(actor: Actor, channel: ChannelSetting, *, enabled: bool, reason: str = "") -> None:
    """Take a channel out of use, or into use again. Raises SameStanding, GatewayTaken."""
    if channel.enabled == enabled:
        raise SameStanding()
    try:
        with transaction.atomic():
            change(channel, enabled=enabled)
    except IntegrityError:
        raise GatewayTaken() from None


@command(grant="notices.try_channel", title="发送测试消息", capability=Capability.OPEN_INTERFACE)
def try_channel(actor: Actor, channel: ChannelSetting, *, to: str = "") -> Message:
    """Put a test message into the outbox. to: the number or mailbox, none for robots.

    Raises ChannelOff, NoRecipient.
    """
    if not channel.enabled:
        raise ChannelOff(channel)
    to = to.strip()
    if channel.kind not in ROBOTS and not to:
        raise NoRecipient()
    at, key = now(), f"test:{uuid4()}"
    message = Message(
        key=key, channel=CHANNEL_OF[ChannelKind(channel.kind)], setting=channel,
        recipient="测试" if to else channel.name, address=to, title=TEST_TITLE,
        body=f"{TEST_BODY}{actor.post} {actor.name}".strip(), urgent=True, due_at=at, made_at=at,
    )  # fmt: skip
    put([message])
    return Message.objects.get(key=key)


@command(grant="notices.resend", title="重发消息", capability=Capability.OPEN_INTERFACE)
def resend(actor: Actor, message: Message, *, reason: str = "") -> None:
    """Send once more what failed, or what may not have arrived; it keeps its id. Raises NotToResend."""
    if message.state not in (MessageState.FAILED, MessageState.UNSURE):
        raise NotToResend()
    again = {"state": MessageState.WAITING, "due_at": now(), "expires_at": None, "tries": 0}
    Message.objects.filter(pk=message.pk).update(**again)
    ask_to_send()


def _secrets(before: dict, url: SecretStr | None, secret: SecretStr | None, value: SecretStr | None) -> dict[str, str]:
    told = {"url": url, "secret": secret, "header_value": value}
    fresh = {name: each.get_secret_value().strip() for name, each in told.items() if each is not None}
    return before | {name: each for name, each in fresh.items() if each}


def _check(kind: str, name: str, told: dict, kept: dict[str, str]) -> None:
    if not name.strip():
        raise BadChannel("请填写名称")
    url = kept.get("url", "")
    if kind in ROBOTS:
        fault = robot_address_fault(kind, url)
    elif kind == ChannelKind.SMS:
        fault = address_fault(url) or _gateway_fault(told, kept)
    else:
        fault = ""
    if fault:
        raise BadChannel(fault)


def _gateway_fault(told: dict, kept: dict[str, str]) -> str:
    if told["method"] not in ("GET", "POST") or told["content_type"] not in (JSON, FORM):
        return "请求方法或者内容格式不对"
    if told["header"] and (not HEADER.match(told["header"]) or not kept.get("header_value")):
        return "请求头只能用字母、数字和横线，并且要填写它的值"
    return template_fault(told["body"], FORM if told["method"] == "GET" else told["content_type"])


def _fields(kind: str, told: dict, kept: dict[str, str]) -> dict:
    """The fields that a kind of channel has; the others stay empty."""
    host = kept.get("url", "").split("://")[-1].split("/")[0].split("?")[0][:120]
    blank = {"area_code": "", "method": "POST", "content_type": "", "header": "", "body": "", "expects": ""}
    own = {"area_code"} if kind in ROBOTS else set(blank) - {"area_code"} if kind == ChannelKind.SMS else set()
    if kind == ChannelKind.EMAIL:
        kept = {}
        host = ""
    fields = {name: told[name] if name in own else value for name, value in blank.items()}
    if fields["method"] == "GET":
        fields["content_type"] = FORM
    return fields | {"host": host, "has_secret": bool(kept.get("secret")), "kept": lock(kept)}
