"""What a person types about teams."""

from django import forms

from sanze.foundation.moment import today
from sanze.foundation.pages.act import ActForm
from sanze.foundation.regime.queries import regime
from sanze.know.parties.queries import supervised
from sanze.know.standards.queries import short_names
from sanze.know.teams import queries
from sanze.know.teams.models import SEATS

CHECKS = "teams.recruitment_checks"


def money(label: str) -> forms.DecimalField:
    """A sum in 10 000 yuan (万元)."""
    return forms.DecimalField(label=f"{label}（万元）", max_digits=10, decimal_places=2, min_value=0)


class TodayForm(ActForm):
    """An act on a day, today unless told otherwise."""

    on = forms.DateField(label="日期")

    def prepare(self) -> None:
        self.initial.setdefault("on", today())


class PostsForm(ActForm):
    """How many posts were granted, and by which paper."""

    authorised = forms.IntegerField(label="核定编制", min_value=1, max_value=9999)
    paper = forms.CharField(label="编制文件", max_length=120)

    def prepare(self) -> None:
        self.initial |= {"authorised": self.record.authorised}


class EstablishForm(PostsForm):
    """The actor's own department's team."""

    name = forms.CharField(label="队伍名称", max_length=120)
    on = forms.DateField(label="成立日期")
    field_order = ["name"]

    def prepare(self) -> None:
        self.department = queries.unit_of(self.actor)
        self.lead = f"{self.department}的专职执法队伍"

    def facts(self) -> dict:
        return super().facts() | {"department": self.department}


class EnlistForm(ActForm):
    """Somebody who passed the checks of recruitment."""

    name = forms.CharField(label="姓名", max_length=60)
    checks = forms.MultipleChoiceField(label="招聘考核", required=False, widget=forms.CheckboxSelectMultiple)
    full_time = forms.BooleanField(label="专职", required=False, initial=True)
    professional = forms.BooleanField(label="专业人员", required=False)
    major = forms.CharField(label="专业", max_length=60, required=False, help_text="专业人员必填，如 采矿工程")
    certificate_no = forms.CharField(label="执法证号", max_length=40, required=False)
    certificate_until = forms.DateField(label="执法证有效期至", required=False)
    on = forms.DateField(label="入队日期")

    def prepare(self) -> None:
        self.fields["checks"].choices = [(each, each) for each in regime().lists.get(CHECKS, ())]
        self.initial |= {"on": today()}


class CertificateForm(ActForm):
    """A new certificate."""

    certificate_no = forms.CharField(label="执法证号", max_length=40)
    certificate_until = forms.DateField(label="执法证有效期至")

    def prepare(self) -> None:
        self.initial |= {"certificate_no": self.record.certificate_no}


class LeaveForm(TodayForm):
    """From when somebody is no more there, and why."""

    reason = forms.CharField(label="原因", max_length=200, widget=forms.Textarea)


class PatrolForm(ActForm):
    """A patrol team of the actor's own department."""

    name = forms.CharField(label="小组名称", max_length=120)
    industry = forms.ChoiceField(label="行业")
    paper = forms.CharField(label="组建文件", max_length=120)
    on = forms.DateField(label="组建日期")

    def prepare(self) -> None:
        names, own = short_names(), self.actor.industries
        told = [each for each in queries.patrolled_industries() if not own or each in own]
        self.fields["industry"].choices = [(each, names[each]) for each in told]
        self.department = queries.unit_of(self.actor)
        self.lead = f"{self.department}在{self.record.name}组建"
        self.initial |= {"on": today()}

    def facts(self) -> dict:
        return super().facts() | {"department": self.department}


class SeatForm(TodayForm):
    """Who takes which of the named posts."""

    seat = forms.ChoiceField(label="岗位")
    name = forms.CharField(label="姓名", max_length=60)
    field_order = ["seat", "name"]

    def prepare(self) -> None:
        super().prepare()
        empty = self.record.empty_seats()
        self.fields["seat"].choices = [(each, each) for each in regime().lists.get(SEATS, ())]
        self.lead = f"空缺岗位：{'、'.join(empty)}" if empty else "五个岗位已经配齐"


class PatrolMoneyForm(ActForm):
    """A team's yearly money."""

    budgeted = money("年度经费预算")
    paid = money("已到位")
    paper = forms.CharField(label="经费文件", max_length=120)

    def prepare(self) -> None:
        team = self.record
        self.initial |= {"budgeted": team.budgeted, "paid": team.paid, "paper": team.money_paper}


class CoverForm(TodayForm):
    """Which enterprise the team patrols."""

    enterprise_id = forms.TypedChoiceField(label="单位", coerce=int)
    field_order = ["enterprise_id"]

    def prepare(self) -> None:
        super().prepare()
        rows = supervised(self.actor).filter(industry=self.record.industry, area_code__startswith=self.record.area_code)
        self.fields["enterprise_id"].choices = [("", "请选择"), *rows.order_by("name").values_list("pk", "name")]
