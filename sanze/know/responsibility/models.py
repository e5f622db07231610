"""Who was named to answer for what, the licences that decide the first handler, own duties, and kept proofs."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse

from sanze.foundation.acts.records import Record
from sanze.foundation.identity.models import Post
from sanze.foundation.moment import today
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.models import ScopePaths
from sanze.know.jurisdictions.models import Level
from sanze.know.jurisdictions.queries import path_of
from sanze.know.parties.models import Enterprise
from sanze.know.responsibility.states import Flaw, Role

SPAN = Func(F("first"), F("until"), function="daterange", output_field=DateRangeField())


class Assignment(Record):
    """A post named to answer for a subject from a day on (责任指定); it goes before what the regime's rule finds.

    kind: name of one of the regime's responsibilities. subject: label of the record answered for. prefix: code of the
    area where the subject is one; then it covers whatever lies inside that nothing nearer covers. hazard, industry:
    narrower where not empty. slot: place among several, 1 where there is one. until: first day on which it no longer
    holds, None while open. A row is never rewritten but for its end; what was wrong is ended and named anew.
    """

    SCOPE = ScopePaths(area="area_code")

    kind = models.CharField("责任种类", max_length=40)
    role = models.CharField("主次", max_length=12, choices=Role, default=Role.MAIN)
    subject = models.CharField(max_length=80)
    subject_name = models.CharField("对象", max_length=240)
    prefix = models.CharField("覆盖辖区", max_length=15, blank=True)
    hazard = models.CharField("危险类别", max_length=30, blank=True)
    industry = models.CharField("行业", max_length=30, blank=True)
    slot = models.PositiveSmallIntegerField("席位", default=1)
    post = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name="责任岗位")
    first = models.DateField("起始日期")
    until = models.DateField("终止日期", null=True, blank=True)
    paper = models.CharField("依据文件", max_length=120, blank=True)
    reason = models.CharField("说明", max_length=200, blank=True)
    end_reason = models.CharField("终止原因", max_length=200, blank=True)
    area_code = models.CharField("属地", max_length=20, blank=True)

    class Meta(Record.Meta):
        verbose_name = "责任指定"
        constraints = [
            ExclusionConstraint(
                name="one_post_answers_in_the_main_at_a_time",
                expressions=[
                    ("kind", RangeOperators.EQUAL),
                    ("subject", RangeOperators.EQUAL),
                    ("hazard", RangeOperators.EQUAL),
                    ("industry", RangeOperators.EQUAL),
                    ("slot", RangeOperators.EQUAL),
                    (SPAN, RangeOperators.OVERLAPS),
                ],
                condition=Q(role=Role.MAIN),
            ),
            ExclusionConstraint(
                name="a_post_is_named_for_a_subject_once_at_a_time",
                expressions=[
                    ("kind", RangeOperators.EQUAL),
                    ("subject", RangeOperators.EQUAL),
                    ("hazard", RangeOperators.EQUAL),
                    ("industry", RangeOperators.EQUAL),
                    ("post", RangeOperators.EQUAL),
                    (SPAN, RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("first")), name="an_assignment_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(paper="", reason=""), name="an_assignment_says_on_what_it_rests"),
        ]
        indexes = [
            models.Index(fields=["subject", "kind"], name="assignments_by_subject"),
            models.Index(fields=["post", "kind"], name="assignments_by_post"),
            models.Index(fields=["area_code", "kind"], name="assignments_by_area"),
        ]

    def __str__(self) -> str:
        return f"{self.kind_title()}：{self.subject_name}"

    def get_absolute_url(self) -> str:
        return reverse("assignment", args=[self.pk])

    def kind_title(self) -> str:
        """The face of the kind of responsibility, by the regime in force."""
        found = regime().responsibilities.get(self.kind)
        return found.title if found else self.kind

    def holds(self, on: date) -> bool:
        """Whether it is in force on a day."""
        return self.first <= on and (self.until is None or self.until > on)

    def standing(self) -> str:
        """How it stands today, in a word."""
        day = today()
        return "有效" if self.holds(day) else "未生效" if self.first > day else "已终止"

    def area_name(self) -> str:
        """Township and village."""
        return path_of(self.area_code)

    def based_on(self) -> str:
        """The paper or the reason on which it rests."""
        return self.paper or self.reason


class Licence(Record):
    """A licence that an office issued to an enterprise (许可); the first one decides who handles illegal operation."""

    SCOPE = ScopePaths(area="enterprise__area_code", industry="enterprise__industry", party="enterprise_id")

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="+", verbose_name="企业")
    permit = models.CharField("许可名称", max_length=80)
    number = models.CharField("证号", max_length=80, blank=True)
    unit = models.CharField("发证部门", max_length=120)
    issued_on = models.DateField("发证日期")
    valid_until = models.DateField("有效期至", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "许可登记"
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "permit", "issued_on"], name="a_licence_is_recorded_once_for_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.permit}（{self.unit}）"

    def get_absolute_url(self) -> str:
        return reverse("licence", args=[self.pk])

    def area_name(self) -> str:
        """Where the enterprise lies."""
        return path_of(self.enterprise.area_code)


class DutyItem(Record):
    """A safety duty of one post beside those that the regime gives its kind (一岗双责自列职责)."""

    SCOPE = ScopePaths(area="post__area_code", party="post__party_id")

    post = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name="岗位")
    text = models.CharField("职责", max_length=300)
    paper = models.CharField("依据", max_length=120, blank=True)
    first = models.DateField("起始日期")
    until = models.DateField("终止日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "自列职责"

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("duty-list", args=[self.post_id])


class Audit(Record):
    """One proof of a county or township on a day (责任覆盖审计): what was asked, what was found.

    subjects, targets: how many records, and how many responsibilities over them, were looked at. found, fresh, gone:
    flaws standing, new since the last proof, and no longer found. counts: flaw → how many stand. affected: how many
    targets they touch. digest: over every touched target. heads: seal over the heads of all lanes before this act.
    """

    SCOPE = ScopePaths(area="area_code")

    area_code = models.CharField("审计范围", max_length=20)
    on = models.DateField("审计日")
    at = models.DateTimeField("时刻")
    regime = models.CharField("制度版本", max_length=82)
    subjects = models.PositiveIntegerField("对象数")
    targets = models.PositiveIntegerField("责任数")
    affected = models.PositiveIntegerField("有问题的责任数")
    found = models.PositiveIntegerField("问题")
    fresh = models.PositiveIntegerField("新增")
    gone = models.PositiveIntegerField("消除")
    counts = models.JSONField("分类", default=dict)
    digest = models.CharField("摘要", max_length=64)
    heads = models.CharField("印记锚", max_length=64)

    class Meta(Record.Meta):
        verbose_name = "责任覆盖审计"
        indexes = [models.Index(fields=["area_code", "-id"], name="audits_of_a_county")]

    def __str__(self) -> str:
        return f"{path_of(self.area_code, [Level.COUNTY, Level.TOWNSHIP])}责任覆盖审计 {self.on:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("audit", args=[self.pk])

    def outcome(self) -> str:
        """What came of it, in words."""
        return "无空档" if not self.found else f"{self.found} 处问题"


class Finding(Record):
    """One cause for which responsibility fails (责任空档): stands until a proof no longer finds it, or it is mended.

    kind: name of the responsibility, empty where the place itself is in doubt. cause: what makes it fail, e.g. the
    label of a post that nobody holds; with flaw, kind, hazard and industry it is one finding. reach: township →
    targets touched. sample: names of the first. mend: the smallest change in words. mender: the post that owes it.
    """

    SCOPE = ScopePaths(area="area_code")

    audit = models.ForeignKey(Audit, models.PROTECT, related_name="+", verbose_name="发现于")
    flaw = models.CharField("问题", max_length=12, choices=Flaw)
    kind = models.CharField("责任种类", max_length=40, blank=True)
    hazard = models.CharField("危险类别", max_length=30, blank=True)
    industry = models.CharField("行业", max_length=30, blank=True)
    cause = models.CharField(max_length=80)
    cause_name = models.CharField("原因", max_length=240)
    other = models.CharField(max_length=80, blank=True)
    area_code = models.CharField("属地", max_length=20)
    reach = models.JSONField("涉及", default=dict)
    touched = models.PositiveIntegerField("涉及责任数")
    sample = models.CharField("例如", max_length=240, blank=True)
    mend = models.CharField("最小整改", max_length=300)
    mender = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", verbose_name="整改岗位")
    due_on = models.DateField("整改期限")
    found_on = models.DateField("发现日期")
    gone_on = models.DateField("消除日期", null=True, blank=True)
    gone_by = models.CharField("消除方式", max_length=120, blank=True)

    class Meta(Record.Meta):
        verbose_name = "责任空档"
        constraints = [
            models.UniqueConstraint(
                fields=["flaw", "kind", "hazard", "industry", "cause"],
                condition=Q(gone_on=None),
                name="a_flaw_stands_once",
            ),
        ]
        indexes = [
            models.Index(fields=["area_code", "-id"], name="findings_by_area"),
            models.Index(fields=["due_on"], condition=Q(gone_on=None), name="standing_findings_by_due"),
        ]

    def __str__(self) -> str:
        return f"{self.get_flaw_display()}：{self.title()}"

    def get_absolute_url(self) -> str:
        return reverse("finding", args=[self.pk])

    def title(self) -> str:
        """What fails and where."""
        return f"{self.cause_name}（{self.kind_title()}）" if self.kind else self.cause_name

    def kind_title(self) -> str:
        """The face of the responsibility that fails."""
        found = regime().responsibilities.get(self.kind)
        hazard = regime().hazards.get(self.hazard)
        return (found.title if found else self.kind) + (f"·{hazard.title}" if hazard else "")

    def area_name(self) -> str:
        """Where: township and village, or the whole county."""
        return path_of(self.area_code) or path_of(self.area_code, [Level.COUNTY])

    def standing(self) -> str:
        """How it stands today, in a word."""
        if self.gone_on:
            return "已消除"
        return "逾期未改" if self.due_on < today() else "待整改"

    def mender_name(self) -> str:
        return str(self.mender) if self.mender_id else "（无整改岗位）"
