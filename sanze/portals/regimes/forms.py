"""What a person types to take in a draft, to put a regime in force, or to take that back."""

from django import forms

from sanze.foundation.moment import today
from sanze.foundation.pages.act import ActForm
from sanze.foundation.regime.completeness import gaps
from sanze.foundation.regime.entries.cadence import EVERY_WORDS
from sanze.foundation.regime.queries import content_of, current
from sanze.foundation.regime.reading import BadRegime, unpack
from sanze.portals.regimes import reminding, shelf
from sanze.portals.regimes.tables import UNITS

SHOWN = 30


class ReceiveForm(ActForm):
    """A package as one file; every fault in it is told before anything is written."""

    lead = "上传一个 YAML 文件，或者由多个 YAML 文件打成的 ZIP。有错误时逐条列出；提交后只是草案，不影响现行制度。"
    file = forms.FileField(label="制度文件", widget=forms.FileInput(attrs={"accept": ".yaml,.yml,.zip"}))

    def clean_file(self):
        sent = self.cleaned_data["file"]
        try:
            self.regime = unpack(sent.name, sent.read())
        except BadRegime as bad:
            more = [f"……还有 {len(bad.sentences) - SHOWN} 处"] if len(bad.sentences) > SHOWN else []
            raise forms.ValidationError([*bad.sentences[:SHOWN], *more]) from None
        return sent

    def facts(self) -> dict:
        return {"content": self.regime.model_dump(mode="json"), "source": self.cleaned_data["file"].name}


class AdjustForm(ActForm):
    """One cadence or one limit of the regime in force, changed without a file."""

    lead = "改动现行制度的一项频次或者一个限值，成为一份草案；下一步预演它的影响，再决定自哪天起施行。"
    duty = forms.ChoiceField(label="职责", required=False)
    every = forms.ChoiceField(label="改为", required=False, choices=[("", "不改"), *EVERY_WORDS.items()])
    limit = forms.ChoiceField(label="限值", required=False)
    value = forms.IntegerField(label="新的数值", required=False, min_value=0)

    def prepare(self) -> None:
        enforcement = current()
        found = content_of(enforcement) if enforcement else None
        duties = [each for each in found.duties if each.cadence.every] if found else []
        self.fields["duty"].choices = [("", "不改频次")] + [
            (each.id, f"{each.title}（现为{EVERY_WORDS[each.cadence.every]}）") for each in duties
        ]
        self.fields["limit"].choices = [("", "不改限值")] + [
            (name, f"{each.title}（现为 {each.value} {UNITS[each.unit]}）")
            for name, each in (found.limits if found else {}).items()
        ]

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("duty") and not cleaned.get("every"):
            self.add_error("every", "请选择新的频次")
        if cleaned.get("limit") and cleaned.get("value") is None:
            self.add_error("value", "请填写新的数值")
        return cleaned


class EnforceForm(ActForm):
    """Which regime, and from which day."""

    lead = "施行后自该日零时起按新制度办理；以前各日仍适用当日有效的制度。请先与现行制度比较。"
    source = forms.ChoiceField(label="制度")
    on = forms.DateField(label="施行日期", widget=forms.DateInput(attrs={"type": "date"}))
    incomplete = forms.BooleanField(label="没有写全也施行", required=False)

    def prepare(self) -> None:
        self.fields["source"].choices = [(each.token, each.face) for each in shelf.candidates()]
        self.fields["on"].initial = today

    def reminders(self) -> list[reminding.Line]:
        """How many messages the rules of reminders send now, and those of the newest candidates would."""
        return reminding.before_enforcing()

    def clean_source(self) -> str:
        self.regime = shelf.taken(self.cleaned_data["source"])
        if self.regime is None:
            raise forms.ValidationError("这份制度读不出来，请用 sanze regime check 查看错误")
        return self.cleaned_data["source"]

    def clean(self) -> dict:
        cleaned = super().clean()
        regime = getattr(self, "regime", None)
        missing = list(gaps(regime)) if regime else []
        if missing and not cleaned.get("incomplete"):
            told = "；".join(map(str, missing[:5]))
            self.add_error("source", f"有 {len(missing)} 处没有写全：{told}")
        return cleaned

    def facts(self) -> dict:
        return {"content": self.regime.model_dump(mode="json"), "on": self.cleaned_data["on"]}


class WithdrawForm(ActForm):
    lead = "只能撤回尚未开始的施行；撤回后，该日仍适用此前的制度。"
    reason = forms.CharField(label="理由", max_length=200)
