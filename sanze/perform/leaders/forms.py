"""What a leader, or whoever writes for them, tells of a visit."""

from django import forms

from sanze.foundation.evidence.field import EvidenceField, EvidenceWidget
from sanze.foundation.moment import SHANGHAI, now
from sanze.foundation.pages.act import ActForm
from sanze.foundation.regime.queries import regime
from sanze.perform.dangers.finding_fields import FindingFields
from sanze.perform.leaders.queries import PLACES

MOST_PROBLEMS = 20


class LeaderVisitForm(ActForm):
    """A visit with photographs; problems that are dangers are told one by one and go up to be graded."""

    started_at = forms.DateTimeField(label="开始时间")
    ended_at = forms.DateTimeField(
        label="结束时间",
        required=False,
        help_text="不填为提交时间",
        widget=forms.DateTimeInput(format="%Y-%m-%d %H:%M"),
    )
    place = forms.ChoiceField(label="走访方式", widget=forms.RadioSelect)
    companions = forms.CharField(label="陪同人员", max_length=200)
    problems = forms.CharField(label="提出问题", required=False, max_length=2000, widget=forms.Textarea)
    instructions = forms.CharField(label="工作要求", max_length=2000, widget=forms.Textarea)
    evidence = EvidenceField(label="现场照片", least=1, widget=EvidenceWidget(capture="environment"))
    others = forms.IntegerField(required=False, min_value=0, max_value=MOST_PROBLEMS, widget=forms.HiddenInput)

    def prepare(self) -> None:
        self.fields["place"].choices = [(each, each) for each in regime().lists[PLACES]]
        begin = now().astimezone(SHANGHAI).replace(second=0, microsecond=0)
        self.initial |= {"started_at": begin, "others": 0}
        told = self.data.get("others", "")
        count = min(int(told), MOST_PROBLEMS) if told.isdecimal() else 0
        self.other_findings = [self.finding(f"other-{number}") for number in range(count)]

    def finding(self, prefix: str) -> FindingFields:
        """The fields of one problem that becomes a danger, bound to what was sent."""
        sent = (self.data, self.files) if self.is_bound else (None, None)
        return FindingFields(*sent, prefix=prefix, enterprise=self.record, actor=self.actor)

    def is_valid(self) -> bool:
        good = super().is_valid()
        return all([good, *(each.is_valid() for each in self.other_findings)])

    def facts(self) -> dict:
        told = super().facts()
        told.pop("others")
        findings = [each.finding() for each in self.other_findings]
        return told | {"ended_at": told["ended_at"] or now(), "findings": findings}
