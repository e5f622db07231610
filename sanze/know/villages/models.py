"""Village safety groups and villages on their way to being safe villages."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from sanze.foundation.acts.records import Record
from sanze.foundation.scope.models import ScopePaths
from sanze.know.jurisdictions.queries import path_of
from sanze.know.standards.checklists import checklist
from sanze.know.villages.states import CREATION, CreationState

STANDARD = "safe_village"
TONES = {"assessed": "check", "returned": "late", "reviewed": "doing", "awarded": "done", "withdrawn": "off"}


class VillageGroup(Record):
    """A village's leading group for safety (村级安全生产领导小组), from a day to a day.

    head_title: the office by which its head leads it. members: [name, role] of the others.
    """

    SCOPE = ScopePaths(area="area_code")

    area_code = models.CharField("村（社区）", max_length=15, db_index=True)
    head = models.CharField("组长", max_length=60)
    head_title = models.CharField("组长职务", max_length=40)
    members = models.JSONField("成员", default=list)
    size = models.PositiveSmallIntegerField("人数")
    paper = models.CharField("成立文件", max_length=120)
    formed_on = models.DateField("成立日期")
    replaced_on = models.DateField("改组日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "村级领导小组"
        constraints = [
            models.UniqueConstraint(
                fields=["area_code"], condition=Q(replaced_on=None), name="a_village_has_one_group_at_a_time"
            ),
            models.CheckConstraint(
                name="a_group_ends_after_it_begins",
                condition=Q(replaced_on=None) | Q(replaced_on__gte=F("formed_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area_name()}安全生产领导小组"

    def get_absolute_url(self) -> str:
        return reverse("village-group", args=[self.pk])

    def area_name(self) -> str:
        """Township and village."""
        return path_of(self.area_code)

    def standing(self) -> str:
        """Whether it is the village's group now, in a word."""
        return "已改组" if self.replaced_on else "在任"


class Creation(Record):
    """A village's assessment of one year against the standard (安全乡村创建申报).

    met: codes of the requirements that the village says it meets, later that the township found met. score: of 100.
    """

    SCOPE = ScopePaths(area="area_code")
    MACHINE = CREATION

    area_code = models.CharField("村（社区）", max_length=15, db_index=True)
    year = models.PositiveSmallIntegerField("年度")
    met = ArrayField(models.CharField(max_length=10), default=list, verbose_name="符合项")
    score = models.PositiveSmallIntegerField("得分")
    state = models.CharField("状态", max_length=12, choices=CreationState, default=CreationState.ASSESSED)
    note = models.CharField("自评说明", max_length=500, blank=True)
    assessed_on = models.DateField("自评日期")
    assessor = models.CharField("自评人", max_length=120)
    opinion = models.CharField("审核意见", max_length=500, blank=True)
    reviewed_on = models.DateField("乡镇审核日期", null=True, blank=True)
    reviewer = models.CharField("审核人", max_length=120, blank=True)
    number = models.CharField("命名文号", max_length=60, blank=True)
    awarded_on = models.DateField("命名日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "安全乡村创建"
        constraints = [
            models.UniqueConstraint(fields=["area_code", "year"], name="a_village_is_assessed_once_a_year"),
            models.CheckConstraint(
                name="an_awarded_village_has_paper_and_day",
                condition=~Q(state="awarded") | (~Q(number="") & Q(awarded_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area_name()} {self.year} 年安全乡村创建"

    def get_absolute_url(self) -> str:
        return reverse("village-creation", args=[self.pk])

    def area_name(self) -> str:
        """Township and village."""
        return path_of(self.area_code)

    def tone(self) -> str:
        """The tone of its state."""
        return TONES[self.state]

    def unmet(self) -> str:
        """What is not met, in words."""
        return "；".join(each.text for _, each in checklist(STANDARD).items() if each.code not in self.met) or "无"
