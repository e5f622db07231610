"""What a post is told."""

from django.db import models


class Level(models.TextChoices):
    """How loud a notice is; the value is the tone of its tag."""

    INFO = "blue", "提示"
    REMIND = "yellow", "提醒"
    WARN = "orange", "催办"
    URGENT = "red", "紧急"


class Notice(models.Model):
    """One message to a post (消息), or to one person in it. Whoever holds the post reads it.

    about: label of the record it is about, which leads to its acts. digest: notices of one group may be
    told together. A notice is no record: it is forgotten after some months.
    """

    post_id = models.BigIntegerField("接收岗位")
    person_id = models.BigIntegerField("接收人", null=True)
    title = models.CharField("标题", max_length=120)
    body = models.TextField("内容", blank=True)
    link = models.CharField("链接", max_length=300, blank=True)
    level = models.CharField("级别", max_length=8, choices=Level, default=Level.INFO)
    about = models.CharField("事项", max_length=80, blank=True)
    digest = models.CharField("汇总组", max_length=60, blank=True)
    made_at = models.DateTimeField("时间")
    read_at = models.DateTimeField("阅读时间", null=True)

    class Meta:
        verbose_name = "消息"
        indexes = [
            models.Index(fields=["post_id", "-made_at"], name="notices_of_a_post_newest_first"),
            models.Index(fields=["post_id"], condition=models.Q(read_at=None), name="notices_unread"),
            models.Index(fields=["made_at"], name="notices_by_age"),
        ]

    def __str__(self) -> str:
        return self.title
