"""What a person types."""

from django import forms

from sanze.foundation.pages.act import ActForm


class WaiveForm(ActForm):
    lead = "免除后该事项不再计入未履行，免除理由和办理人永久留痕。"

    reason = forms.CharField(label="免除理由", max_length=400, widget=forms.Textarea)
