"""What a person types for each act of the loop."""

from django import forms

from sanze.foundation.evidence.field import ANYTHING, EvidenceField, EvidenceWidget, keep_uploads
from sanze.foundation.moment import today
from sanze.foundation.pages.act import ActForm
from sanze.foundation.regime.queries import regime
from sanze.know.standards import queries as standards
from sanze.perform.dangers import queries
from sanze.perform.dangers.commands.reporting import REPORTED_DIRECTLY
from sanze.perform.dangers.finding_fields import CriterionFields, FindingFields

LONGEST_PLACE = 120
GRADES = [("general", "一般隐患"), ("major", "重大隐患")]


def text(label: str, *, required: bool = True, most: int = 400) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(label=label, required=required, max_length=most, widget=forms.Textarea)


def money(label: str) -> forms.DecimalField:
    """A sum in 10 000 yuan (万元)."""
    return forms.DecimalField(
        label=label, required=False, min_value=0, max_digits=12, decimal_places=4, help_text="万元，可填四位小数"
    )


def proof(label: str, switch: str) -> EvidenceField:
    """Photographs and files; how many at least is the regime's to say, and the command's to hold."""
    field = EvidenceField(label=label, widget=EvidenceWidget(accept=ANYTHING, label="添加照片或文件"))
    field.switch = switch
    return field


class ProofForm(ActForm):
    """A form that brings files."""

    def prepare(self) -> None:
        switches = regime().switches
        for field in self.fields.values():
            if isinstance(field, EvidenceField) and switches.get(getattr(field, "switch", "")):
                field.least, field.required = 1, True

    def is_valid(self) -> bool:
        good = super().is_valid()
        return keep_uploads(self.actor, self) and good


class SelfReportForm(ActForm):
    """A danger that the enterprise found itself."""

    asked = ("place",)
    on = forms.DateField(label="发现日期")
    item = forms.ChoiceField(label="检查项", required=False)

    def prepare(self) -> None:
        enterprise = self.record
        self.initial.setdefault("on", today())
        items = standards.items_for(enterprise.industry, today(), enterprise.area_code)
        known = {each.code: each for each in items}
        self.fields["item"].choices = [("", "不对应检查项"), *((each.code, str(each)) for each in items)]
        chosen = known.get(self.data.get("item") or self.initial.get("item") or "")
        self.finding = FindingFields(
            self.data if self.is_bound else None,
            self.files if self.is_bound else None,
            prefix="finding",
            initial={"place": self.initial.get("place", "")[:LONGEST_PLACE]},
            enterprise=enterprise,
            actor=self.actor,
            item=chosen,
        )

    def is_valid(self) -> bool:
        good = super().is_valid()
        return self.finding.is_valid() and good

    def facts(self) -> dict:
        return {"finding": self.finding.finding(), "on": self.cleaned_data["on"]}


class ReportForm(SelfReportForm):
    """A danger that an office, a grid person or an expert reports."""

    source = forms.ChoiceField(label="来源", choices=[(each.value, each.label) for each in REPORTED_DIRECTLY])

    def facts(self) -> dict:
        return super().facts() | {"source": self.cleaned_data["source"]}


class GradeForm(CriterionFields, ActForm):
    """General or major, by which criterion, and why."""

    grade = forms.ChoiceField(label="等级", choices=GRADES, widget=forms.RadioSelect)
    reason = text("定级理由", required=False)

    def prepare(self) -> None:
        danger = self.record
        words = f"{danger.title} {danger.description}"
        self.offer(words, danger.industry, danger.area_code, danger.item_code, today())
        suspected = danger.major_suspected if danger.major is None else danger.major
        self.initial.setdefault("grade", "major" if suspected else "general")
        self.fields["reason"].help_text = "定为重大而没有判定情形、低于上报人判断或者降低等级时必填"

    def first_choice(self) -> str:
        codes = [each.code for each in self.proposals]
        return self.record.criterion_code if self.record.criterion_code in codes else super().first_choice()

    def facts(self) -> dict:
        major = self.cleaned_data["grade"] == "major"
        return {
            "major": major,
            "criterion_code": self.criterion_code() if major else "",
            "reason": self.cleaned_data["reason"],
        }


class ReasonForm(ActForm):
    """An act that needs a reason and nothing else."""

    reason = text("理由")


class OrderForm(ActForm):
    """The five elements of a rectification order."""

    on = forms.DateField(label="下达日期")
    due = forms.DateField(label="整改期限")
    measures = text("整改措施", most=2000)
    responsible = forms.CharField(label="整改责任人", max_length=60)
    money = money("计划资金")
    emergency_plan = text("应急预案", required=False, most=4000)

    def prepare(self) -> None:
        danger, on = self.record, today()
        latest = queries.latest_due(on, major=bool(danger.major))
        self.lead = f"{danger.level()}隐患今日下达的，整改期限最迟为 {latest}"
        enterprise = danger.enterprise
        responsible = enterprise.safety_manager or enterprise.principal
        self.initial |= {"on": on, "due": latest, "responsible": responsible, "measures": self._usual_measure()}
        plan = queries.plan_of(danger) if danger.major else None
        if not danger.major:
            del self.fields["emergency_plan"]
        elif plan is None:
            self.fields["emergency_plan"].required = True
        else:
            self.initial["emergency_plan"] = plan.emergency_plan

    def _usual_measure(self) -> str:
        if self.record.measures or not self.record.item_code:
            return self.record.measures
        return standards.item(self.record.item_code).measure


class DueForm(ActForm):
    """A reason and a new deadline."""

    reason = text("理由")
    due = forms.DateField(label="新的整改期限")

    def prepare(self) -> None:
        latest = queries.latest_due(today(), major=bool(self.record.major))
        self.lead = f"整改期限最迟为 {latest}"
        self.initial["due"] = latest


class PlanForm(ActForm):
    """The treatment plan of a major danger."""

    goals = text("治理目标和任务", most=2000)
    measures = text("方法和措施", most=4000)
    money = money("经费")
    people = forms.CharField(label="负责机构和人员", max_length=200)
    due = forms.DateField(label="治理时限")
    emergency_plan = text("安全措施和应急预案", most=4000)

    def prepare(self) -> None:
        self.fields["money"].required = True
        self.initial["due"] = self.record.due_on
        if before := queries.plan_of(self.record):
            self.lead = f"已有 {before.filed_on} 提交的方案，重新提交后以新方案为准"
            same = ("goals", "measures", "money", "people", "emergency_plan")
            self.initial |= {name: getattr(before, name) for name in same}


class ReportMajorForm(ActForm):
    """When a major danger was reported to the authority and to the workers' congress."""

    lead = "依据《安全生产法》第四十一条，重大事故隐患排查治理情况应当向主管部门和职工大会（职工代表大会）报告"
    authority_on = forms.DateField(label="向主管部门报告日期", required=False)
    congress_on = forms.DateField(label="向职工大会报告日期", required=False)

    def prepare(self) -> None:
        if self.record.authority_reported_on:
            del self.fields["authority_on"]
        if self.record.congress_reported_on:
            del self.fields["congress_on"]


class AskForm(ActForm):
    """A later deadline, and why."""

    due = forms.DateField(label="申请延至")
    reason = forms.ChoiceField(label="延期事由")
    account = text("说明", required=False, most=2000)

    def prepare(self) -> None:
        if self.record.due_on is None:
            self.lead = "该隐患没有整改期限，不能申请延期"
            return
        latest = queries.latest_extension(self.record)
        times = regime().limit("dangers.extend.times").value
        done = queries.extensions_granted(self.record)
        self.lead = f"现期限 {self.record.due_on}，本次最迟可延至 {latest}；已准予延期 {done} 次，最多 {times} 次"
        self.fields["reason"].choices = [(each, each) for each in regime().lists["dangers.extension_reasons"]]
        self.initial["due"] = latest


class DecideForm(ActForm):
    """What becomes of an extension."""

    granted = forms.ChoiceField(
        label="审批结果", choices=[("yes", "准予延期"), ("no", "不准予")], widget=forms.RadioSelect
    )
    due = forms.DateField(label="准予延至", required=False, help_text="可早于申请的日期")
    opinion = text("审批意见", required=False)

    def prepare(self) -> None:
        asked = self.record
        self.lead = (
            f"{asked.asker}因{asked.reason}，申请由 {asked.old_due_on} 延至 {asked.asked_due_on}。{asked.account}"
        )
        self.initial["due"] = asked.asked_due_on

    def facts(self) -> dict:
        granted = self.cleaned_data["granted"] == "yes"
        return {**super().facts(), "granted": granted, "due": self.cleaned_data["due"] if granted else None}


class RectifyForm(ProofForm):
    """That the danger is removed, and how."""

    on = forms.DateField(label="完成日期")
    account = text("整改情况", most=2000)
    money = money("实际资金")
    evidence = proof("整改后照片或者文件", "dangers.evidence_on_rectify")

    def prepare(self) -> None:
        super().prepare()
        self.lead = f"整改要求：{self.record.measures}；期限 {self.record.due_on}"
        self.initial["on"] = today()


class CloseForm(ProofForm):
    """That the danger was seen to be gone."""

    on = forms.DateField(label="复查日期")
    opinion = text("复查意见", most=2000)
    evidence = proof("复查照片或者文件", "dangers.evidence_on_close")

    def prepare(self) -> None:
        super().prepare()
        self.lead = f"{self.record.rectifier}报告 {self.record.rectified_on} 整改完成：{self.record.account}"
        self.initial["on"] = today()


class TransferForm(ActForm):
    """Who takes over, and why."""

    lead = "接收岗位签收之前，仍由原岗位负责"
    to_post_id = forms.TypedChoiceField(label="移交至", coerce=int)
    reason = text("移交理由")

    def prepare(self) -> None:
        posts = queries.posts_to_handle(self.record)
        self.fields["to_post_id"].choices = [(each.pk, str(each)) for each in posts if each.pk != self.actor.post_id]


class ListForm(ActForm):
    """Under listed supervision, or no longer."""

    listed = forms.ChoiceField(label="挂牌督办", choices=[("yes", "挂牌"), ("no", "摘牌")], widget=forms.RadioSelect)
    reason = text("文号和理由")

    def prepare(self) -> None:
        self.initial["listed"] = "no" if self.record.listed else "yes"

    def facts(self) -> dict:
        return {**super().facts(), "listed": self.cleaned_data["listed"] == "yes"}
