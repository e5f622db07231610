"""What a person types about committees, duty lists and measures."""

from django import forms

from sanze.foundation.moment import today
from sanze.foundation.pages.act import ActForm
from sanze.know.committees import queries
from sanze.know.committees.models import Kind, SeatRole
from sanze.know.committees.rules import lines_of
from sanze.know.standards.queries import short_names


class DayForm(ActForm):
    """An act on a day, today unless told otherwise."""

    on = forms.DateField(label="日期")

    def prepare(self) -> None:
        self.initial.setdefault("on", today())


class FoundForm(DayForm):
    """A committee of the county."""

    kind = forms.ChoiceField(label="种类", choices=Kind.choices, widget=forms.RadioSelect, initial=Kind.INDUSTRY)
    name = forms.CharField(label="名称", max_length=120)
    industries = forms.MultipleChoiceField(
        label="行业", required=False, widget=forms.SelectMultiple, help_text="重点行业领域安委会必填"
    )
    led_by = forms.CharField(label="牵头部门", max_length=120)
    office = forms.CharField(label="办公室（专门科室）", max_length=120)
    paper = forms.CharField(label="成立文件", max_length=120)
    field_order = ["kind", "name", "industries", "led_by", "office", "paper", "on"]

    def prepare(self) -> None:
        super().prepare()
        self.fields["industries"].choices = list(short_names().items())


class DissolveForm(DayForm):
    """By which paper it ends."""

    paper = forms.CharField(label="撤销文件", max_length=120)


class SeatForm(DayForm):
    """Who takes which office, and what they answer for."""

    role = forms.ChoiceField(label="职务", choices=SeatRole.choices)
    name = forms.CharField(label="姓名", max_length=60)
    unit = forms.CharField(label="单位", max_length=120)
    title = forms.CharField(label="行政职务", max_length=60)
    duties = forms.CharField(label="职责", max_length=400, widget=forms.Textarea)
    field_order = ["role", "name", "unit", "title", "duties", "on"]

    def prepare(self) -> None:
        super().prepare()
        lacking = self.record.lacking()
        self.lead = f"牵头部门：{self.record.led_by}。" + (f"空缺：{'、'.join(lacking)}" if lacking else "")


class DutiesForm(DayForm):
    """What a department answers for."""

    department = forms.CharField(label="部门", max_length=120)
    items = forms.CharField(label="职责", max_length=8000, widget=forms.Textarea, help_text="一行一项")
    basis = forms.CharField(label="依据", max_length=200, help_text="文件名称和文号")
    field_order = ["department", "items", "basis", "on"]

    def facts(self) -> dict:
        told = super().facts()
        return told | {"items": lines_of(told["items"])}


class MeasuresForm(DayForm):
    """What the actor's own unit made its own."""

    title = forms.CharField(label="文件名称", max_length=160)
    number = forms.CharField(label="文号", max_length=60)
    summary = forms.CharField(label="主要措施", max_length=1000, widget=forms.Textarea)
    field_order = ["title", "number", "summary", "on"]

    def prepare(self) -> None:
        super().prepare()
        self.unit = queries.unit_of(self.actor)
        self.lead = f"{self.unit}贯彻意见的措施、实施细则"

    def facts(self) -> dict:
        return super().facts() | {"unit": self.unit}
