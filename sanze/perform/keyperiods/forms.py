"""What a person types for the acts of key periods."""

from datetime import date

from django import forms

from sanze.foundation.moment import today
from sanze.foundation.pages.act import ActForm
from sanze.foundation.regime.queries import regime
from sanze.perform.keyperiods import queries
from sanze.perform.keyperiods.rules import MOST_COUNTED


class DeclareForm(ActForm):
    """A key period whose days no rule gives."""

    lead = "启动后，制度规定的加密职责、零报告和值班表在起止日期内生效，结束后自动恢复。"

    entry = forms.ChoiceField(label="重点时段")
    first = forms.DateField(label="开始日期")
    last = forms.DateField(label="结束日期")
    reason = forms.CharField(label="依据和理由", max_length=400, widget=forms.Textarea)

    def prepare(self) -> None:
        self.fields["entry"].choices = [(each.id, each.title) for each in regime().periods if each.when.by_hand]
        self.initial["first"] = today()


class RescheduleForm(ActForm):
    last = forms.DateField(label="新的结束日期")
    reason = forms.CharField(label="依据和理由", max_length=400, widget=forms.Textarea)

    def prepare(self) -> None:
        run = self.record
        self.lead = f"{run.first_day} 至 {run.last_day}。已经生成的加密事项保持不变，以后的按新日期执行。"
        self.initial["last"] = run.last_day


class WithdrawForm(ActForm):
    reason = forms.CharField(label="取消理由", max_length=400, widget=forms.Textarea)


class ReportForm(ActForm):
    """A unit's report of one day; every count may be nothing."""

    day = forms.DateField(label="报告日期")
    found = forms.IntegerField(label="发现问题", min_value=0, max_value=MOST_COUNTED, initial=0)
    handled = forms.IntegerField(label="已处理", min_value=0, max_value=MOST_COUNTED, initial=0)
    incidents = forms.IntegerField(label="突发情况", min_value=0, max_value=MOST_COUNTED, initial=0)
    text = forms.CharField(
        label="情况说明", required=False, max_length=400, widget=forms.Textarea, help_text="没有情况的可以不填"
    )

    def prepare(self) -> None:
        run = self.record
        unit = queries.unit_of(self.actor, today())
        owed = queries.awaited(self.actor, unit).filter(run=run).first() if unit else None
        self.initial["day"] = owed.day if owed else today()
        who = f"{unit.name}，" if unit else ""
        self.lead = f"{who}每日 {run.report_by} 前报告；当日无事也须报告（零报告）。"


class RosterForm(ActForm):
    """Who is on duty in a unit, for one day or for several."""

    lead = "填写一段日期，每天按此安排；已经排定的由新的安排代替。"

    first = forms.DateField(label="自")
    last = forms.DateField(label="至")
    leader = forms.CharField(label="带班领导", max_length=60)
    staff = forms.CharField(label="值班人员", max_length=120)
    phone = forms.CharField(label="值班电话", max_length=40)

    def prepare(self) -> None:
        begin = max(self.record.first_day, today())
        unit = queries.unit_of(self.actor, today())
        missing = queries.missing_shifts(self.record, [unit], begin, self.record.last_day) if unit else []
        days: list[date] = [day for _, day in missing]
        self.initial |= {"first": days[0] if days else begin, "last": days[-1] if days else self.record.last_day}


class RelieveForm(ActForm):
    leader = forms.CharField(label="带班领导", max_length=60)
    staff = forms.CharField(label="值班人员", max_length=120)
    phone = forms.CharField(label="值班电话", max_length=40)
    note = forms.CharField(label="调整原因", max_length=200)

    def prepare(self) -> None:
        self.initial |= {name: getattr(self.record, name) for name in ("leader", "staff", "phone")}


class PlanForm(ActForm):
    lead = "清单按制度中的检查对象生成，生成后不再增减；由各单位的检查记录自动对应完成情况。"

    title = forms.CharField(label="大检查名称", max_length=120)
    selection = forms.ChoiceField(label="检查对象")
    due = forms.DateField(label="完成期限")

    def prepare(self) -> None:
        self.fields["selection"].choices = queries.enterprise_selections(regime())
        self.initial |= {"title": f"{self.record}安全生产大检查", "due": self.record.last_day}


class CarryForm(ActForm):
    danger = forms.TypedChoiceField(label="隐患", coerce=int)
    reason = forms.CharField(label="结转理由", max_length=400, widget=forms.Textarea)

    def prepare(self) -> None:
        rows = (
            queries.left_open(self.record).visible_to(self.actor).select_related("enterprise").order_by("due_on", "pk")
        )
        self.fields["danger"].choices = [
            (each.pk, f"{each.number} {each.enterprise}：{each.title}（{each.standing()}）") for each in rows
        ]


class FinishForm(ActForm):
    conclusion = forms.CharField(
        label="销案意见",
        required=False,
        max_length=400,
        widget=forms.Textarea,
        help_text="清单上有未检查单位的，须说明",
    )

    def prepare(self) -> None:
        inspection = self.record
        found, still = queries.dangers_found(inspection).count(), queries.left_open(inspection).count()
        unvisited = inspection.planned.exclude(queries.visited(inspection)).count()
        self.lead = f"未检查 {unvisited} 家；发现隐患 {found} 条，其中未销号也未结转 {still} 条。"
