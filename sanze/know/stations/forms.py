"""What a person types about a station."""

from django import forms

from sanze.foundation.moment import today
from sanze.foundation.pages.act import ActForm
from sanze.know.standards.checklists import checklist
from sanze.know.stations import queries
from sanze.know.stations.models import STANDARD

MOST_OF_ONE = 10_000


class EstablishmentForm(ActForm):
    """How many posts were granted, and by which paper."""

    authorised = forms.IntegerField(label="编制人数", min_value=1, max_value=999)
    paper = forms.CharField(label="机构编制文件", max_length=120)

    def prepare(self) -> None:
        self.initial |= {"authorised": self.record.authorised}


class EstablishForm(EstablishmentForm):
    """A station of the township at hand."""

    name = forms.ChoiceField(label="安监站")
    on = forms.DateField(label="成立日期")
    field_order = ["name"]

    def prepare(self) -> None:
        self.fields["name"].choices = [(each, each) for each in queries.units_in(self.record.code)]
        self.lead = f"{self.record.name}的安监站；人员按该单位岗位的任职自动统计"


class CountForm(ActForm):
    """How many of each requirement of the standard are there."""

    on = forms.DateField(label="清点日期")

    def prepare(self) -> None:
        told = checklist(STANDARD)
        self.initial.setdefault("on", today())
        mark = "，数量待核定" if told.mark == "?" else ""
        self.lead = f"标准：{told.source}{mark}"
        for group, each in told.items():
            self.fields[each.code] = forms.IntegerField(
                label=f"{each.text}（{each.unit}）",
                min_value=0,
                max_value=MOST_OF_ONE,
                initial=self.record.counts.get(each.code, 0),
                help_text=f"{group}，标准 {each.quantity}{each.unit}",
            )

    def facts(self) -> dict:
        told = super().facts()
        return {"on": told.pop("on"), "counts": told}


class ReadyForm(ActForm):
    """From when the station meets the standard."""

    on = forms.DateField(label="达标日期")

    def prepare(self) -> None:
        self.initial.setdefault("on", today())
        lacking = self.record.lacking()
        self.lead = f"还缺 {lacking} 项：{self.record.lacking_list()}" if lacking else "清点结果已符合标准"


class FundForm(ActForm):
    """The money of one year."""

    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)
    budgeted = forms.DecimalField(label="预算安排（万元）", max_digits=10, decimal_places=2, min_value=0)
    paid = forms.DecimalField(label="已到位（万元）", max_digits=10, decimal_places=2, min_value=0)
    paper = forms.CharField(label="预算文件", max_length=120)

    def prepare(self) -> None:
        self.initial.setdefault("year", today().year)
        if money := self.record.money():
            self.initial |= {"budgeted": money.budgeted, "paid": money.paid, "paper": money.paper}


class FundedForm(ActForm):
    """That the money of a year is there in full."""

    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)
    on = forms.DateField(label="到位日期")

    def prepare(self) -> None:
        self.initial |= {"year": today().year, "on": today()}
