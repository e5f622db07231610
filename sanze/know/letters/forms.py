"""What a person types to draw letters up, to sign them, and to put a paper on record."""

from django import forms

from sanze.foundation.evidence.field import ANYTHING, EvidenceField, EvidenceWidget
from sanze.foundation.identity.confirming import HandForm
from sanze.foundation.moment import today
from sanze.foundation.pages.act import ActForm
from sanze.know.letters.models import Letter
from sanze.know.letters.queries import issuable_by, template_of, to_offer, to_sign


class IssueForm(ActForm):
    lead = "按制度中的文本，为本辖区内这一层级的每一个对象各下发一份；已经下发的不重复，只补缺的。"
    template = forms.ChoiceField(label="层级")
    year = forms.TypedChoiceField(label="年度", coerce=int)
    on = forms.DateField(label="下发日期", initial=today)

    def prepare(self) -> None:
        choices = [(each.id, f"{each.level}：{each.title}") for each in issuable_by(self.actor)]
        self.fields["template"].choices = choices
        year = today().year
        self.fields["year"].choices = [(year, f"{year} 年"), (year + 1, f"{year + 1} 年")]


class OfferForm(HandForm):
    lead = "签发后送责任方签订。以您的岗位签字，签字人、时间和确认方式记入行为记录。"
    on = forms.DateField(label="签发日期", initial=today)


def _scan(label: str, *, least: int = 0) -> EvidenceField:
    return EvidenceField(label=label, least=least, most=10, widget=EvidenceWidget(accept=ANYTHING, label="添加扫描件"))


class SignForm(HandForm):
    lead = "请先通读全文。签字即表示以您的岗位承担所列责任；他人不得代签。"
    on = forms.DateField(label="签订日期", initial=today)
    evidence = _scan("签字盖章的扫描件或者照片")

    def prepare(self) -> None:
        template = template_of(self.record)
        if template and self.actor.kind in template.signatory.scan:
            self.lead = "本岗位代办：请上传由法定代表人（主要负责人）签字并盖章的扫描件或者照片，再由您本人确认。"
            self.fields["evidence"].required = True
            self.fields["evidence"].least = 1
        else:
            del self.fields["evidence"]


class _SeveralForm(HandForm):
    letters = forms.TypedMultipleChoiceField(label="责任书", coerce=int, widget=forms.CheckboxSelectMultiple)

    def waiting(self):
        raise NotImplementedError

    def prepare(self) -> None:
        rows = list(self.waiting())
        self.fields["letters"].choices = [(each.pk, f"{each.level}：{each}") for each in rows]
        self.fields["letters"].initial = [each.pk for each in rows]
        self.lead = (
            f"共 {len(rows)} 份，逐份列明；一次确认，每份各自记录签字。" if rows else "目前没有等待签字的责任书。"
        )


class OfferAllForm(_SeveralForm):
    on = forms.DateField(label="签发日期", initial=today)

    def waiting(self):
        return to_offer(self.actor.post_id)


class SignAllForm(_SeveralForm):
    on = forms.DateField(label="签订日期", initial=today)
    evidence = _scan("签字盖章的扫描件或者照片")

    def prepare(self) -> None:
        super().prepare()
        if not any(self._by_scan(each) for each in self.waiting()):
            del self.fields["evidence"]

    def _by_scan(self, letter: Letter) -> bool:
        template = template_of(letter)
        return template is not None and self.actor.kind in template.signatory.scan

    def waiting(self):
        return to_sign(self.actor.post_id)


class PaperForm(ActForm):
    lead = "双方已在纸质责任书上签字盖章的，由签发方登记并上传扫描件。"
    on = forms.DateField(label="签订日期", initial=today)
    signer = forms.CharField(label="责任方签字人", max_length=60)
    evidence = _scan("签字盖章的扫描件或者照片", least=1)


class RevokeForm(ActForm):
    on = forms.DateField(label="作废日期", initial=today)
    reason = forms.CharField(label="理由", max_length=200, widget=forms.Textarea)
