"""What a person types to revoke a document."""

from django import forms

from sanze.foundation.pages.act import ActForm


class RevokeForm(ActForm):
    lead = "撤销后文书仍留存可查，公众凭校验码查询时显示“已撤销”。已送达当事人的，请另行书面告知。"
    reason = forms.CharField(label="撤销理由", max_length=200, widget=forms.Textarea)
