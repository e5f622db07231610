"""What a person types about responsibility."""

from django import forms

from sanze.foundation.acts import entry
from sanze.foundation.identity.models import Post
from sanze.foundation.identity.queries import posts_open
from sanze.foundation.moment import today
from sanze.foundation.pages.act import ActForm
from sanze.foundation.regime.queries import regime
from sanze.foundation.regime.vocabulary import SUBJECTS
from sanze.foundation.scope.actor import Actor
from sanze.know.jurisdictions.models import Area
from sanze.know.responsibility.models import Assignment
from sanze.know.responsibility.states import Role


def _day(label: str, **more) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **more)


class NamingForm(forms.Form):
    """A post named to answer for the record at hand. assignable: the responsibilities that this actor may name."""

    kind = forms.ChoiceField(label="责任种类")
    role = forms.ChoiceField(label="主次", choices=Role.choices, initial=Role.MAIN)
    hazard = forms.ChoiceField(label="危险类别", required=False)
    post = forms.ModelChoiceField(Post.objects.none(), label="责任岗位", empty_label="请选择")
    first = _day("起始日期")
    until = _day("终止日期（不含）", required=False, help_text="长期有效的不填")
    paper = forms.CharField(label="依据文件", max_length=120, required=False)
    reason = forms.CharField(label="说明", max_length=200, required=False, help_text="没有文件的，写明理由")

    def __init__(self, *args, actor: Actor, record, **kwargs):
        super().__init__(*args, **kwargs)
        self.actor, self.record, rules = actor, record, regime()
        kinds = assignable(actor, record)
        self.fields["kind"].choices = [(name, rules.responsibilities[name].title) for name in kinds]
        hazards = [(name, each.title) for name, each in rules.hazards.items()]
        self.fields["hazard"].choices = [("", "不分类别"), *hazards]
        wanted = {kind for name in kinds for kind in rules.responsibilities[name].kinds}
        posts = posts_open(today()).visible_to(actor).filter(kind__in=wanted, party_id=None).order_by("unit", "pk")
        self.fields["post"].queryset = posts
        self.initial = {"first": today()} | self.initial

    def facts(self) -> dict:
        told = {name: value for name, value in self.cleaned_data.items() if name != "post"}
        return told | {"about": entry.label(self.record)}


def assignable(actor: Actor, record) -> list[str]:
    """The responsibilities over a record that this actor may name somebody for, in their order."""
    rules = regime()
    found = []
    for name, each in rules.responsibilities.items():
        model = SUBJECTS[rules.selection(each.subject).what].rows().model
        if isinstance(record, (model, Area)) and (not each.assigned_by or actor.kind in each.assigned_by):
            found.append(name)
    return sorted(found, key=lambda name: rules.responsibilities[name].order)


class EndForm(ActForm):
    """When and why an assignment ends."""

    on = _day("自哪天起不再负责")
    reason = forms.CharField(label="原因", max_length=200)

    def prepare(self) -> None:
        self.initial["on"] = today()


class PassOnForm(forms.Form):
    """Another post takes over what was marked."""

    post = forms.ModelChoiceField(Post.objects.none(), label="改派给", empty_label="请选择")
    paper = forms.CharField(label="依据文件", max_length=120)

    def __init__(self, *args, actor: Actor, rows: list[Assignment], **kwargs):
        super().__init__(*args, **kwargs)
        kinds = {kind for each in rows for kind in regime().responsibilities[each.kind].kinds}
        posts = posts_open(today()).visible_to(actor).filter(kind__in=kinds, party_id=None).order_by("unit", "pk")
        self.fields["post"].queryset = posts


class MendForm(ActForm):
    """Nothing to type: the proposal stands above."""

    def prepare(self) -> None:
        if self.record is not None:
            self.lead = f"将要做的改动：{self.record.mend}"

    def facts(self) -> dict:
        return super().facts() | {"on": today()}


class ItemForm(ActForm):
    """A safety duty of the post's own."""

    text = forms.CharField(label="职责", widget=forms.Textarea, max_length=300)
    paper = forms.CharField(label="依据", max_length=120, required=False)

    def facts(self) -> dict:
        return super().facts() | {"on": today()}


class RetireForm(ActForm):
    """Nothing to type: from today on."""

    def facts(self) -> dict:
        return {"on": today()}


class LicenceForm(ActForm):
    """A licence as it hangs on the wall."""

    permit = forms.CharField(label="许可名称", max_length=80)
    number = forms.CharField(label="证号", max_length=80, required=False)
    unit = forms.CharField(label="发证部门", max_length=120)
    issued_on = _day("发证日期")
    valid_until = _day("有效期至", required=False)


class BoardForm(forms.Form):
    """The office's own list of listed leaders."""

    file = forms.FileField(label="挂牌责任表", help_text="支持 xlsx、xls、ods、csv")
    paper = forms.CharField(label="依据文件", max_length=120, help_text="挂牌责任的印发文件名称或者文号")
