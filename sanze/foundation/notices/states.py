"""Channels, and how a message stands on its way out."""

from django.db.models import TextChoices


class Channel(TextChoices):
    """How a person or a group is reached; the values are those of the regime's rules of reminders."""

    IN_APP = "in_app", "站内"
    EMAIL = "email", "邮件"
    WEBHOOK = "webhook", "群机器人"
    SMS = "sms", "短信"


class ChannelKind(TextChoices):
    """What stands at the other end of a channel."""

    WECOM = "wecom", "企业微信群机器人"
    DINGTALK = "dingtalk", "钉钉群机器人"
    SMS = "sms", "短信网关"
    EMAIL = "email", "电子邮件"


ROBOTS = (ChannelKind.WECOM, ChannelKind.DINGTALK)
CHANNEL_OF = {
    ChannelKind.WECOM: Channel.WEBHOOK,
    ChannelKind.DINGTALK: Channel.WEBHOOK,
    ChannelKind.SMS: Channel.SMS,
    ChannelKind.EMAIL: Channel.EMAIL,
}


class MessageState(TextChoices):
    """UNSURE: it was handed over, but no answer came; it is not sent again by itself, or it might arrive twice."""

    WAITING = "waiting", "待发送"
    SENDING = "sending", "发送中"
    SENT = "sent", "已发送"
    UNSURE = "unsure", "去向不明"
    FAILED = "failed", "发送失败"
    DROPPED = "dropped", "不再发送"


MESSAGE_TONES = {
    MessageState.WAITING: "wait",
    MessageState.SENDING: "doing",
    MessageState.SENT: "done",
    MessageState.UNSURE: "check",
    MessageState.FAILED: "late",
    MessageState.DROPPED: "off",
}


class Section(TextChoices):
    """The groups of a digest, in the order in which they are read."""

    LATE = "late", "已逾期"
    TODAY = "today", "今日到期"
    COMING = "coming", "即将到期"
    BELOW = "below", "下级逾期"
    OTHER = "other", "其他"
