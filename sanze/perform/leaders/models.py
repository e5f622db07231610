"""What a leader's visit adds to the service visit that it is."""

from django.db import models
from django.urls import reverse

from sanze.foundation.acts.records import Record
from sanze.foundation.scope.models import ScopePaths
from sanze.know.jurisdictions.queries import path_of
from sanze.know.parties.models import Enterprise
from sanze.perform.inspections.models import Visit


class LeaderVisit(Record):
    """A leader went to an enterprise, looked, asked and gave instructions (领导走访).

    The visit itself is a service visit: it orders and punishes nothing. listed: whether the enterprise was listed then.
    place: of the regime's kinds, e.g. 下矿井. companions: who came along, in one line.
    """

    SCOPE = ScopePaths(area="area_code", industry="industry", party="enterprise_id")

    visit = models.OneToOneField(Visit, models.PROTECT, related_name="+", verbose_name="服务指导")
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="+", verbose_name="单位")
    area_code = models.CharField("所在网格", max_length=15)
    industry = models.CharField("行业", max_length=30)
    listed = models.BooleanField("挂牌企业", default=False)
    day = models.DateField("日期")
    place = models.CharField("走访方式", max_length=20)
    leader = models.CharField("领导", max_length=60)
    leader_post = models.CharField("岗位", max_length=240)
    leader_post_id = models.BigIntegerField()
    companions = models.CharField("陪同人员", max_length=200)
    problems = models.TextField("提出问题", blank=True)
    instructions = models.TextField("工作要求")
    findings = models.PositiveSmallIntegerField("转为隐患", default=0)

    class Meta(Record.Meta):
        verbose_name = "领导走访"
        indexes = [
            models.Index(fields=["day", "id"], name="leader_visits_by_day"),
            models.Index(fields=["leader_post_id", "day"], name="leader_visits_by_post"),
            models.Index(fields=["area_code", "day"], name="leader_visits_by_area"),
        ]

    def __str__(self) -> str:
        return f"{self.leader} {self.day} {self.place}"

    def get_absolute_url(self) -> str:
        return reverse("leader-visit", args=[self.pk])

    def area_name(self) -> str:
        """Township and village."""
        return path_of(self.area_code)
