"""What a person types to hand a post over."""

from django import forms

from sanze.foundation.identity.carrying import carried_today
from sanze.foundation.identity.confirming import HandForm
from sanze.foundation.identity.models import Person
from sanze.foundation.moment import today
from sanze.foundation.pages.act import ActForm
from sanze.know.handover.queries import last_holder
from sanze.know.handover.states import Occasion


class DrawUpForm(ActForm):
    occasion = forms.ChoiceField(label="交接事由", choices=Occasion.choices)
    receiver = forms.CharField(
        label="接收人登录名", max_length=60, help_text="接收人须已登记；任职、代理另由管理员提名和确认"
    )
    on = forms.DateField(label="交接日期", initial=today, help_text="自这一天起由接收人负责")
    until = forms.DateField(label="代理至", required=False, help_text="事由为代理时填写")
    reason = forms.CharField(label="说明", max_length=200, required=False, widget=forms.Textarea)

    def prepare(self) -> None:
        giver = last_holder(self.record)
        carried = carried_today(self.record) or "没有未办结事项"
        self.lead = f"移交人：{giver or '（从未有人任职）'}。岗位上现有：{carried}。确认移交时按当时情况重新清点。"

    def clean_receiver(self) -> Person:
        person = Person.objects.filter(username=self.cleaned_data["receiver"].strip(), is_active=True).first()
        if person is None:
            raise forms.ValidationError("没有使用这个登录名的在用人员，请核对或者先登记")
        return person

    def facts(self) -> dict:
        facts = super().facts()
        return {"receiver_id": facts.pop("receiver").pk, **facts}


class GiveForm(HandForm):
    lead = "确认后清单按岗位现有事项固定，交接收人确认。请核对无遗漏。"
    on = forms.DateField(label="移交日期", initial=today)


class GiveForForm(HandForm):
    lead = "移交人已经离岗、不能本人确认的，由上级岗位代为确认，并写明理由。"
    on = forms.DateField(label="移交日期", initial=today)
    reason = forms.CharField(label="代为确认理由", max_length=200)


class TakeForm(HandForm):
    lead = "确认后清单所列事项由您负责，并出具交接书。"
    on = forms.DateField(label="接收日期", initial=today)


class WithdrawForm(ActForm):
    on = forms.DateField(label="撤回日期", initial=today)
    reason = forms.CharField(label="理由", max_length=200)
