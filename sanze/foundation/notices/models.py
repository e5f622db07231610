"""What a post is told, what leaves the house on its way to people and groups, and by which channels."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from sanze.foundation.acts.records import Record
from sanze.foundation.notices.rules import masked_address
from sanze.foundation.notices.states import MESSAGE_TONES, Channel, ChannelKind, MessageState, Section
from sanze.foundation.scope.models import ScopedModel, ScopePaths


class Level(models.TextChoices):
    """How loud a notice is; the value is the tone of its tag."""

    INFO = "blue", "提示"
    REMIND = "yellow", "提醒"
    WARN = "orange", "催办"
    URGENT = "red", "紧急"


class Notice(models.Model):
    """One message to a post (消息), or to one person in it. Whoever holds the post reads it.

    about: label of the record it is about, which leads to its acts. digest: notices of one group may be
    told together. day: it is the post's digest of that day, and its lines are shown with it. A notice is no
    record: it is forgotten after some months.
    """

    post_id = models.BigIntegerField("接收岗位")
    person_id = models.BigIntegerField("接收人", null=True)
    title = models.CharField("标题", max_length=120)
    body = models.TextField("内容", blank=True)
    link = models.CharField("链接", max_length=300, blank=True)
    level = models.CharField("级别", max_length=8, choices=Level, default=Level.INFO)
    about = models.CharField("事项", max_length=80, blank=True)
    digest = models.CharField("汇总组", max_length=60, blank=True)
    day = models.DateField("汇总日期", null=True)
    made_at = models.DateTimeField("时间")
    read_at = models.DateTimeField("阅读时间", null=True)

    class Meta:
        verbose_name = "消息"
        constraints = [
            models.UniqueConstraint(
                fields=["post_id", "day"], condition=Q(day__isnull=False), name="one_digest_a_post_a_day"
            ),
        ]
        indexes = [
            models.Index(fields=["post_id", "-made_at"], name="notices_of_a_post_newest_first"),
            models.Index(fields=["post_id"], condition=models.Q(read_at=None), name="notices_unread"),
            models.Index(fields=["made_at"], name="notices_by_age"),
        ]

    def __str__(self) -> str:
        return self.title


class ChannelSetting(Record):
    """A way out of the house, as the system administrator set it (发送渠道).

    kept: address, secret and header value, enciphered; they are used and never shown again, and no act has them.
    host: the part of the address that may be shown. area_code: whose group a robot is in; the nearest one speaks.
    body, content_type, expects: how the gateway of text messages wants to be asked, and what its answer then holds.
    """

    SCOPE = ScopePaths(area=None)
    UNSEALED = frozenset({"kept"})

    kind = models.CharField("类型", max_length=10, choices=ChannelKind)
    name = models.CharField("名称", max_length=60)
    area_code = models.CharField("辖区编码", max_length=20, blank=True)
    host = models.CharField("地址", max_length=120, blank=True)
    method = models.CharField("请求方法", max_length=6, default="POST")
    content_type = models.CharField("内容格式", max_length=40, blank=True)
    header = models.CharField("请求头", max_length=60, blank=True)
    body = models.TextField("内容模板", blank=True)
    expects = models.CharField("成功标志", max_length=60, blank=True)
    has_secret = models.BooleanField("已设密钥", default=False)
    kept = models.TextField(blank=True)
    enabled = models.BooleanField("启用", default=True)

    class Meta(Record.Meta):
        verbose_name = "发送渠道"
        constraints = [
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(enabled=True, kind__in=[ChannelKind.SMS, ChannelKind.EMAIL]),
                name="one_gateway_of_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def standing(self) -> str:
        return "启用" if self.enabled else "停用"

    def get_absolute_url(self) -> str:
        return reverse("channel", args=[self.pk])


class Message(ScopedModel):
    """One message on its way out of the house, to one person or one group (外发消息).

    Written in the transaction of the act or job that it tells of, sent after it by a job. key: what makes it this
    message and no other; it goes along as the id by which the other side may know it again.
    setting: the channel it is bound to, for robots and tests; others take the one in use when they are sent.
    person_id, post_id: to whom, and in which post that person must still be. urgent: goes in quiet hours too.
    due_at: not before; expires_at: not after. See docs/adr/0012-outbox.md.
    """

    SCOPE = ScopePaths(area=None)

    key = models.CharField("编号", max_length=120, unique=True)
    channel = models.CharField("渠道", max_length=10, choices=Channel)
    setting = models.ForeignKey(ChannelSetting, models.PROTECT, null=True, related_name="+")
    person_id = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField(null=True)
    recipient = models.CharField("接收人", max_length=120)
    address = models.CharField("地址", max_length=254, blank=True)
    title = models.CharField("标题", max_length=120)
    body = models.TextField("内容", blank=True)
    link = models.CharField("链接", max_length=300, blank=True)
    urgent = models.BooleanField("紧急", default=False)
    state = models.CharField("状态", max_length=10, choices=MessageState, default=MessageState.WAITING)
    tries = models.PositiveSmallIntegerField("发送次数", default=0)
    due_at = models.DateTimeField("发送时间")
    expires_at = models.DateTimeField("过期时间", null=True)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField("送出时间", null=True)
    error = models.CharField("最近一次错误", max_length=300, blank=True)
    made_at = models.DateTimeField("生成时间")

    class Meta:
        verbose_name = "外发消息"
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(state="waiting"), name="messages_to_send"),
            models.Index(fields=["claimed_at"], condition=Q(state="sending"), name="messages_being_sent"),
            models.Index(fields=["made_at"], name="messages_by_age"),
        ]

    def __str__(self) -> str:
        return self.title

    def masked(self) -> str:
        """The address as lists show it."""
        return masked_address(self.address)

    def tone(self) -> str:
        return MESSAGE_TONES[MessageState(self.state)]

    def get_absolute_url(self) -> str:
        return reverse("message", args=[self.pk])


class DigestLine(models.Model):
    """One thing that a post shall hear of in the next digest of a channel (汇总条目).

    key: what is told; the same thing is told to a post once by a channel. notice, message: the digest that took it.
    """

    key = models.CharField(max_length=120)
    channel = models.CharField(max_length=10, choices=Channel)
    post_id = models.BigIntegerField()
    section = models.CharField(max_length=10, choices=Section)
    title = models.CharField(max_length=200)
    about = models.CharField(max_length=240, blank=True)
    note = models.CharField(max_length=200, blank=True)
    link = models.CharField(max_length=300, blank=True)
    due_on = models.DateField(null=True)
    made_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    notice = models.ForeignKey(Notice, models.CASCADE, null=True, related_name="lines")
    message = models.ForeignKey(Message, models.CASCADE, null=True, related_name="lines")

    class Meta:
        verbose_name = "汇总条目"
        constraints = [
            models.UniqueConstraint(fields=["key", "channel", "post_id"], name="a_thing_is_told_once"),
        ]
        indexes = [
            models.Index(fields=["channel", "post_id"], condition=Q(taken_at=None), name="lines_to_gather"),
            models.Index(fields=["made_at"], name="lines_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.title}：{self.about}"
