"""What a person types about an enterprise."""

from django import forms

from sanze.foundation.moment import today
from sanze.foundation.pages.act import ActForm
from sanze.know.jurisdictions.models import Area, Level
from sanze.know.parties.credit_code import uscc_problem
from sanze.know.parties.models import Size, Standing
from sanze.know.parties.queries import alike
from sanze.know.standards.queries import industry_names


class CodeField(forms.CharField):
    """A unified social credit code, in capitals, its check character verified."""

    def __init__(self, **more):
        super().__init__(
            label="统一社会信用代码", max_length=18, required=False, help_text="18位，末位自动校验", **more
        )

    def clean(self, value):
        code = super().clean(value).upper()
        if code and (sentence := uscc_problem(code)):
            raise forms.ValidationError(sentence)
        return code


class FileForm(ActForm):
    """The file of an enterprise as amended."""

    name = forms.CharField(label="单位名称", max_length=120)
    uscc = CodeField()
    industry = forms.ChoiceField(label="行业")
    size = forms.ChoiceField(label="规模", choices=Size.choices)
    employees = forms.IntegerField(label="从业人数", min_value=0, required=False)
    listed = forms.BooleanField(label="列为重点企业", required=False)
    principal = forms.CharField(label="主要负责人", max_length=60, required=False)
    principal_phone = forms.CharField(label="负责人电话", max_length=20, required=False)
    safety_manager = forms.CharField(label="安全管理员", max_length=60, required=False)
    safety_phone = forms.CharField(label="安全管理员电话", max_length=20, required=False)

    def prepare(self) -> None:
        self.fields["industry"].choices = list(industry_names().items())
        if self.record is not None:
            self.initial |= {name: getattr(self.record, name) for name in self.fields if hasattr(self.record, name)}


class RegisterForm(FileForm):
    """A new enterprise in the jurisdiction at hand."""

    address = forms.CharField(label="地址", max_length=200, required=False)
    longitude = forms.FloatField(label="经度", min_value=73, max_value=136, required=False)
    latitude = forms.FloatField(label="纬度", min_value=3, max_value=54, required=False)
    standing = forms.ChoiceField(label="状态", choices=Standing.choices)
    another = forms.BooleanField(label="已核对，不是同一家单位", required=False)

    def prepare(self) -> None:
        self.fields["industry"].choices = list(industry_names().items())
        self.lead = f"建档到：{self.record}"

    def clean(self) -> dict:
        """Names that resemble one on the register are pointed out once; the person then says that it is another."""
        told = super().clean()
        found = list(alike(told.get("name", ""), self.actor)) if told.get("name") and not told.get("another") else []
        if found:
            names = "、".join(f"{each.name}（{each.area_name()}）" for each in found)
            self.add_error("name", f"册中已有相似的单位：{names}。如确为另一家，请勾选“已核对，不是同一家单位”")
        return told

    def facts(self) -> dict:
        told = super().facts()
        del told["another"]
        return told | {"on": today()}


class ContactsForm(ActForm):
    """What the enterprise keeps up to date itself."""

    principal = forms.CharField(label="主要负责人", max_length=60)
    principal_phone = forms.CharField(label="负责人电话", max_length=20)
    safety_manager = forms.CharField(label="安全管理员", max_length=60)
    safety_phone = forms.CharField(label="安全管理员电话", max_length=20)
    employees = forms.IntegerField(label="从业人数", min_value=0, required=False)

    def prepare(self) -> None:
        self.initial |= {name: getattr(self.record, name) for name in self.fields if hasattr(self.record, name)}


class RelocateForm(ActForm):
    """Where an enterprise lies from now on."""

    area_code = forms.ChoiceField(label="迁入网格")
    address = forms.CharField(label="地址", max_length=200, required=False)
    longitude = forms.FloatField(label="经度", min_value=73, max_value=136, required=False)
    latitude = forms.FloatField(label="纬度", min_value=3, max_value=54, required=False)

    def prepare(self) -> None:
        areas = Area.objects.visible_to(self.actor).filter(closed_on__isnull=True).exclude(level=Level.COUNTY)
        names = dict(areas.order_by("code").values_list("code", "name"))
        self.fields["area_code"].choices = [(code, _path(code, names)) for code in names]
        self.initial |= {name: getattr(self.record, name) for name in self.fields if hasattr(self.record, name)}


class StandingForm(ActForm):
    """Whether an enterprise works."""

    standing = forms.ChoiceField(label="变更为", choices=Standing.choices)
    reason = forms.CharField(label="原因", widget=forms.Textarea, max_length=500)

    def facts(self) -> dict:
        return super().facts() | {"on": today()}


class UploadForm(forms.Form):
    """The office's own list."""

    file = forms.FileField(label="企业名册", help_text="支持 xlsx、xls、ods、csv；表头用本单位自己的名称即可")


def _path(code: str, names: dict[str, str]) -> str:
    parts = [names[code[:length]] for length in (9, 12, 15) if len(code) >= length and code[:length] in names]
    return " / ".join(parts)
