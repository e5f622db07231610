"""Acts, the lanes in which they are sealed, and the anchors that tie the lanes together."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from sanze.foundation.moment import SHANGHAI


class Lane(models.Model):
    """The book of one post: its last number and seal. Its row is locked only while that post's acts are sealed."""

    post_id = models.BigIntegerField(primary_key=True)
    number = models.BigIntegerField(default=0)
    seal = models.CharField(max_length=64, blank=True)


class Act(models.Model):
    """One thing that somebody did: written by `@command`, sealed in its lane, never changed.

    at: the moment for which it was done; recorded_at: the server's clock when it was written. They differ
    only where history was entered afterwards, and both are sealed.
    made, changes: what the act wrote, by record; see `entry.Entry`.
    about: until the act is sealed, the record itself that it was done on or that it made; not stored.
    """

    about: models.Model | None = None

    lane = models.BigIntegerField("岗位卷")
    number = models.BigIntegerField("卷内序号")
    at = models.DateTimeField("时间")
    recorded_at = models.DateTimeField("记录时间")
    command = models.CharField("命令", max_length=80)
    title = models.CharField("操作", max_length=80)
    capability = models.CharField("能力", max_length=4)
    regime = models.CharField("制度版本", max_length=40, blank=True)
    person_id = models.BigIntegerField(null=True)
    person = models.CharField("人员", max_length=60)
    post = models.CharField("岗位", max_length=120, blank=True)
    subject = models.CharField("对象", max_length=80, blank=True)
    result = models.CharField("结果", max_length=80, blank=True)
    facts = models.JSONField("内容")
    made = models.JSONField()
    changes = models.JSONField()
    records = ArrayField(models.CharField(max_length=80), default=list)
    evidence = ArrayField(models.CharField(max_length=64), default=list)
    key = models.UUIDField("提交编号", null=True, unique=True)
    seal = models.CharField("印记", max_length=64)

    class Meta:
        verbose_name = "行为记录"
        constraints = [
            models.UniqueConstraint(fields=["lane", "number"], name="an_act_has_one_place_in_its_lane"),
        ]
        indexes = [
            GinIndex(fields=["records"], name="acts_by_record"),
            models.Index(fields=["at", "id"], name="acts_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.post} {self.person}）"


class Anchor(models.Model):
    """The heads of all lanes at one moment, chained to the anchor before: a page that can be taken out of the house."""

    at = models.DateTimeField("时间")
    heads = models.JSONField()
    previous = models.CharField(max_length=64, blank=True)
    seal = models.CharField("印记", max_length=64)

    class Meta:
        verbose_name = "印记锚点"

    def __str__(self) -> str:
        return f"{self.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M} {self.seal[:12]}"
