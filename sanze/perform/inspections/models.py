"""Visits of three kinds, and the dangers that they found."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from sanze.foundation.acts.records import Record, RecordQuerySet
from sanze.foundation.scope.actor import Actor
from sanze.foundation.scope.models import ScopePaths
from sanze.know.jurisdictions.queries import path_of
from sanze.know.parties.models import Enterprise
from sanze.know.standards.queries import short_names
from sanze.perform.dangers.models import Danger
from sanze.perform.inspections.states import PLANNING, VisitState

TONES = {
    VisitState.APPLIED: "wait",
    VisitState.APPROVED: "doing",
    VisitState.DECLINED: "off",
    VisitState.CANCELLED: "off",
    VisitState.RECORDED: "done",
}


class VisitKind(models.TextChoices):
    """The three kinds that are never mixed (国办发〔2024〕54号).

    Administrative inspections are the basis of orders and count against the yearly cap; patrols report upward
    only; service visits advise.
    """

    ADMIN = "admin", "行政检查"
    PATROL = "patrol", "网格巡查"
    SERVICE = "service", "服务指导"


class VisitQuerySet(RecordQuerySet):
    """A visited party sees what was done, never what is planned: some inspections come unannounced (四不两直)."""

    def visible_to(self, actor: Actor):
        rows = super().visible_to(actor)
        return rows.filter(state=VisitState.RECORDED) if actor.party_id is not None else rows


class Visit(Record):
    """One visit to one enterprise: applied for, or recorded at once.

    day: the planned day, then the day it was. items: codes of the check items planned. officers: one
    [person id, name, certificate] each; officer_ids the same ids, to be searched. training: the answers asked first.
    results: one [item code, text, result, note] for each line of the check list, kept with the visit, since
    it is read and written as a whole. exempt_reason: why the visit does not count against the yearly cap.
    """

    SCOPE = ScopePaths(area="area_code", industry="industry", party="enterprise_id")
    MACHINE = PLANNING

    kind = models.CharField("类别", max_length=10, choices=VisitKind)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="+", verbose_name="单位")
    area_code = models.CharField("所在网格", max_length=15)
    industry = models.CharField("行业", max_length=30)
    state = models.CharField("状态", max_length=12, choices=VisitState, default=VisitState.APPLIED)
    day = models.DateField("日期")

    reason = models.CharField("检查事由", max_length=200, blank=True)
    basis = models.CharField("检查依据", max_length=200, blank=True)
    planned_on = models.DateField("计划日期", null=True, blank=True)
    items = ArrayField(models.CharField(max_length=30), default=list, blank=True, verbose_name="检查项")
    exempt_reason = models.CharField("不计入频次的事由", max_length=60, blank=True)
    applicant = models.CharField("申请人", max_length=60, blank=True)
    applicant_id = models.BigIntegerField(null=True)
    applicant_post = models.CharField("申请岗位", max_length=240, blank=True)
    applicant_post_id = models.BigIntegerField(null=True)
    applied_on = models.DateField("申请日期", null=True, blank=True)
    approver = models.CharField("审批人", max_length=60, blank=True)
    approver_id = models.BigIntegerField(null=True)
    approver_post = models.CharField("审批岗位", max_length=240, blank=True)
    approved_on = models.DateField("审批日期", null=True, blank=True)
    opinion = models.CharField("审批意见", max_length=400, blank=True)

    officers = models.JSONField("检查人员", default=list)
    officer_ids = ArrayField(models.BigIntegerField(), default=list)
    started_at = models.DateTimeField("开始时间", null=True, blank=True)
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    accompanied_by = models.CharField("陪同人员", max_length=60, blank=True)
    training = models.JSONField("培训首查", default=dict)
    results = models.JSONField("检查结果", default=list)
    findings = models.PositiveSmallIntegerField("发现隐患", default=0)
    conclusion = models.TextField("检查情况", blank=True)
    signature = models.CharField("签字人", max_length=60, blank=True)
    refusal_note = models.CharField("拒签说明", max_length=200, blank=True)
    longitude = models.FloatField("经度", null=True, blank=True)
    latitude = models.FloatField("纬度", null=True, blank=True)
    recorder = models.CharField("记录人", max_length=60, blank=True)
    recorder_id = models.BigIntegerField(null=True)
    recorder_post = models.CharField("记录岗位", max_length=240, blank=True)
    recorder_post_id = models.BigIntegerField(null=True)

    objects = VisitQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "检查巡查"
        constraints = [
            models.CheckConstraint(
                name="only_inspections_wait_for_approval",
                condition=Q(kind=VisitKind.ADMIN) | Q(state=VisitState.RECORDED),
            ),
            models.CheckConstraint(
                name="an_inspection_is_approved_by_another",
                condition=~Q(kind=VisitKind.ADMIN, state__in=[VisitState.APPROVED, VisitState.RECORDED])
                | Q(approver_id__isnull=False, approved_on__isnull=False) & ~Q(approver_id=F("applicant_id")),
            ),
            models.CheckConstraint(
                name="a_recorded_visit_says_when",
                condition=~Q(state=VisitState.RECORDED)
                | Q(started_at__isnull=False, ended_at__isnull=False, ended_at__gte=F("started_at")),
            ),
        ]
        indexes = [
            models.Index(fields=["day", "id"], name="visits_by_day"),
            models.Index(fields=["area_code", "day"], name="visits_by_area"),
            models.Index(fields=["enterprise", "day"], name="visits_by_enterprise"),
            GinIndex(fields=["officer_ids"], name="visits_by_officer"),
            models.Index(
                fields=["area_code", "state", "planned_on"],
                condition=Q(state__in=[VisitState.APPLIED, VisitState.APPROVED]),
                name="visits_planned",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.day}"

    def get_absolute_url(self) -> str:
        return reverse("visit", args=[self.pk])

    def area_name(self) -> str:
        """Township and village, e.g. '青石镇桥头村'."""
        return path_of(self.area_code)

    def industry_name(self) -> str:
        """The industry's Chinese name."""
        return short_names().get(self.industry, self.industry)

    def officer_names(self) -> str:
        """Who inspected, as a list in one line."""
        return "、".join(name for _, name, _ in self.officers)

    def state_tone(self) -> str:
        """The tone of the state's dot."""
        return TONES[self.state]


class VisitFinding(Record):
    """A danger found on a visit."""

    SCOPE = ScopePaths(area="visit__area_code", industry="visit__industry", party="visit__enterprise_id")

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="found", verbose_name="检查")
    danger = models.OneToOneField(Danger, models.PROTECT, related_name="+", verbose_name="隐患")

    class Meta(Record.Meta):
        verbose_name = "检查发现"

    def __str__(self) -> str:
        return f"{self.visit}：{self.danger}"
