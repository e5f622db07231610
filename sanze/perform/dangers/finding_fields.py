"""What a person tells of one finding, wherever it is found: fields shared by the forms of dangers and of visits."""

from datetime import date

from django import forms

from sanze.foundation.evidence.field import EvidenceField, EvidenceWidget, keep_uploads
from sanze.foundation.moment import today
from sanze.foundation.scope.actor import Actor
from sanze.know.parties.models import Enterprise
from sanze.know.standards import queries as standards
from sanze.know.standards.values import CheckItem, Proposed
from sanze.perform.dangers.commands.reporting import Finding
from sanze.perform.dangers.models import Category, Danger
from sanze.perform.dangers.queries import similar_open

CATEGORIES = {label: value for value, label in Category.choices}
NONE_FITS = "none"


class CriterionFields(forms.Form):
    """The choice of a criterion of major dangers: those proposed first, with reason and basis, then all of them."""

    criterion = forms.CharField(required=False)
    criterion_other = forms.ChoiceField(label="从全部判定情形中选择", required=False)

    def offer(self, text: str, industry: str, area_code: str, item_code: str, on: date) -> None:
        """Fill in the proposals for what was found, and the criteria of the industry."""
        self.proposals: list[Proposed] = standards.propose(text, industry, on, item_code or None, area_code)
        known = standards.criteria_for(industry, on, area_code)
        self.fields["criterion_other"].choices = [("", "不选"), *((each.code, str(each)) for each in known)]

    def criterion_code(self) -> str:
        """The code chosen, empty where none fits."""
        proposed = self.cleaned_data.get("criterion") or ""
        return self.cleaned_data.get("criterion_other") or ("" if proposed == NONE_FITS else proposed)

    def options(self) -> list[dict]:
        """The proposals as radio buttons: value, text, reason, basis, checked."""
        told = self.told("criterion") or self.first_choice()
        rows = [
            {"value": each.code, "text": each.text, "reason": each.reason, "basis": each.basis}
            for each in self.proposals
        ]
        rows.append({"value": NONE_FITS, "text": "不属于以上情形", "reason": "", "basis": ""})
        return [{**each, "checked": each["value"] == told} for each in rows]

    def first_choice(self) -> str:
        """What is chosen as long as the person has not chosen; subclasses may propose."""
        return NONE_FITS

    def told(self, name: str) -> str:
        """What the person told in a field so far, before it is cleaned."""
        return (self.data.get(self.add_prefix(name)) if self.is_bound else self.initial.get(name)) or ""

    def clean_criterion(self) -> str:
        code = self.cleaned_data["criterion"]
        if code and code != NONE_FITS:
            try:
                standards.criterion(code)
            except KeyError:
                raise forms.ValidationError("标准库中没有这个判定情形") from None
        return code


class FindingFields(CriterionFields):
    """One finding. item: the check item that failed, which proposes the words and the category."""

    title = forms.CharField(label="隐患", max_length=200, widget=forms.TextInput)
    place = forms.CharField(label="部位", max_length=120, required=False)
    description = forms.CharField(label="情况描述", required=False, max_length=2000, widget=forms.Textarea)
    category = forms.ChoiceField(label="类别", choices=Category.choices, required=False)
    interim = forms.CharField(label="已采取的管控措施", required=False, max_length=1000, widget=forms.Textarea)
    suspected = forms.BooleanField(label="疑似重大（判定情形以外）", required=False)
    spot = forms.BooleanField(label="已当场改正", required=False)
    repeat = forms.IntegerField(required=False)
    evidence = EvidenceField(label="照片", widget=EvidenceWidget(capture="environment"))

    def __init__(self, *args, enterprise: Enterprise, actor: Actor, item: CheckItem | None = None, **more):
        self.enterprise, self.actor, self.item = enterprise, actor, item
        super().__init__(*args, **more)
        if item:
            self.initial.setdefault("title", item.text)
            self.initial.setdefault("category", CATEGORIES.get(item.category, Category.THINGS.value))
        else:
            self.initial.setdefault("category", Category.THINGS.value)
        text = self.told("title")
        self.offer(text, enterprise.industry, enterprise.area_code, self.item_code, today())
        self.similar = similar_open(actor, enterprise, text, self.item_code) if text else []
        self._listen()

    def _listen(self) -> None:
        """Have the proposals renewed by the page itself when the words change."""
        self.fields["title"].widget.attrs |= {
            "hx-get": "",
            "hx-trigger": "change",
            "hx-target": f"#{self.hints_id}",
            "hx-include": f"[name='item'], [name='{self.add_prefix('criterion')}']",
            "autocomplete": "off",
        }

    @property
    def item_code(self) -> str:
        return self.item.code if self.item else ""

    @property
    def hints_id(self) -> str:
        return f"hints-{self.prefix}"

    def first_choice(self) -> str:
        major = self.item is not None and self.item.severity == "major"
        return self.proposals[0].code if major and self.proposals else NONE_FITS

    def is_valid(self) -> bool:
        good = super().is_valid()
        return keep_uploads(self.actor, self) and good

    def repeats(self) -> list[tuple[Danger, bool]]:
        """The dangers that may be the same one, each with whether it was chosen as coming back."""
        return [(each, self.told("repeat") == str(each.pk)) for each in self.similar]

    def clean_repeat(self) -> int | None:
        return self.cleaned_data["repeat"] or None

    def finding(self) -> Finding:
        """The finding told, once valid."""
        told, code = self.cleaned_data, self.criterion_code()
        return Finding(
            title=told["title"],
            description=told["description"],
            place=told["place"],
            category=told["category"] or Category.THINGS.value,
            item_code=self.item_code,
            criterion_code=code,
            interim=told["interim"],
            major_suspected=told["suspected"] or bool(code),
            corrected_on_spot=told["spot"],
            repeat_of=told["repeat"],
            evidence=tuple(told["evidence"]),
        )
