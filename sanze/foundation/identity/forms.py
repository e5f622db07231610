"""What people type to come in, to keep their account, and to administer posts and people."""

from datetime import timedelta

from django import forms
from pydantic import SecretStr

from sanze.foundation.identity.carrying import carried_today
from sanze.foundation.identity.models import Person
from sanze.foundation.identity.queries import posts_open
from sanze.foundation.identity.slots import FIND_PARTY, INDUSTRIES
from sanze.foundation.ledgers.filters import AREA_CHOICES
from sanze.foundation.moment import today
from sanze.foundation.pages.act import ActForm
from sanze.foundation.regime.queries import regime

LONGEST_PASSWORD = 128


def _password(label: str, autocomplete: str, help_text: str = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, max_length=LONGEST_PASSWORD, strip=False, widget=widget, help_text=help_text)


class SignInForm(forms.Form):
    username = forms.CharField(
        label="登录名",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True, "autocapitalize": "none"}),
    )
    password = _password("密码", "current-password")


class CodeForm(forms.Form):
    code = forms.RegexField(
        r"^\s*\d{3}\s*\d{3}\s*$",
        label="动态口令",
        help_text="手机验证器上显示的 6 位数字",
        error_messages={"invalid": "动态口令为 6 位数字"},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}),
    )

    def clean_code(self) -> str:
        return "".join(self.cleaned_data["code"].split())


class PasswordForm(forms.Form):
    current = _password("当前密码", "current-password")
    new = _password("新密码", "new-password")
    again = _password("再次输入新密码", "new-password")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        limits = regime().limits
        self.fields["new"].help_text = (
            f"至少 {limits['identity.password_length'].value} 位，含大写字母、小写字母、数字、符号中的"
            f" {limits['identity.password_classes'].value} 类，不含本人登录名、姓名或电话，"
            f"不与最近 {limits['identity.password_history'].value} 次的密码相同"
        )

    def clean(self) -> dict:
        given = super().clean()
        if given.get("new") and given.get("again") and given["new"] != given["again"]:
            self.add_error("again", "两次输入的新密码不一致")
        return given

    def facts(self) -> dict[str, SecretStr]:
        return {name: SecretStr(self.cleaned_data[name]) for name in ("current", "new")}


class TokenForm(ActForm):
    lead = "程序持此密钥以您当前的岗位办事，权力与辖区与您相同，所做的一切记在您名下。密钥只显示一次。"
    name = forms.CharField(label="用途", max_length=60)
    days = forms.IntegerField(label="有效天数", min_value=1, initial=90)

    def prepare(self) -> None:
        self.fields["days"].help_text = f"最长 {regime().limits['identity.token_days'].value} 天"


def _phone() -> forms.RegexField:
    message = {"invalid": "电话只能用数字和横线"}
    return forms.RegexField(r"^[0-9+() -]{7,20}$", label="电话", required=False, error_messages=message)


class ContactForm(ActForm):
    lead = "提醒和报警按这里的手机号、邮箱发送。"
    phone = _phone()
    email = forms.EmailField(label="邮箱", max_length=120, required=False)

    def prepare(self) -> None:
        person = Person.objects.filter(pk=self.actor.person_id).first()
        if person:
            self.fields["phone"].initial, self.fields["email"].initial = person.phone, person.email


class RegisterForm(ActForm):
    lead = "登记后须为其重置密码，把一次性密码交给本人；再提名任职，经安全管理员确认后方可登录。"
    username = forms.RegexField(
        r"^[A-Za-z0-9._-]{3,60}$",
        label="登录名",
        max_length=60,
        help_text="字母、数字、点、横线，3 位以上",
        error_messages={"invalid": "登录名只能用字母、数字、点、横线，3 位以上"},
    )
    name = forms.CharField(label="姓名", max_length=60)
    phone = _phone()
    email = forms.EmailField(label="邮箱", max_length=120, required=False, help_text="用于接收提醒")


class CertifyForm(ActForm):
    certificate_no = forms.CharField(label="执法证号", max_length=40)
    certificate_until = forms.DateField(label="有效期至")


class ReasonForm(ActForm):
    reason = forms.CharField(label="理由", max_length=200, widget=forms.Textarea)


class OpenPostForm(ActForm):
    unit = forms.CharField(label="单位", max_length=120)
    title = forms.CharField(label="岗位", max_length=120)
    kind = forms.ChoiceField(label="类别", help_text="决定权力，见制度")
    area_code = forms.CharField(label="辖区编码", max_length=20, required=False, help_text="区划代码，管辖其下全部")
    party = forms.CharField(
        label="责任主体", max_length=120, required=False, help_text="岗位属于被监管单位时填其代码或全称"
    )
    on = forms.DateField(label="设立日期", initial=today)

    def prepare(self) -> None:
        self.fields["kind"].choices = [
            ("", "请选择"),
            *((name, each.title) for name, each in regime().posts.items()),
        ]
        areas = [pair for slot in AREA_CHOICES for pair in slot(self.actor)]
        if areas:
            own = [(area, f"本级（{area}）") for area in self.actor.areas if area not in dict(areas) and area]
            choices = [("", "—"), *own, *areas]
            self.fields["area_code"] = forms.ChoiceField(label="辖区", choices=choices, required=False)
        if INDUSTRIES:
            choices = [pair for slot in INDUSTRIES for pair in slot()]
            self.fields["industries"] = forms.MultipleChoiceField(
                label="行业", choices=choices, required=False, help_text="不选为全部行业"
            )
        if not FIND_PARTY:
            del self.fields["party"]

    def clean_party(self) -> tuple[int, str] | None:
        text = self.cleaned_data["party"].strip()
        if not text:
            return None
        found = next((party for find in FIND_PARTY if (party := find(self.actor, text))), None)
        if found is None:
            raise forms.ValidationError("没有这个责任主体，请核对代码或全称")
        return found

    def facts(self) -> dict:
        facts = super().facts()
        party = facts.pop("party", None)
        return facts | ({"party_id": party[0], "area_code": party[1]} if party else {})


class ClosePostForm(ActForm):
    on = forms.DateField(label="撤销日期", initial=today)
    successor_id = forms.TypedChoiceField(
        label="接收岗位",
        coerce=int,
        empty_value=None,
        required=False,
        help_text="未办结事项全部转到这个岗位，须为同类岗位",
    )

    def prepare(self) -> None:
        alike = posts_open().visible_to(self.actor).filter(kind=self.record.kind).exclude(pk=self.record.pk)
        near = sorted(alike, key=lambda each: (not self.record.area_code.startswith(each.area_code[:9]), str(each)))
        self.fields["successor_id"].choices = [("", "—"), *((each.pk, str(each)) for each in near)]
        if carried := carried_today(self.record):
            self.lead = f"该岗位上还有：{carried}。"


class AppointForm(ActForm):
    lead = "提名后由安全管理员确认，确认前不生效。"
    username = forms.CharField(label="登录名", max_length=60, help_text="已登记人员的登录名，见人员台账")
    on = forms.DateField(label="任职开始日期", initial=today)
    paper = forms.CharField(label="任职文件", max_length=120, required=False)

    def clean_username(self) -> Person:
        person = Person.objects.visible_to(self.actor).filter(username=self.cleaned_data["username"].strip()).first()
        if person is None:
            raise forms.ValidationError("没有使用这个登录名的人员，请先登记")
        return person

    def facts(self) -> dict:
        facts = super().facts()
        return {"person_id": facts.pop("username").pk, **facts}


class DeputyForm(AppointForm):
    lead = "代理期间以该岗位的权力办事，所做的一切注明“代理”。提名后由安全管理员确认，确认前不生效。"
    on = forms.DateField(label="代理自", initial=today)
    until = forms.DateField(label="代理至")

    field_order = ["username", "on", "until", "paper"]


class ReleaseForm(ActForm):
    on = forms.DateField(label="离任日期", help_text="自这一天起不再任职")
    reason = forms.CharField(label="理由", max_length=200)

    def prepare(self) -> None:
        self.fields["on"].initial = max(today(), self.record.span.lower + timedelta(days=1))
        if not self.record.deputy and (carried := carried_today(self.record.post)):
            self.lead = f"该岗位上还有：{carried}。离任后由继任人员、代理人员或者交接书写明的接收人负责。"
