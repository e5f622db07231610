"""Obligations, the runs that made them, the nightly counts, and the sums kept of them."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse

from sanze.foundation.acts.records import Record
from sanze.foundation.identity.models import Post
from sanze.foundation.moment import now, today
from sanze.foundation.scope.models import ScopedModel, ScopePaths
from sanze.know.jurisdictions.queries import path_of
from sanze.perform.duties.states import TONES, Standing, VoidReason

OPEN = Q(discharged_on=None, waived_on=None, voided_on=None)


class Obligation(ScopedModel):
    """One thing owed by one post for one subject in one period (履责事项).

    Rows of the clock are made by sets, thousands in a statement, so they are no Records; the run that made them
    seals their digest. The table is partitioned by due_on. See docs/adr/0011-obligations.md.

    duty: id of the regime's duty, empty where the regime has none. code: for single ones the command that
    discharges it, e.g. 'dangers.order'; empty for recurring ones. occasion: for single ones what brought it about,
    where one command ends several, e.g. 'dangers.rectified'. run_id: the run that made it, None for single
    ones. holder: None where nobody is found; a gap.
    ordinal, key_period: 1 and none for what the duty's own cadence asks for; what a key period adds bears its id, and
    2 and on for further times in the same period, 0 and down for those of a quicker cadence.
    party_id: the party that it is about. owing_party_id: the party whose own post owes it; only that makes it visible
    to a party, or everybody would know beforehand who comes to inspect them.
    subject: label of the record that it is about. discharge: label of the record that the discharging act made,
    or else acted on. late_until: last day on which it is late and not yet missed. due_at: for clocks of hours.
    """

    SCOPE = ScopePaths(area="area_code", industry="industry", party="owing_party_id")

    id = models.BigAutoField(primary_key=True)
    duty = models.CharField("职责编号", max_length=60, blank=True)
    code = models.CharField("办理命令", max_length=60, blank=True)
    occasion = models.CharField("触发情形", max_length=60, blank=True)
    clause = models.CharField("条款", max_length=20, blank=True)
    regime = models.CharField("制度版本", max_length=82)
    title = models.CharField("事项", max_length=200)
    holder = models.ForeignKey(
        Post, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False, verbose_name="责任岗位"
    )
    subject = models.CharField(max_length=80)
    subject_name = models.CharField("对象", max_length=240)
    party_id = models.BigIntegerField(null=True)
    owing_party_id = models.BigIntegerField(null=True)
    area_code = models.CharField("属地", max_length=20, blank=True)
    industry = models.CharField("行业", max_length=30, blank=True)
    period_first = models.DateField("周期起")
    period_last = models.DateField("周期止")
    due_on = models.DateField("期限")
    late_until = models.DateField("宽限至")
    due_at = models.DateTimeField("期限时刻", null=True)
    made_on = models.DateField("生成日期")
    ordinal = models.SmallIntegerField("序次", default=1, db_default=1)
    key_period = models.CharField("重点时段编号", max_length=60, blank=True, default="", db_default="")
    run_id = models.BigIntegerField(null=True)
    discharged_on = models.DateField("履行日期", null=True)
    discharged_at = models.DateTimeField("履行登记时间", null=True)
    discharged_by = models.CharField("履行人", max_length=240, blank=True)
    discharge = models.CharField(max_length=80, blank=True)
    waived_on = models.DateField("免除日期", null=True)
    waived_by = models.CharField("免除人", max_length=240, blank=True)
    waive_reason = models.CharField("免除理由", max_length=400, blank=True)
    voided_on = models.DateField("作废日期", null=True)
    void_reason = models.CharField("作废原因", max_length=12, choices=VoidReason, blank=True)
    void_run_id = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = "履责事项"
        # New rows go to the end of most of these indexes, since due days only grow; that keeps making them cheap.
        constraints = [
            models.UniqueConstraint(
                fields=["due_on", "duty", "subject", "period_first", "ordinal"],
                condition=Q(run_id__isnull=False, voided_on=None),
                name="a_period_is_owed_once",
            ),
            models.CheckConstraint(
                condition=Q(late_until__gte=models.F("due_on")), name="grace_ends_after_the_due_day"
            ),
            models.CheckConstraint(
                condition=Q(discharged_on=None, waived_on=None)
                | Q(discharged_on=None, voided_on=None)
                | Q(waived_on=None, voided_on=None),
                name="an_obligation_ends_in_one_way",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on", "id"], name="obligations_by_due"),
            models.Index(fields=["duty", "due_on"], name="obligations_by_duty"),
            models.Index(fields=["area_code", "due_on"], name="obligations_by_area"),
            models.Index(
                fields=["party_id", "due_on"], condition=Q(party_id__isnull=False), name="obligations_by_party"
            ),
            models.Index(
                fields=["owing_party_id", "due_on"],
                condition=Q(owing_party_id__isnull=False),
                name="obligations_by_owing_party",
            ),
            models.Index(fields=["holder", "due_on"], condition=OPEN, name="open_by_holder"),
            models.Index(fields=["due_on", "duty"], condition=OPEN, name="open_by_due"),
            models.Index(fields=["late_until"], condition=OPEN, name="open_by_end_of_grace"),
            models.Index(fields=["subject"], condition=OPEN & Q(run_id=None), name="open_singles_by_subject"),
            models.Index(fields=["duty", "area_code", "due_on"], condition=OPEN, name="open_by_duty"),
            models.Index(fields=["regime", "period_first"], condition=OPEN, name="open_by_regime"),
        ]

    def __str__(self) -> str:
        return f"{self.title}：{self.subject_name}"

    def get_absolute_url(self) -> str:
        return reverse("obligation", args=[self.pk])

    @property
    def single(self) -> bool:
        """Owed once, by an act, and not period by period."""
        return self.run_id is None

    def stands(self, on: date | None = None) -> Standing:
        """How it stands on a day (today by default)."""
        day = on or today()
        if self.voided_on or self.waived_on:
            return Standing.VOID if self.voided_on else Standing.WAIVED
        ended = self.discharged_on or day
        missed = ended > self.late_until
        if self.discharged_on is None:
            return Standing.MISSED if missed else Standing.LATE if self._past(day) else Standing.OPEN
        return Standing.MADE_UP if missed else Standing.DONE_LATE if self._past(ended) else Standing.DONE

    def _past(self, day: date) -> bool:
        if self.due_at is None:
            return day > self.due_on
        return (self.discharged_at or now()) > self.due_at

    def standing(self) -> str:
        """How it stands today, in a word."""
        return self.stands().label

    def standing_tone(self) -> str:
        return TONES[self.stands()]

    def holder_name(self) -> str:
        return str(self.holder) if self.holder_id else "（无责任岗位）"

    def area_name(self) -> str:
        """Township and village."""
        return path_of(self.area_code)

    def period(self) -> str:
        """The span of days in which it is owed, e.g. '2026-03-01 至 2026-03-31'."""
        if self.single or self.period_first == self.period_last:
            return self.period_first.isoformat()
        return f"{self.period_first} 至 {self.period_last}"


class Run(Record):
    """The clock made what a duty asks for up to a day, or took back what is asked no more (生成批次).

    digest, void_digest: of the rows made and taken back, as `sealed` reckons them; the act seals them with the run.
    gaps: rows made for which no post was found. under: the day from which the regime is in force. An empty duty: the
    regime changed, and this took back what former ones had made ahead.
    """

    SCOPE = ScopePaths(area=None)

    duty = models.CharField("职责编号", max_length=60, blank=True)
    regime = models.CharField("制度版本", max_length=82)
    under = models.DateField("制度施行日期")
    day = models.DateField("日期")
    made = models.PositiveIntegerField("生成数")
    gaps = models.PositiveIntegerField("无责任岗位数")
    digest = models.CharField(max_length=64)
    voided = models.PositiveIntegerField("作废数")
    void_digest = models.CharField(max_length=64)

    class Meta(Record.Meta):
        verbose_name = "生成批次"
        indexes = [models.Index(fields=["duty", "under", "day"], name="runs_of_a_duty")]

    def __str__(self) -> str:
        return f"{self.duty or self.regime} {self.day}"


class Sweep(Record):
    """What a day left behind, counted when it was over (日终清点).

    late: obligations whose due day it was and that stood open; missed: those whose grace ended with it.
    digest: of the missed ones, so that none can be made to vanish afterwards.
    """

    SCOPE = ScopePaths(area=None)

    day = models.DateField("日期", unique=True)
    late = models.PositiveIntegerField("逾期数")
    missed = models.PositiveIntegerField("未履行数")
    digest = models.CharField(max_length=64)

    class Meta(Record.Meta):
        verbose_name = "日终清点"

    def __str__(self) -> str:
        return self.day.isoformat()


class Tally(ScopedModel):
    """Sums of obligations by due day, duty, township and industry; whoever changes an obligation adds a row.

    A figure is the sum over all rows of its key; a job folds them together. So it is exact at any moment and
    nobody waits for anybody. done, done_late, made_up: discharged by the due day, within the grace, after it.
    area_code: cut at the township.
    """

    SCOPE = ScopePaths(area="area_code", industry="industry")

    due_on = models.DateField()
    late_until = models.DateField()
    duty = models.CharField(max_length=60)
    clause = models.CharField(max_length=20, blank=True)
    area_code = models.CharField(max_length=20, blank=True)
    industry = models.CharField(max_length=30, blank=True)
    owed = models.IntegerField(default=0)
    gaps = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    done_late = models.IntegerField(default=0)
    made_up = models.IntegerField(default=0)
    waived = models.IntegerField(default=0)
    folded = models.BooleanField(default=False)

    class Meta:
        verbose_name = "履责计数"
        indexes = [
            models.Index(fields=["due_on", "duty"], name="tallies_by_due"),
            models.Index(fields=["id"], condition=Q(folded=False), name="tallies_to_fold"),
        ]

    def __str__(self) -> str:
        return f"{self.due_on} {self.duty} {self.area_code}"


class Reminder(ScopedModel):
    """One step of a rule of reminders was taken for an obligation (提醒记录); it is taken once for a due day.

    step: e.g. 'holder+1d', 'superior+3w'. post_id: who was told, None where nobody was found or it was an event.
    """

    SCOPE = ScopePaths(area=None)

    obligation_id = models.BigIntegerField()
    due_on = models.DateField()
    step = models.CharField(max_length=20)
    told_on = models.DateField()
    post_id = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = "提醒记录"
        constraints = [
            models.UniqueConstraint(fields=["obligation_id", "due_on", "step"], name="a_step_is_taken_once"),
        ]
        indexes = [models.Index(fields=["told_on"], name="reminders_by_day")]

    def __str__(self) -> str:
        return f"{self.obligation_id} {self.step}"


class Reminding(Record):
    """The clock took the steps of reminders of a day, and of the days missed before it (每日提醒).

    since: the first day whose steps it took. told: obligations of which their own post hears; raised: those of which
    the post above hears; handed: those handed to accountability; unheard: those for which nobody was found.
    """

    SCOPE = ScopePaths(area=None)

    day = models.DateField("日期", unique=True)
    since = models.DateField("自")
    told = models.PositiveIntegerField("提醒责任岗位数")
    raised = models.PositiveIntegerField("报上级数")
    handed = models.PositiveIntegerField("转问责数")
    unheard = models.PositiveIntegerField("无人可提醒数")

    class Meta(Record.Meta):
        verbose_name = "每日提醒"

    def __str__(self) -> str:
        return self.day.isoformat()
