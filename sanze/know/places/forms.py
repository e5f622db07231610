"""What a person types about a place."""

from django import forms

from sanze.foundation.moment import today
from sanze.foundation.pages.act import ActForm
from sanze.know.places import queries
from sanze.know.places.models import Level
from sanze.know.places.rules import level_below
from sanze.know.standards.queries import short_names


class AmendForm(ActForm):
    """What is known of a place."""

    kind = forms.ChoiceField(label="类别")
    hazards = forms.MultipleChoiceField(label="主要危险", required=False, widget=forms.CheckboxSelectMultiple)
    location = forms.CharField(label="位置说明", max_length=200, required=False)
    longitude = forms.FloatField(label="经度", min_value=73, max_value=136, required=False)
    latitude = forms.FloatField(label="纬度", min_value=3, max_value=54, required=False)

    def prepare(self) -> None:
        self.fields["kind"].choices = [(each, each) for each in queries.kinds()]
        self.fields["hazards"].choices = [(each, each) for each in queries.hazards()]
        self.initial |= {name: getattr(self.record, name) for name in self.fields if hasattr(self.record, name)}


class RegisterForm(AmendForm):
    """A new place of the enterprise at hand."""

    name = forms.CharField(label="名称", max_length=80)
    field_order = ["name"]

    def prepare(self) -> None:
        super().prepare()
        self.initial = {}

    def facts(self) -> dict:
        return super().facts() | {"on": today()}


class DivideForm(RegisterForm):
    """A new part of the place at hand."""

    def prepare(self) -> None:
        super().prepare()
        below = level_below(self.record.level)
        self.lead = f"在“{self.record.path}”下登记{Level(below).label}" if below else ""
        self.initial = {"kind": self.record.kind}


class PublicForm(RegisterForm):
    """A new place that belongs to no enterprise."""

    industry = forms.ChoiceField(label="行业")
    field_order = ["name", "industry"]

    def prepare(self) -> None:
        super().prepare()
        self.fields["industry"].choices = list(short_names().items())


class CloseForm(ActForm):
    """From when a place is no more, and why."""

    on = forms.DateField(label="停用日期")
    reason = forms.CharField(label="原因", max_length=200, widget=forms.Textarea)

    def prepare(self) -> None:
        self.initial.setdefault("on", today())


class UploadForm(forms.Form):
    """A filled-in template, or the office's own table."""

    file = forms.FileField(label="场所部位表", help_text="支持 xlsx、xls、ods、csv")
