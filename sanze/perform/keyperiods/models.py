"""Key periods as they run, the reports and rotas of units during them, and their big inspections."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse

from sanze.foundation.acts.records import Record
from sanze.foundation.moment import now, today
from sanze.foundation.scope.models import ScopePaths
from sanze.know.jurisdictions.queries import path_of
from sanze.know.parties.models import Enterprise
from sanze.know.standards.queries import short_names
from sanze.perform.dangers.models import Danger
from sanze.perform.keyperiods.states import (
    INSPECTING,
    REPORTING,
    RUNNING,
    InspectionState,
    ReportState,
    RunState,
)

TONES = {
    RunState.ANNOUNCED: "wait",
    RunState.RUNNING: "doing",
    RunState.CLOSED: "done",
    RunState.WITHDRAWN: "off",
}


class KeyPeriodRun(Record):
    """One key period of the regime as it runs in a year (重点时段实施).

    entry: its id in the regime, from which the raises are read. year: of the day that the rule names. by_hand: a person
    declared it. moved: a person changed its last day, so the clock follows the calendar no more. certain: False while
    the days rest on a holiday arrangement that is not published. zero_report, report_by, rota, plan: what the regime
    asked for when it was announced. figures: the comparison as it was when the period was closed.
    """

    SCOPE = ScopePaths(area=None)
    MACHINE = RUNNING

    entry = models.CharField("编号", max_length=60)
    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("重点时段", max_length=60)
    clause = models.CharField("条款", max_length=20, blank=True)
    regime = models.CharField("制度版本", max_length=82)
    by_hand = models.BooleanField("人工启动", default=False)
    moved = models.BooleanField("人工调整", default=False)
    certain = models.BooleanField("放假安排已公布", default=True)
    first_day = models.DateField("开始日期")
    last_day = models.DateField("结束日期")
    announced_on = models.DateField("公布日期")
    reason = models.CharField("依据和理由", max_length=400, blank=True)
    zero_report = models.BooleanField("每日零报告", default=False)
    report_by = models.CharField("零报告时限", max_length=5, blank=True)
    rota = models.BooleanField("值班带班表", default=False)
    plan = models.BooleanField("大检查计划", default=False)
    state = models.CharField("状态", max_length=12, choices=RunState, default=RunState.ANNOUNCED)
    closed_on = models.DateField("结束登记日期", null=True, blank=True)
    figures = models.JSONField(default=dict)

    class Meta(Record.Meta):
        verbose_name = "重点时段实施"
        constraints = [
            models.CheckConstraint(name="a_key_period_has_a_day", condition=Q(last_day__gte=F("first_day"))),
            models.UniqueConstraint(
                fields=["entry", "year"], condition=Q(by_hand=False), name="a_key_period_comes_once_a_year"
            ),
            ExclusionConstraint(
                name="a_key_period_runs_once_at_a_time",
                expressions=[
                    ("entry", RangeOperators.EQUAL),
                    (
                        Func(
                            F("first_day"),
                            F("last_day"),
                            Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=~Q(state=RunState.WITHDRAWN),
            ),
        ]
        indexes = [models.Index(fields=["last_day", "first_day"], name="key_periods_by_day")]

    def __str__(self) -> str:
        return f"{self.year} 年{self.title}"

    def get_absolute_url(self) -> str:
        return reverse("key-period", args=[self.pk])

    @property
    def length(self) -> int:
        """How many days it has."""
        return (self.last_day - self.first_day).days + 1

    @property
    def number_of_today(self) -> int:
        """Which of its days today is: 1 for the first."""
        return (today() - self.first_day).days + 1

    @property
    def days_left(self) -> int:
        """Days after today that belong to it."""
        return (self.last_day - today()).days

    def state_tone(self) -> str:
        return TONES[self.state]


class ZeroReport(Record):
    """What one unit reports of one day of a key period; awaited from the morning on (零报告).

    due_at: the moment until which it is in time.
    """

    SCOPE = ScopePaths(area="area_code")
    MACHINE = REPORTING

    run = models.ForeignKey(KeyPeriodRun, models.PROTECT, related_name="reports", verbose_name="重点时段")
    day = models.DateField("日期")
    unit = models.CharField("单位", max_length=120)
    area_code = models.CharField("属地", max_length=20)
    due_at = models.DateTimeField("时限")
    state = models.CharField("状态", max_length=12, choices=ReportState, default=ReportState.AWAITED)
    found = models.PositiveIntegerField("发现问题", default=0)
    handled = models.PositiveIntegerField("已处理", default=0)
    incidents = models.PositiveIntegerField("突发情况", default=0)
    text = models.CharField("情况说明", max_length=400, blank=True)
    reporter = models.CharField("报告人", max_length=60, blank=True)
    reporter_id = models.BigIntegerField(null=True)
    reporter_post = models.CharField("报告岗位", max_length=240, blank=True)
    reported_at = models.DateTimeField("报告时间", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "零报告"
        constraints = [
            models.UniqueConstraint(fields=["run", "day", "unit", "area_code"], name="a_unit_reports_a_day_once"),
            models.CheckConstraint(
                name="a_report_says_when_it_came",
                condition=Q(state=ReportState.AWAITED, reported_at=None)
                | Q(state=ReportState.REPORTED, reported_at__isnull=False),
            ),
            models.CheckConstraint(name="no_more_is_handled_than_found", condition=Q(handled__lte=F("found"))),
        ]
        indexes = [models.Index(fields=["area_code", "day"], name="zero_reports_by_area")]

    def __str__(self) -> str:
        return f"{self.unit} {self.day} 零报告"

    def get_absolute_url(self) -> str:
        return f"{reverse('zero-reports')}?run={self.run_id}&span={self.day}"

    def standing(self) -> str:
        """How it stands now, in a word."""
        if self.reported_at:
            return "按时报告" if self.reported_at <= self.due_at else "迟报"
        return "未报" if now() > self.due_at else "待报"

    def standing_tone(self) -> str:
        return {"按时报告": "done", "迟报": "check", "未报": "late", "待报": "wait"}[self.standing()]


class DutyShift(Record):
    """Who is on duty in one unit on one day of a key period (值班带班)."""

    SCOPE = ScopePaths(area="area_code")

    run = models.ForeignKey(KeyPeriodRun, models.PROTECT, related_name="shifts", verbose_name="重点时段")
    day = models.DateField("日期")
    unit = models.CharField("单位", max_length=120)
    area_code = models.CharField("属地", max_length=20)
    leader = models.CharField("带班领导", max_length=60)
    staff = models.CharField("值班人员", max_length=120)
    phone = models.CharField("值班电话", max_length=40)
    note = models.CharField("调整原因", max_length=200, blank=True)

    class Meta(Record.Meta):
        verbose_name = "值班带班"
        constraints = [
            models.UniqueConstraint(fields=["run", "day", "unit", "area_code"], name="a_unit_has_one_shift_a_day")
        ]
        indexes = [models.Index(fields=["area_code", "day"], name="duty_shifts_by_area")]

    def __str__(self) -> str:
        return f"{self.unit} {self.day} 值班"

    def get_absolute_url(self) -> str:
        return reverse("duty-shift", args=[self.pk])


class BigInspection(Record):
    """The plan by which everything is visited in a key period (大检查), with its list, deadline and closing."""

    SCOPE = ScopePaths(area=None)
    MACHINE = INSPECTING

    run = models.OneToOneField(KeyPeriodRun, models.PROTECT, related_name="inspection", verbose_name="重点时段")
    title = models.CharField("名称", max_length=120)
    selection = models.CharField("检查对象", max_length=60)
    selected_by = models.CharField("对象说明", max_length=200)
    first_day = models.DateField("开始日期")
    due_on = models.DateField("完成期限")
    state = models.CharField("状态", max_length=12, choices=InspectionState, default=InspectionState.OPEN)
    finished_on = models.DateField("销案日期", null=True, blank=True)
    conclusion = models.CharField("销案意见", max_length=400, blank=True)
    unvisited = models.PositiveIntegerField("未检查", default=0)

    class Meta(Record.Meta):
        verbose_name = "大检查"
        constraints = [
            models.CheckConstraint(
                name="a_finished_inspection_says_when",
                condition=Q(state=InspectionState.OPEN, finished_on=None)
                | Q(state=InspectionState.FINISHED, finished_on__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("big-inspection", args=[self.pk])

    def state_tone(self) -> str:
        return "done" if self.state == InspectionState.FINISHED else "doing"


class PlannedVisit(Record):
    """One enterprise on the list of a big inspection (检查清单)."""

    SCOPE = ScopePaths(area="area_code", industry="industry")

    inspection = models.ForeignKey(BigInspection, models.PROTECT, related_name="planned", verbose_name="大检查")
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="+", verbose_name="单位")
    area_code = models.CharField("所在网格", max_length=15)
    industry = models.CharField("行业", max_length=30)

    class Meta(Record.Meta):
        verbose_name = "检查清单"
        constraints = [
            models.UniqueConstraint(fields=["inspection", "enterprise"], name="an_enterprise_is_listed_once")
        ]
        indexes = [models.Index(fields=["area_code"], name="planned_visits_by_area")]

    def __str__(self) -> str:
        return str(self.enterprise)

    def area_name(self) -> str:
        """Township and village."""
        return path_of(self.area_code)

    def industry_name(self) -> str:
        return short_names().get(self.industry, self.industry)

    def visited_word(self) -> str:
        """Whether it was visited, where the ledger asked for that."""
        return "已检查" if self.was_visited else "未检查"

    def get_absolute_url(self) -> str:
        return self.enterprise.get_absolute_url()


class CarriedDanger(Record):
    """A danger found in a big inspection that is still open when the case is closed, with the reason (结转隐患)."""

    SCOPE = ScopePaths(area="area_code", industry="industry")

    inspection = models.ForeignKey(BigInspection, models.PROTECT, related_name="carried", verbose_name="大检查")
    danger = models.ForeignKey(Danger, models.PROTECT, related_name="+", verbose_name="隐患")
    area_code = models.CharField("所在网格", max_length=15)
    industry = models.CharField("行业", max_length=30)
    reason = models.CharField("结转理由", max_length=400)
    carried_on = models.DateField("结转日期")

    class Meta(Record.Meta):
        verbose_name = "结转隐患"
        constraints = [models.UniqueConstraint(fields=["inspection", "danger"], name="a_danger_is_carried_once")]

    def __str__(self) -> str:
        return str(self.danger)
