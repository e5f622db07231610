"""What a person types about an entrustment."""

from datetime import timedelta

from django import forms

from sanze.foundation.moment import today
from sanze.foundation.pages.act import ActForm
from sanze.foundation.regime.queries import regime
from sanze.know.delegation import queries
from sanze.know.delegation.models import Power
from sanze.know.standards.queries import short_names

MATTERS = "delegation.matters"


class EntrustForm(ActForm):
    """The paper as it was signed and published."""

    station = forms.ChoiceField(label="受委托单位")
    powers = forms.MultipleChoiceField(label="委托权力", choices=Power.choices, widget=forms.CheckboxSelectMultiple)
    industries = forms.MultipleChoiceField(label="行业", widget=forms.SelectMultiple)
    matters = forms.MultipleChoiceField(label="委托事项", widget=forms.CheckboxSelectMultiple, required=False)
    other_matters = forms.CharField(
        label="其他委托事项", required=False, max_length=1000, widget=forms.Textarea, help_text="一行一项"
    )
    number = forms.CharField(label="委托书文号", max_length=60)
    published_on = forms.DateField(label="公布日期")
    published_in = forms.CharField(label="公布方式", max_length=200, help_text="网址、公告栏或者报刊")
    valid_from = forms.DateField(label="起始日期")
    valid_to = forms.DateField(label="截止日期")

    def prepare(self) -> None:
        names, own = short_names(), self.actor.industries
        self.fields["industries"].choices = [(code, names[code]) for code in names if not own or code in own]
        self.fields["station"].choices = [(each, each) for each in queries.stations_in(self.record.code)]
        self.fields["matters"].choices = [(each, each) for each in regime().lists.get(MATTERS, ())]
        self.department = queries.unit_of(self.actor)
        self.lead = f"{self.department}委托{self.record.name}。行政强制措施不得委托，受委托单位不得再委托。"
        day = today()
        self.initial |= {"published_on": day, "valid_from": day, "valid_to": day + timedelta(days=364)}

    def facts(self) -> dict:
        told = super().facts()
        others = told.pop("other_matters").splitlines()
        return told | {"matters": [*told["matters"], *others], "department": self.department}


class RevokeForm(ActForm):
    """From when an entrustment holds no more, and why."""

    on = forms.DateField(label="撤回日期")
    reason = forms.CharField(label="理由", widget=forms.Textarea, max_length=300)

    def prepare(self) -> None:
        self.initial.setdefault("on", today())
