"""What a person types about safe villages."""

from django import forms

from sanze.foundation.moment import today
from sanze.foundation.pages.act import ActForm
from sanze.foundation.regime.queries import regime
from sanze.know.standards.checklists import checklist
from sanze.know.villages.commands import HEADS, SAFE_SCORE
from sanze.know.villages.models import STANDARD
from sanze.know.villages.rules import people_of


class GroupForm(ActForm):
    """Who leads, and who else is in it."""

    head = forms.CharField(label="组长", max_length=60)
    head_title = forms.ChoiceField(label="组长职务")
    members = forms.CharField(
        label="其他成员", widget=forms.Textarea, max_length=2000, help_text="一行一人：姓名 职务，如“李四 安全员”"
    )
    paper = forms.CharField(label="成立文件", max_length=120)
    on = forms.DateField(label="成立日期")

    def prepare(self) -> None:
        # Other offices are offered too: what the paper says is written down, and refused if it will not do.
        titles = [*regime().lists.get(HEADS, ()), "村党支部书记", "其他"]
        self.fields["head_title"].choices = [(each, each) for each in titles]
        self.lead = f"{self.record.name}安全生产领导小组"
        self.initial |= {"on": today()}

    def facts(self) -> dict:
        told = super().facts()
        return told | {"members": people_of(told["members"])}


class MetForm(ActForm):
    """Which requirements of the standard are met."""

    met = forms.MultipleChoiceField(label="符合项", required=False, widget=forms.CheckboxSelectMultiple)

    def prepare(self) -> None:
        told = checklist(STANDARD)
        self.fields["met"].choices = [
            (each.code, f"{each.text}（{each.points} 分）{'★' if each.basic else ''}") for _, each in told.items()
        ]
        mark = "，分值待核定" if told.mark == "?" else ""
        self.lead = (
            f"标准：{told.source}{mark}；★ 为基本标准必须项；命名安全乡村须达到 {regime().limit(SAFE_SCORE).value} 分"
        )
        self.initial |= {"met": getattr(self.record, "met", [])}


class AssessAgainForm(MetForm):
    """A self-assessment anew."""

    note = forms.CharField(label="自评说明", required=False, max_length=500, widget=forms.Textarea)

    def facts(self) -> dict:
        return super().facts() | {"on": today()}


class AssessForm(AssessAgainForm):
    """A self-assessment of this year."""

    def facts(self) -> dict:
        return super().facts() | {"year": today().year}


class ReviewForm(MetForm):
    """What the township found met."""

    opinion = forms.CharField(label="审核意见", max_length=500, widget=forms.Textarea)


class OpinionForm(ActForm):
    """An act that needs its reason."""

    opinion = forms.CharField(label="理由", max_length=500, widget=forms.Textarea)


class AwardForm(ActForm):
    """By which paper a safe village is named."""

    number = forms.CharField(label="命名文号", max_length=60)
    on = forms.DateField(label="命名日期")

    def prepare(self) -> None:
        self.lead = f"得分 {self.record.score}，须达到 {regime().limit(SAFE_SCORE).value}"
        self.initial |= {"on": today()}
