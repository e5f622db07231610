"""What a county adds to the library: check items and criteria of its own, and shipped items it does without."""

from datetime import date, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from sanze.foundation.acts.records import Record, RecordQuerySet
from sanze.foundation.moment import today
from sanze.foundation.scope.actor import Actor
from sanze.foundation.scope.models import ScopePaths
from sanze.know.standards.catalogue import load

ITEM_PREFIX, CRITERION_PREFIX = "本-", "本判-"


class Category(models.TextChoices):
    """What a check item looks at."""

    PEOPLE = "人", "人的因素"
    THINGS = "物", "物的因素"
    SURROUNDINGS = "环境", "环境因素"
    MANAGEMENT = "管理", "管理因素"


class Severity(models.TextChoices):
    """What a failing counts as, before anybody has graded it."""

    GENERAL = "general", "一般"
    MAJOR = "major", "重大"


class LocalQuerySet(RecordQuerySet):
    """A local rule is written by its own area, and read there and by the posts of every area below it."""

    def visible_to(self, actor: Actor):
        if "" in actor.areas or actor.party_id is not None:
            return super().visible_to(actor)
        above = Q(area_code__in=[code for area in actor.areas for code in beginnings(area)])
        return super().visible_to(actor) | self.filter(above)

    def applying_to(self, area_code: str):
        """The rows of that area and of those above it."""
        return self.filter(area_code__in=beginnings(area_code)) if area_code else self.none()

    def begun(self, on: date):
        """The rows that have begun to hold by that day, and have not been ended by a decision."""
        return self.filter(Q(retired_on=None) | Q(retired_on__gt=on), valid_from__lte=on)


class OwnQuerySet(LocalQuerySet):
    """Local rules, some of which end on a day known beforehand."""

    def in_force(self, on: date):
        """The rows that hold on that day."""
        return self.begun(on).filter(Q(valid_to=None) | Q(valid_to__gte=on))


def beginnings(area_code: str) -> list[str]:
    """The code and every beginning of it: among them the codes of all areas above."""
    return [area_code[:length] for length in range(1, len(area_code) + 1)]


class OwnRule(Record):
    """What own items and own criteria share: where, since when, on what basis, and how they ended.

    valid_to: the last day, known beforehand. retired_on: the day from which it holds no more, by a later decision.
    """

    SCOPE = ScopePaths(area="area_code", industry="industry")

    code = models.CharField("编号", max_length=20, unique=True)
    area_code = models.CharField("适用辖区", max_length=15, db_index=True)
    industry = models.CharField("行业", max_length=30)
    basis = models.TextField("依据", max_length=500)
    valid_from = models.DateField("生效日期")
    valid_to = models.DateField("失效日期", null=True, blank=True)
    retired_on = models.DateField("停用日期", null=True, blank=True)
    retire_reason = models.CharField("停用原因", max_length=300, blank=True)

    objects = OwnQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.code} {self.text}"

    def last_day(self) -> date | None:
        """The last day on which it holds, None for no end."""
        ends = [self.valid_to] if self.valid_to else []
        if self.retired_on:
            ends.append(self.retired_on - timedelta(days=1))
        return min(ends, default=None)

    def industry_name(self) -> str:
        """The industry's Chinese name."""
        return next((each.name for each in load().industries if each.code == self.industry), self.industry)

    def standing_now(self) -> str:
        """What `standing` says today."""
        return self.standing(today())

    def standing(self, on: date) -> str:
        """In a word: 现行, 未生效, 已失效 or 已停用."""
        if self.retired_on and self.retired_on <= on:
            return "已停用"
        if on < self.valid_from:
            return "未生效"
        return "已失效" if self.valid_to and self.valid_to < on else "现行"


class OwnItem(OwnRule):
    """A check item of the county's own (本地检查项). limit_days: usual days to rectify, 0 = on the spot."""

    text = models.CharField("检查内容", max_length=300)
    category = models.CharField("类别", max_length=4, choices=Category)
    severity = models.CharField("等级", max_length=10, choices=Severity, default=Severity.GENERAL)
    limit_days = models.PositiveSmallIntegerField("整改期限（天）")
    measure = models.CharField("整改措施", max_length=300)

    class Meta(OwnRule.Meta):
        abstract = False
        verbose_name = "本地检查项"
        constraints = [
            models.CheckConstraint(
                name="an_own_item_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("standard-item", args=[self.code])


class OwnCriterion(OwnRule):
    """A case that the county's own rules call a major danger (本地判定情形).

    keywords: patterns as in catalogue.Criterion. items: codes of the check items that it judges.
    """

    text = models.CharField("判定情形", max_length=300)
    keywords = ArrayField(models.CharField(max_length=200), verbose_name="关键词")
    items = ArrayField(models.CharField(max_length=20), default=list, blank=True, verbose_name="对应检查项")

    class Meta(OwnRule.Meta):
        abstract = False
        verbose_name = "本地判定情形"
        constraints = [
            models.CheckConstraint(
                name="an_own_criterion_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("standard-criterion", args=[self.code])


class SetAside(Record):
    """A shipped check item that an area does without from a day on (停用国家库检查项), until it is taken up again."""

    SCOPE = ScopePaths(area="area_code")

    item_code = models.CharField("检查项", max_length=20)
    area_code = models.CharField("适用辖区", max_length=15)
    reason = models.CharField("停用原因", max_length=300)
    valid_from = models.DateField("停用日期")
    retired_on = models.DateField("恢复日期", null=True, blank=True)

    objects = LocalQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "停用的检查项"
        constraints = [
            models.UniqueConstraint(
                fields=["item_code", "area_code"],
                condition=Q(retired_on=None),
                name="an_item_is_set_aside_once_in_an_area",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_code}（{self.reason}）"

    def get_absolute_url(self) -> str:
        return reverse("standard-item", args=[self.item_code])
