"""Regimes put in force, each from a day on, and drafts that may be; both with their whole content."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from sanze.foundation.acts.records import Record
from sanze.foundation.scope.models import ScopePaths


class Enforcement(Record):
    """A regime in force from a day until a later one begins (施行). Its content never changes.

    digest: SHA-256 of the content. withdrawn_at: when it was taken back, which is only before its first day.
    """

    SCOPE = ScopePaths(area=None)

    code = models.CharField("制度", max_length=40)
    version = models.CharField("版本", max_length=40)
    title = models.CharField("名称", max_length=200)
    in_force_from = models.DateField("施行日期", db_index=True)
    content = models.JSONField()
    digest = models.CharField("内容摘要", max_length=64, db_index=True)
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    withdrawn_reason = models.CharField("撤回理由", max_length=200, blank=True)

    class Meta(Record.Meta):
        verbose_name = "制度施行"
        constraints = [
            models.UniqueConstraint(
                fields=["in_force_from"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_regime_begins_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.version}）"

    def get_absolute_url(self) -> str:
        return reverse("regime", args=[self.pk])

    @property
    def full_version(self) -> str:
        return f"{self.code}@{self.version}"


class Draft(Record):
    """A regime sent in to be looked at, compared and perhaps put in force (制度草案). Its content never changes."""

    SCOPE = ScopePaths(area=None)

    code = models.CharField("制度", max_length=40)
    version = models.CharField("版本", max_length=40)
    title = models.CharField("名称", max_length=200)
    content = models.JSONField()
    digest = models.CharField("内容摘要", max_length=64)
    source = models.CharField("来源文件", max_length=200)
    received_at = models.DateTimeField("收到时间")
    received_by = models.CharField("提交人", max_length=120)

    class Meta(Record.Meta):
        verbose_name = "制度草案"

    def __str__(self) -> str:
        return f"{self.title}（{self.version}，草案）"

    def get_absolute_url(self) -> str:
        return reverse("regime-draft", args=[self.pk])

    @property
    def full_version(self) -> str:
        return f"{self.code}@{self.version}"
