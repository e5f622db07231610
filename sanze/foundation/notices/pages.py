"""The administrator's pages of channels and of messages on their way out."""

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.views.decorators.debug import sensitive_post_parameters

from sanze.foundation.moment import SHANGHAI
from sanze.foundation.notices import forms
from sanze.foundation.notices.models import ChannelSetting, Message
from sanze.foundation.notices.outbox import claim, hand_over
from sanze.foundation.notices.states import ROBOTS, ChannelKind, MessageState
from sanze.foundation.pages.act import ActPage, buttons
from sanze.foundation.pages.timeline import steps_of
from sanze.foundation.scope.access import signed_in

hidden = sensitive_post_parameters("url", "secret", "header_value")


class AddPage(ActPage):
    """Setting up a channel of one kind; each kind has a route of its own."""

    def __init__(self, kind: ChannelKind):
        super().__init__("notices.add_channel", forms.form_of(kind))
        self.kind = kind

    def url(self, prefix: str = ""):
        return path(f"{prefix}add/{self.kind.value}/", hidden(signed_in(self)), name=f"channel-{self.kind.value}")

    def href(self, record: models.Model | None = None) -> str:
        return reverse(f"channel-{self.kind.value}")

    def _back(self, record: models.Model | None) -> str:
        return reverse("channels")


class AtOncePage(ActPage):
    """An act that puts a message into the outbox; it is sent while the person waits, if nobody else has taken it."""

    def _next(self, record: models.Model | None, result: object) -> str:
        message = result if isinstance(result, Message) else record
        if claimed := claim(message.pk):
            hand_over(claimed)
        return message.get_absolute_url()


ADD_PAGES = [AddPage(kind) for kind in ChannelKind]
CHANNEL_PAGES = [
    AtOncePage("notices.try_channel", forms.TryForm, when=lambda record, actor: record.enabled),
    ActPage("notices.amend_channel", forms.AmendForm, tone="outline-secondary"),
    ActPage("notices.switch_channel", forms.SwitchForm, tone="outline-secondary"),
]
MESSAGE_PAGES = [
    AtOncePage(
        "notices.resend",
        forms.ResendForm,
        when=lambda record, actor: record.state in (MessageState.FAILED, MessageState.UNSURE),
    ),
]


@signed_in(grant="notices.add_channel")
def channel(request: HttpRequest, pk: int) -> HttpResponse:
    """One channel; of its secrets only that they are there."""
    record = get_object_or_404(ChannelSetting.objects.visible_to(request.actor), pk=pk)
    robot, gateway = record.kind in ROBOTS, record.kind == ChannelKind.SMS
    facts = [
        ("类型", record.get_kind_display()),
        ("辖区", record.area_code or "全部辖区") if robot else ("", ""),
        ("地址", f"{record.host}（其余部分已保存，不再显示）") if record.host else ("", ""),
        ("加签密钥", "已保存，不再显示" if record.has_secret else "未设置")
        if record.kind == ChannelKind.DINGTALK
        else ("", ""),
        ("请求方法", record.method) if gateway else ("", ""),
        ("内容格式", record.content_type),
        ("请求头", f"{record.header}（值已保存，不再显示）" if record.header else ""),
        ("内容模板", record.body, "full"),
        ("成功标志", record.expects),
        ("设置方式", "发信邮箱由服务器的环境变量设置", "full") if record.kind == ChannelKind.EMAIL else ("", ""),
    ]
    sent = Message.objects.filter(setting=record).order_by("-pk")[:5]
    marks = [(record.standing, "done" if record.enabled else "off")]
    return _detail(request, record, ("channels", "发送渠道"), facts, marks, sent=sent)


@signed_in(grant="notices.resend")
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """One message: to whom, how often tried, and what came of it."""
    record = get_object_or_404(Message.objects.visible_to(request.actor).select_related("setting"), pk=pk)
    facts = [
        ("渠道", record.setting.get_kind_display() if record.setting else record.get_channel_display()),
        ("接收人", record.recipient),
        ("地址", record.masked()),
        ("生成时间", _moment(record.made_at)),
        ("发送次数", str(record.tries)),
        ("送出时间", _moment(record.sent_at)),
        ("下次发送", _moment(record.due_at) if record.state == MessageState.WAITING else ""),
        ("最近一次错误", record.error, "full"),
        ("内容", record.body, "full"),
        ("编号", record.key, "full"),
    ]
    marks = [(record.get_state_display(), record.tone())]
    return _detail(request, record, ("messages", "外发消息"), facts, marks)


def _detail(request: HttpRequest, record, ledger: tuple[str, str], facts: list, marks: list, **more) -> HttpResponse:
    context = {
        "record": record,
        "ledger_url": ledger[0],
        "ledger_title": ledger[1],
        "facts": [each for each in facts if each[1]],
        "marks": marks,
        "buttons": buttons(record, request.actor),
        "steps": steps_of(record),
    }
    return render(request, "notices/detail.html", context | more)


def _moment(at) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}" if at else ""
