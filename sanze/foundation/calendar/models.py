"""The county's own table of working days and days off."""

from django.db import models

from sanze.foundation.acts.records import Record
from sanze.foundation.scope.models import ScopePaths


class DayRule(Record):
    """One day of the county's own calendar (日历规则); it wins over the published arrangement."""

    SCOPE = ScopePaths(area=None)

    day = models.DateField("日期", unique=True)
    working = models.BooleanField("上班")
    name = models.CharField("名称", max_length=40, blank=True)
    source = models.CharField("依据", max_length=200)

    class Meta(Record.Meta):
        verbose_name = "日历规则"
        verbose_name_plural = "日历规则"
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {'上班' if self.working else '休息'} {self.name}".rstrip()
