"""Dangers, the treatment plans of major ones, and the extensions asked for."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from sanze.foundation.acts.records import Record
from sanze.foundation.moment import today
from sanze.foundation.scope.models import ScopePaths
from sanze.know.jurisdictions.queries import path_of
from sanze.know.parties.models import Enterprise
from sanze.know.standards.queries import industry_names
from sanze.perform.dangers.states import EXTENDING, LOOP, DangerState, ExtensionState

TONES = {
    DangerState.REPORTED: "wait",
    DangerState.GRADED: "wait",
    DangerState.ORDERED: "doing",
    DangerState.RECTIFIED: "check",
    DangerState.CLOSED: "done",
    DangerState.DISMISSED: "off",
}
SETTLED = [DangerState.CLOSED, DangerState.DISMISSED]
IN_RECTIFICATION = [DangerState.ORDERED, DangerState.RECTIFIED, DangerState.CLOSED]


class Category(models.TextChoices):
    """What fails: people, things, surroundings, or the running of the unit."""

    PEOPLE = "people", "人"
    THINGS = "things", "物"
    SURROUNDINGS = "surroundings", "环境"
    MANAGEMENT = "management", "管理"


class Source(models.TextChoices):
    """By which way a danger came to be known."""

    SELF_CHECK = "self_check", "自查自报"
    PATROL = "patrol", "网格巡查"
    INSPECTION = "inspection", "行政检查"
    SERVICE = "service", "专家服务"
    TIP_OFF = "tip_off", "举报投诉"
    ASSIGNED = "assigned", "上级交办"
    DAILY = "daily", "日常发现"


class Danger(Record):
    """One hidden danger (隐患) at one enterprise, from its discovery to its closing.

    area_code, industry: the enterprise's, copied at writing, since ledgers filter on them.
    item_code, criterion_code, basis: check item, criterion of a major danger, and legal basis as they read when
    the danger was found; codes and text, since the library moves on.
    major: None until graded. money_planned, money_spent: in 10 000 yuan (万元).
    handler_id: the post in charge; None means the stations of its area. passing_to_id: the post to which it
    was handed over and which has not yet received it.
    finder, grader, rectifier, closer: the person's name, beside the ids of person and post.
    """

    SCOPE = ScopePaths(area="area_code", industry="industry", party="enterprise_id")
    MACHINE = LOOP

    number = models.CharField("编号", max_length=30, unique=True)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="+", verbose_name="单位")
    area_code = models.CharField("所在网格", max_length=15)
    industry = models.CharField("行业", max_length=30)
    state = models.CharField("状态", max_length=12, choices=DangerState, default=DangerState.REPORTED)
    title = models.CharField("隐患", max_length=200)
    description = models.TextField("情况描述", blank=True)
    place = models.CharField("部位", max_length=120, blank=True)
    category = models.CharField("类别", max_length=14, choices=Category, default=Category.THINGS)
    item_code = models.CharField("检查项", max_length=30, blank=True)
    criterion_code = models.CharField("重大隐患判定条款", max_length=30, blank=True)
    basis = models.CharField("依据", max_length=400, blank=True)
    source = models.CharField("来源", max_length=12, choices=Source)
    self_reported = models.BooleanField("企业自报", default=False)
    corrected_on_spot = models.BooleanField("当场改正", default=False)
    found_on = models.DateField("发现日期")
    finder = models.CharField("发现人", max_length=60)
    finder_id = models.BigIntegerField(null=True)
    finder_post = models.CharField("发现岗位", max_length=240, blank=True)
    finder_post_id = models.BigIntegerField(default=0)
    interim = models.TextField("管控措施", blank=True)
    major_suspected = models.BooleanField("疑似重大", default=False)
    repeat_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="重复隐患"
    )

    major = models.BooleanField("重大", null=True)
    grade_reason = models.CharField("定级理由", max_length=400, blank=True)
    graded_on = models.DateField("定级日期", null=True, blank=True)
    grader = models.CharField("定级人", max_length=60, blank=True)
    grader_id = models.BigIntegerField(null=True)

    measures = models.TextField("整改措施", blank=True)
    responsible = models.CharField("整改责任人", max_length=60, blank=True)
    money_planned = models.DecimalField("计划资金（万元）", max_digits=12, decimal_places=4, null=True, blank=True)
    emergency_plan = models.TextField("应急预案", blank=True)
    ordered_on = models.DateField("下达日期", null=True, blank=True)
    due_on = models.DateField("整改期限", null=True, blank=True)
    order_number = models.CharField("指令文号", max_length=60, blank=True)

    rectified_on = models.DateField("整改完成日期", null=True, blank=True)
    account = models.TextField("整改情况", blank=True)
    money_spent = models.DecimalField("实际资金（万元）", max_digits=12, decimal_places=4, null=True, blank=True)
    rectifier = models.CharField("整改报告人", max_length=60, blank=True)
    rectifier_id = models.BigIntegerField(null=True)
    rectifier_post_id = models.BigIntegerField(null=True)
    returned_times = models.PositiveSmallIntegerField("退回次数", default=0)
    return_reason = models.CharField("退回理由", max_length=400, blank=True)

    closed_on = models.DateField("销号日期", null=True, blank=True)
    opinion = models.TextField("复查意见", blank=True)
    closer = models.CharField("复查人", max_length=60, blank=True)
    closer_id = models.BigIntegerField(null=True)
    closer_post_id = models.BigIntegerField(null=True)
    reopened_times = models.PositiveSmallIntegerField("重新打开次数", default=0)
    dismiss_reason = models.CharField("不属实理由", max_length=400, blank=True)

    authority_reported_on = models.DateField("向主管部门报告日期", null=True, blank=True)
    congress_reported_on = models.DateField("向职工大会报告日期", null=True, blank=True)
    listed = models.BooleanField("挂牌督办", default=False)
    handler = models.CharField("承办岗位", max_length=240, blank=True)
    handler_id = models.BigIntegerField(null=True)
    passing_to = models.CharField("移交至", max_length=240, blank=True)
    passing_to_id = models.BigIntegerField(null=True)

    class Meta(Record.Meta):
        verbose_name = "隐患"
        constraints = [
            models.CheckConstraint(
                name="a_danger_in_rectification_has_a_grade_and_a_deadline",
                condition=~Q(state__in=IN_RECTIFICATION) | Q(due_on__isnull=False, major__isnull=False),
            ),
            models.CheckConstraint(
                name="a_danger_awaiting_an_order_is_graded",
                condition=~Q(state=DangerState.GRADED) | Q(major__isnull=False),
            ),
            models.CheckConstraint(
                name="an_ordered_major_danger_has_an_emergency_plan",
                condition=~Q(state__in=IN_RECTIFICATION, major=True) | ~Q(emergency_plan=""),
            ),
            models.CheckConstraint(
                name="a_rectified_danger_says_when",
                condition=~Q(state__in=[DangerState.RECTIFIED, DangerState.CLOSED]) | Q(rectified_on__isnull=False),
            ),
            models.CheckConstraint(
                name="a_closed_danger_names_its_closer",
                condition=~Q(state=DangerState.CLOSED) | Q(closed_on__isnull=False, closer_id__isnull=False),
            ),
            models.CheckConstraint(
                name="nobody_closes_what_they_rectified",
                condition=~Q(state=DangerState.CLOSED)
                | (
                    (Q(rectifier_id__isnull=True) | ~Q(closer_id=F("rectifier_id")))
                    & (Q(rectifier_post_id__isnull=True) | ~Q(closer_post_id=F("rectifier_post_id")))
                ),
            ),
            models.CheckConstraint(
                name="a_closed_major_danger_was_reported_twice",
                condition=~Q(state=DangerState.CLOSED, major=True)
                | Q(authority_reported_on__isnull=False, congress_reported_on__isnull=False),
            ),
            models.CheckConstraint(
                name="a_listed_danger_is_not_closed", condition=~Q(state=DangerState.CLOSED, listed=True)
            ),
            models.CheckConstraint(
                name="a_dismissed_danger_says_why",
                condition=~Q(state=DangerState.DISMISSED) | ~Q(dismiss_reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_on", "id"], name="dangers_by_state_and_deadline"),
            models.Index(fields=["found_on", "id"], name="dangers_by_day"),
            models.Index(fields=["area_code", "state"], name="dangers_by_area"),
            models.Index(fields=["enterprise", "state"], name="dangers_by_enterprise"),
            models.Index(
                fields=["area_code", "state", "major", "due_on"],
                condition=~Q(state__in=SETTLED),
                name="dangers_open",
            ),
            models.Index(fields=["area_code"], condition=Q(listed=True), name="dangers_listed"),
            models.Index(fields=["found_on", "id"], condition=Q(major=True), name="dangers_major"),
            models.Index(
                fields=["passing_to_id"], condition=Q(passing_to_id__isnull=False), name="dangers_handed_over"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("danger", args=[self.pk])

    def area_name(self) -> str:
        """Township and village, e.g. '青石镇桥头村'."""
        return path_of(self.area_code)

    def industry_name(self) -> str:
        """The industry's Chinese name."""
        return industry_names().get(self.industry, self.industry)

    def level(self) -> str:
        """重大 or 一般; before grading, whether it is suspected to be major."""
        if self.major is None:
            return "疑似重大" if self.major_suspected else "未定级"
        return "重大" if self.major else "一般"

    def days_late(self) -> int:
        """Days past the deadline while not reported as rectified; 0 in time."""
        if self.state != DangerState.ORDERED or self.due_on is None:
            return 0
        return max(0, (today() - self.due_on).days)

    def standing(self) -> str:
        """The state as a person reads it: 整改中, or 超期 3 天."""
        late = self.days_late()
        return f"超期 {late} 天" if late else self.get_state_display()

    def standing_tone(self) -> str:
        """The tone of the state's dot."""
        return "late" if self.days_late() else TONES[self.state]


class TreatmentPlan(Record):
    """The plan (治理方案) by which a major danger is to be removed; the latest one counts.

    Contents after 《安全生产事故隐患排查治理暂行规定》第十五条. money in 10 000 yuan (万元).
    """

    SCOPE = ScopePaths(area="danger__area_code", industry="danger__industry", party="danger__enterprise_id")

    danger = models.ForeignKey(Danger, models.PROTECT, related_name="plans", verbose_name="隐患")
    goals = models.TextField("治理目标和任务")
    measures = models.TextField("方法和措施")
    money = models.DecimalField("经费（万元）", max_digits=12, decimal_places=4)
    people = models.CharField("负责机构和人员", max_length=200)
    due_on = models.DateField("治理时限")
    emergency_plan = models.TextField("安全措施和应急预案")
    filed_on = models.DateField("提交日期")
    author = models.CharField("提交人", max_length=60)
    author_id = models.BigIntegerField(null=True)

    class Meta(Record.Meta):
        verbose_name = "治理方案"

    def __str__(self) -> str:
        return f"{self.danger}治理方案（{self.filed_on}）"

    def get_absolute_url(self) -> str:
        return self.danger.get_absolute_url()


class Extension(Record):
    """A later deadline (延期) asked for by the enterprise, and what became of it.

    old_due_on: the deadline when it was asked; asked_due_on: the one wished for; due_on: the one granted.
    """

    SCOPE = ScopePaths(area="danger__area_code", industry="danger__industry", party="danger__enterprise_id")
    MACHINE = EXTENDING

    danger = models.ForeignKey(Danger, models.PROTECT, related_name="extensions", verbose_name="隐患")
    state = models.CharField("状态", max_length=10, choices=ExtensionState, default=ExtensionState.ASKED)
    reason = models.CharField("延期事由", max_length=60)
    account = models.TextField("说明", blank=True)
    old_due_on = models.DateField("原期限")
    asked_due_on = models.DateField("申请延至")
    asked_on = models.DateField("申请日期")
    asker = models.CharField("申请人", max_length=60)
    asker_id = models.BigIntegerField(null=True)
    due_on = models.DateField("准予延至", null=True, blank=True)
    decided_on = models.DateField("审批日期", null=True, blank=True)
    decider = models.CharField("审批人", max_length=60, blank=True)
    decider_id = models.BigIntegerField(null=True)
    opinion = models.CharField("审批意见", max_length=400, blank=True)

    class Meta(Record.Meta):
        verbose_name = "延期申请"
        constraints = [
            models.UniqueConstraint(
                fields=["danger"], condition=Q(state=ExtensionState.ASKED), name="one_open_extension_for_a_danger"
            ),
            models.CheckConstraint(name="an_extension_goes_forward", condition=Q(asked_due_on__gt=F("old_due_on"))),
            models.CheckConstraint(
                name="a_granted_extension_has_its_deadline",
                condition=~Q(state=ExtensionState.GRANTED)
                | Q(due_on__isnull=False, due_on__gt=F("old_due_on"), due_on__lte=F("asked_due_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.danger.number} 延期至 {self.due_on or self.asked_due_on}"

    def get_absolute_url(self) -> str:
        return reverse("danger", args=[self.danger_id])
