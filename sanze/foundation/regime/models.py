"""Regimes put in force, each from a day on, with their whole content."""

from django.db import models

from sanze.foundation.acts.records import Record
from sanze.foundation.scope.models import ScopePaths


class Enforcement(Record):
    """A regime in force from a day until a later one begins (施行). Its content never changes."""

    SCOPE = ScopePaths(area=None)

    code = models.CharField("制度", max_length=40)
    version = models.CharField("版本", max_length=40)
    title = models.CharField("名称", max_length=200)
    in_force_from = models.DateField("施行日期", db_index=True)
    content = models.JSONField()

    class Meta(Record.Meta):
        verbose_name = "制度施行"
        constraints = [
            models.UniqueConstraint(fields=["in_force_from"], name="one_regime_begins_on_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.version}）"
