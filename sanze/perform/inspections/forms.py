"""What a person types to plan an inspection and to record a visit."""

from dataclasses import dataclass

from django import forms

from sanze.foundation.evidence.field import EvidenceField, EvidenceWidget
from sanze.foundation.moment import SHANGHAI, now, today
from sanze.foundation.pages.act import ActForm
from sanze.foundation.regime.queries import regime
from sanze.know.parties.models import Enterprise
from sanze.know.standards import queries as standards
from sanze.know.standards.values import CheckItem
from sanze.perform.dangers.finding_fields import FindingFields
from sanze.perform.inspections import queries
from sanze.perform.inspections.values import FAIL, NOT_APPLICABLE, OK, CheckResult, Training

ANSWERS = [(OK, "合格", "yes"), (FAIL, "不合格", "no"), (NOT_APPLICABLE, "不涉及", "")]
LONGEST_PLACE = 120
MOST_OTHERS = 20
VALID = [("yes", "有效"), ("no", "失效或者缺少"), ("none", "没有此类人员")]


def officers_field() -> forms.TypedMultipleChoiceField:
    """The officers of an inspection, by the ids of persons."""
    return forms.TypedMultipleChoiceField(
        label="执法人员", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )


def officer_choices(enterprise: Enterprise) -> list[tuple[int, str]]:
    """Those who may inspect the enterprise today, each with post and certificate."""
    near = queries.officers_near(enterprise, today())
    return [(each.person_id, f"{each.name}（{post}，{each.certificate}）") for each, post in near]


class ApplyForm(ActForm):
    """An inspection of one enterprise on a day to come."""

    on = forms.DateField(label="计划日期")
    reason = forms.CharField(label="检查事由", max_length=200)
    basis = forms.CharField(label="检查依据", max_length=200, required=False)
    exempt_reason = forms.ChoiceField(label="不计入年度频次的事由", required=False)
    lists = forms.MultipleChoiceField(label="检查表", widget=forms.CheckboxSelectMultiple)
    officers = officers_field()

    def prepare(self) -> None:
        enterprise, cap = self.record, queries.yearly_cap()
        done = queries.counted(enterprise.pk, today()).count()
        self.lead = f"{enterprise}，{today().year} 年行政检查上限 {cap} 次，各部门已安排或者完成 {done} 次"
        exempt = regime().lists["inspections.cap_exempt"]
        self.fields["exempt_reason"].choices = [("", "计入"), *((each, each) for each in exempt)]
        self.items = standards.items_for(enterprise.industry, today(), enterprise.area_code)
        codes = dict.fromkeys(each.industry for each in self.items)
        counts = {code: sum(each.industry == code for each in self.items) for code in codes}
        names = standards.industry_names()
        self.fields["lists"].choices = [(code, f"{names[code]}（{count} 项）") for code, count in counts.items()]
        self.fields["officers"].choices = officer_choices(enterprise)
        self.initial |= {"on": today(), "lists": list(codes), "officers": [self.actor.person_id]}

    def facts(self) -> dict:
        facts = super().facts()
        chosen = facts.pop("lists")
        return facts | {"items": [each.code for each in self.items if each.industry in chosen]}


class OpinionForm(ActForm):
    """An opinion, which may be left out."""

    opinion = forms.CharField(label="审批意见", required=False, max_length=400, widget=forms.Textarea)

    def prepare(self) -> None:
        visit = self.record
        self.lead = (
            f"{visit.applicant}申请于 {visit.planned_on} 检查{visit.enterprise}：{visit.reason}；"
            f"执法人员 {visit.officer_names()}；检查 {len(visit.items)} 项"
        )


class DeclineForm(OpinionForm):
    """An opinion that must be given."""

    opinion = forms.CharField(label="不批准的理由", max_length=400, widget=forms.Textarea)


class CancelForm(ActForm):
    """Why an inspection is given up."""

    reason = forms.CharField(label="取消理由", max_length=400, widget=forms.Textarea)


@dataclass
class Line:
    """One line of the check list, as answered so far; the finding's fields where it failed."""

    item: CheckItem
    answer: str
    finding: FindingFields | None = None

    @property
    def name(self) -> str:
        return f"result-{self.item.code}"

    def options(self) -> list[dict]:
        """The answers as radio buttons."""
        return [
            {"value": value, "label": label, "look": look, "checked": value == self.answer}
            for value, label, look in ANSWERS
        ]


class VisitForm(ActForm):
    """A visit with its check list; each failed line brings the fields of a finding. Patrols and service visits."""

    asked = ("place",)
    started_at = forms.DateTimeField(label="开始时间")
    ended_at = forms.DateTimeField(
        label="结束时间",
        required=False,
        help_text="不填为提交时间",
        widget=forms.DateTimeInput(format="%Y-%m-%d %H:%M"),
    )
    conclusion = forms.CharField(label="情况说明", required=False, max_length=4000, widget=forms.Textarea)
    evidence = EvidenceField(label="现场照片", widget=EvidenceWidget(label="添加现场照片"))
    others = forms.IntegerField(required=False, min_value=0, max_value=MOST_OTHERS, widget=forms.HiddenInput)

    def prepare(self) -> None:
        self.initial |= {"started_at": now().astimezone(SHANGHAI).replace(second=0, microsecond=0), "others": 0}
        self.place = self.initial.get("place", "")[:LONGEST_PLACE]
        if self.place:
            self.initial["conclusion"] = f"巡查部位：{self.place}。"
        self.lines = [self._line(each) for each in self.check_items()]
        self.other_findings = [self.finding(f"other-{number}") for number in range(self._others())]

    @property
    def enterprise(self) -> Enterprise:
        return self.record

    def check_items(self) -> list[CheckItem]:
        """The check list: what units of this industry are checked for."""
        return standards.items_for(self.enterprise.industry, today(), self.enterprise.area_code)

    def finding(self, prefix: str, item: CheckItem | None = None) -> FindingFields:
        """The fields of one finding, bound to what was sent."""
        sent = (self.data, self.files) if self.is_bound else (None, None)
        told = {"place": self.place}
        return FindingFields(
            *sent, prefix=prefix, initial=told, enterprise=self.enterprise, actor=self.actor, item=item
        )

    def is_valid(self) -> bool:
        good = super().is_valid()
        return all([good, *(each.is_valid() for each in self._findings())])

    def facts(self) -> dict:
        told = self.cleaned_data
        return {
            "started_at": told["started_at"],
            "ended_at": told["ended_at"] or now(),
            "conclusion": told["conclusion"],
            "evidence": told["evidence"],
            "results": [CheckResult(each.item.code, each.item.text, each.answer) for each in self.lines if each.answer],
            "findings": [each.finding() for each in self._findings()],
        }

    def _line(self, item: CheckItem) -> Line:
        answer = self.data.get(f"result-{item.code}", "")
        answer = answer if answer in (OK, FAIL, NOT_APPLICABLE) else self._unanswered()
        return Line(item, answer, self.finding(f"finding-{item.code}", item) if answer == FAIL else None)

    def _unanswered(self) -> str:
        return ""

    def _findings(self) -> list[FindingFields]:
        return [*(each.finding for each in self.lines if each.finding), *self.other_findings]

    def _others(self) -> int:
        told = self.data.get("others", "")
        return min(int(told), MOST_OTHERS) if told.isdecimal() else 0


TRAINING = ("principal", "managers", "operators", "untrained", "training_note")


class RecordForm(VisitForm):
    """An approved inspection: training first where the regime asks, every planned item answered, signed or refused."""

    principal = forms.ChoiceField(label="主要负责人安全合格证", choices=VALID, widget=forms.RadioSelect)
    managers = forms.ChoiceField(label="安全管理人员安全合格证", choices=VALID, widget=forms.RadioSelect)
    operators = forms.ChoiceField(label="特种作业操作证", choices=VALID, widget=forms.RadioSelect)
    untrained = forms.IntegerField(label="未经培训合格上岗人数", min_value=0, max_value=100_000)
    training_note = forms.CharField(label="培训检查说明", required=False, max_length=400)
    rest_ok = forms.BooleanField(label="未选择结果的项目均已检查，合格", required=False)
    officers = officers_field()
    accompanied_by = forms.CharField(label="陪同人员", required=False, max_length=60)
    signature = forms.CharField(label="被检查单位签字人", required=False, max_length=60)
    refusal_note = forms.CharField(label="拒签说明", required=False, max_length=200, help_text="拒绝签字时填写")

    def prepare(self) -> None:
        super().prepare()
        self.fields["officers"].choices = officer_choices(self.enterprise)
        self.initial["officers"] = self.record.officer_ids
        if not regime().switches.get("inspections.training_first"):
            for name in TRAINING:
                del self.fields[name]
        ends = queries.approval_ends(self.record) if self.record.approved_on else ""
        self.lead = f"{self.enterprise}，{self.record.reason}，审批有效期至 {ends}"

    @property
    def enterprise(self) -> Enterprise:
        return self.record.enterprise

    def check_items(self) -> list[CheckItem]:
        return [standards.item(code) for code in self.record.items]

    def clean(self) -> dict:
        missing = [each.item.code for each in self.lines if not each.answer]
        if missing:
            raise forms.ValidationError(f"还有 {len(missing)} 项没有检查结果：{'、'.join(missing[:5])}")
        return self.cleaned_data

    def facts(self) -> dict:
        told = self.cleaned_data
        names = ("officers", "accompanied_by", "signature", "refusal_note")
        return super().facts() | {"training": self._training()} | {name: told[name] for name in names}

    def _unanswered(self) -> str:
        return OK if self.data.get("rest_ok") else ""

    def _training(self) -> Training | None:
        """The answers asked first; None where the regime does not ask them."""
        told = self.cleaned_data
        if TRAINING[0] not in self.fields:
            return None
        holds = {"yes": True, "no": False, "none": None}
        return Training(
            principal=holds[told["principal"]],
            managers=holds[told["managers"]],
            operators=holds[told["operators"]],
            untrained=told["untrained"],
            note=told["training_note"],
        )
