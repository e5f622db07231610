"""What the system administrator types to set up a channel, to try it, or to send a message once more."""

from django import forms
from pydantic import SecretStr

from sanze.foundation.ledgers.filters import AREA_CHOICES
from sanze.foundation.notices.models import ChannelSetting
from sanze.foundation.notices.sending.sms import FORM, JSON
from sanze.foundation.notices.states import ROBOTS, ChannelKind
from sanze.foundation.pages.act import ActForm

LONGEST_ADDRESS = 500
SECRETS = ("url", "secret", "header_value")
OF_KIND = {
    "robot": ("name", "area_code", "url", "secret"),
    ChannelKind.SMS: ("name", "url", "method", "content_type", "body", "header", "header_value", "expects"),
    ChannelKind.EMAIL: ("name",),
}
LEADS = {
    ChannelKind.WECOM: "在企业微信群里添加群机器人，把它的 Webhook 地址复制到这里。地址保存后不再显示。",
    ChannelKind.DINGTALK: "在钉钉群里添加自定义机器人，安全设置选“加签”，把地址和密钥复制到这里。保存后不再显示。",
    ChannelKind.SMS: "按短信服务商的接口说明填写。地址和请求头的值保存后不再显示。",
    ChannelKind.EMAIL: "发信邮箱由服务器的环境变量设置（SANZE_EMAIL_HOST 等）；在这里启用后，提醒才会发邮件。",
}
TEMPLATE = '{"mobile": "{mobile}", "content": "{text}", "id": "{id}"}'


def _secret(label: str, help_text: str = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, max_length=LONGEST_ADDRESS, required=False, widget=widget, help_text=help_text)


class ChannelForm(ActForm):
    """The fields of one kind of channel."""

    kind = ""
    name = forms.CharField(label="名称", max_length=60)
    area_code = forms.CharField(label="辖区编码", max_length=20, required=False, help_text="该群属于哪个辖区")
    url = forms.CharField(
        label="接口地址", max_length=LONGEST_ADDRESS, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    secret = _secret("加签密钥", "没有设置加签的不填")
    method = forms.ChoiceField(label="请求方法", choices=[("POST", "POST"), ("GET", "GET")])
    content_type = forms.ChoiceField(label="内容格式", choices=[(JSON, "JSON"), (FORM, "表单")])
    body = forms.CharField(
        label="内容模板",
        widget=forms.Textarea(attrs={"rows": 4}),
        initial=TEMPLATE,
        help_text="{mobile} 手机号，{text} 短信内容，{id} 消息编号，由平台代入",
    )
    header = forms.CharField(label="请求头名称", max_length=60, required=False, help_text="例如 Authorization")
    header_value = _secret("请求头的值")
    expects = forms.CharField(
        label="成功标志", max_length=60, required=False, help_text="网关应答里含有这段文字才算成功；不填则只看状态码"
    )

    def prepare(self) -> None:
        kind = ChannelKind(self.kind or self.record.kind)
        kept = OF_KIND["robot"] if kind in ROBOTS else OF_KIND[kind]
        for name in set(self.fields) - {"key", *kept}:
            del self.fields[name]
        self.lead = LEADS[kind]
        if kind == ChannelKind.WECOM:
            del self.fields["secret"]
        areas = [pair for slot in AREA_CHOICES for pair in slot(self.actor)]
        if "area_code" in self.fields and areas:
            choices = [("", "全部辖区"), *areas]
            self.fields["area_code"] = forms.ChoiceField(
                label="辖区", choices=choices, required=False, help_text="该辖区岗位的提醒发到这个群"
            )

    def facts(self) -> dict:
        told = super().facts()
        for name in SECRETS:
            if name in told:
                told[name] = SecretStr(told[name]) if told[name] else None
        return told | ({"kind": self.kind} if self.kind else {})


def form_of(kind: ChannelKind) -> type[ChannelForm]:
    """The form by which a channel of that kind is set up."""
    return type(f"{kind.name.title()}Form", (ChannelForm,), {"kind": kind})


class AmendForm(ChannelForm):
    def prepare(self) -> None:
        super().prepare()
        for name, field in self.fields.items():
            if name in SECRETS:
                field.required = False
                field.help_text = "已保存，不再显示；不修改请留空"
            elif name != "key":
                field.initial = getattr(self.record, name)


class SwitchForm(ActForm):
    lead = "停用后，经此渠道的提醒不再发送；站内消息不受影响。"
    reason = forms.CharField(label="理由", max_length=200, required=False)

    def prepare(self) -> None:
        if not self.record.enabled:
            self.lead = "启用后，提醒规则里写明用此渠道的提醒，从下一次汇总起发送。"

    def facts(self) -> dict:
        return super().facts() | {"enabled": not self.record.enabled}


class TryForm(ActForm):
    lead = "立即发送一条测试消息，不受免打扰时段限制。"
    to = forms.CharField(label="接收地址", max_length=254, help_text="手机号或者邮箱")

    def prepare(self) -> None:
        record: ChannelSetting = self.record
        if record.kind in ROBOTS:
            del self.fields["to"]
        elif record.kind == ChannelKind.EMAIL:
            self.fields["to"] = forms.EmailField(label="接收邮箱")
        else:
            self.fields["to"] = forms.RegexField(
                r"^\+?[0-9-]{7,20}$", label="接收手机号", error_messages={"invalid": "手机号只能用数字"}
            )


class ResendForm(ActForm):
    lead = "去向不明的消息可能已经送达，重发后对方可能收到两次。"
    reason = forms.CharField(label="理由", max_length=200, required=False)
