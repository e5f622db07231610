"""Posts, people and who holds what, as the administrators see and change them."""

from collections.abc import Callable

from axes.models import AccessAttempt
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from sanze.foundation.acts.refusal import Refused
from sanze.foundation.identity import factors, forms
from sanze.foundation.identity.lockout import cool_off, failure_limit
from sanze.foundation.identity.models import Holding, Person, Post
from sanze.foundation.identity.queries import last_entry
from sanze.foundation.moment import now
from sanze.foundation.pages.act import ActForm, ActPage, buttons
from sanze.foundation.pages.slots import panels_of
from sanze.foundation.pages.timeline import steps_of
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.access import signed_in
from sanze.foundation.ui.templatetags.ui import day, moment


class SecretPage(ActPage):
    """An act that gives a secret: the answer shows it this once, nothing keeps it."""

    def __init__(self, command_name: str, form: type[ActForm], *, secret: Callable[[object], str], **more):
        super().__init__(command_name, form, **more)
        self.secret = secret

    def __call__(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        return never_cache(self._answer)(request, pk)

    def _answer(self, request: HttpRequest, pk: int | None) -> HttpResponse:
        actor = request.actor
        if request.method != "POST" or not actor.may(self.command.grant):
            return super().__call__(request, pk)
        record = get_object_or_404(self.subject._default_manager.visible_to(actor), pk=pk) if self.subject else None
        form = self.form(request.POST, record=record, actor=actor)
        status = 422
        if form.is_valid():
            try:
                result = self.command.run(actor, record, key=form.act_key(), **form.facts())
            except Refused as refused:
                form.add_error(None, str(refused))
                status = refused.status
            else:
                context = {"title": self.command.title, "record": record, "back": self._next(record, None)}
                return render(request, "identity/secret.html", context | {"secret": self.secret(result)})
        context = {"page": self, "command": self.command, "record": record, "form": form, "back": self._back(record)}
        return render(request, self.template, context, status=status)


class ResetForm(ActForm):
    lead = "将生成一次性密码，只显示一次。本人用它登录后须立即修改；其现有的登录全部失效。"


class UnlockForm(ActForm):
    lead = "清除该人员的登录失败次数，立即可以再次登录。请先与本人核实。"


class ConfirmForm(ActForm):
    lead = "确认后自任职开始日期起生效，该人员取得此岗位的全部权力。"


PERSON_PAGES = [
    ActPage("identity.register_person", forms.RegisterForm),
    SecretPage("identity.reset_password", ResetForm, secret=lambda password: password or ""),
    ActPage("identity.unlock", UnlockForm, when=lambda person, actor: bool(failures_of(person))),
    ActPage("identity.certify", forms.CertifyForm),
    ActPage("identity.reset_factor", forms.ReasonForm, when=lambda person, actor: bool(factors.device_of(person))),
    ActPage("identity.suspend", forms.ReasonForm, when=lambda person, actor: person.is_active, tone="outline-danger"),
    ActPage("identity.reinstate", forms.ReasonForm, when=lambda person, actor: not person.is_active),
]
POST_PAGES = [
    ActPage("identity.open_post", forms.OpenPostForm),
    ActPage("identity.appoint", forms.AppointForm, when=lambda post, actor: not post.closed_on),
    ActPage(
        "identity.appoint_deputy",
        forms.DeputyForm,
        when=lambda post, actor: not post.closed_on,
        tone="outline-primary",
    ),
    ActPage(
        "identity.close_post", forms.ClosePostForm, when=lambda post, actor: not post.closed_on, tone="outline-danger"
    ),
]
HOLDING_PAGES = [
    ActPage("identity.confirm", ConfirmForm),
    ActPage("identity.decline", forms.ReasonForm, tone="outline-danger"),
    ActPage("identity.release", forms.ReleaseForm, tone="outline-danger"),
]


def to_profile(record: object, result: object) -> str:
    return reverse("profile")


def failures_of(person: Person) -> int:
    """Failures at the sign-in page that still count against the person."""
    rows = AccessAttempt.objects.filter(username=person.username, attempt_time__gte=now() - cool_off(None))
    return rows.aggregate(sum=Sum("failures_since_start"))["sum"] or 0


def _detail(request: HttpRequest, record, ledger: tuple[str, str], facts: list, **more) -> HttpResponse:
    context = {
        "record": record,
        "ledger_url": ledger[0],
        "ledger_title": ledger[1],
        "facts": facts,
        "buttons": buttons(record, request.actor),
        "panels": panels_of(request, record),
        "steps": steps_of(record),
    }
    return render(request, "identity/detail.html", context | more)


@signed_in(grant="identity.read")
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: account, certificate, posts held and once held."""
    record = get_object_or_404(Person.objects.visible_to(request.actor), pk=pk)
    failures, entry = failures_of(record), last_entry(record)
    locked = failures >= failure_limit(None, None)
    facts = [
        ("姓名", record.name),
        ("登录名", record.username),
        ("电话", record.phone),
        ("邮箱", record.email),
        ("上次登录", f"{moment(entry.at)}（{entry.address or '未知地址'}）" if entry else "从未登录"),
        ("密码设置于", moment(record.password_set_at)),
        ("密码状态", "下次登录须修改" if record.must_change_password else "正常"),
        ("登录失败", f"{failures} 次，已锁定" if locked else f"{failures} 次"),
        ("动态口令", "已绑定" if factors.device_of(record) else "未绑定"),
        ("执法证号", record.certificate_no),
        ("证件有效期", day(record.certificate_until)),
    ]
    held = record.holdings.select_related("post", "person").order_by("-pk")
    marks = [(record.standing, "done" if record.is_active else "late")] + ([("登录锁定", "late")] if locked else [])
    return _detail(request, record, ("people", "人员台账"), facts, held=held, marks=marks)


@signed_in(grant="identity.read")
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """One post: reach, kind, and everybody who held it."""
    record = get_object_or_404(Post.objects.visible_to(request.actor).select_related("superior"), pk=pk)
    kind = regime().posts.get(record.kind)
    facts = [
        ("岗位", record.title),
        ("单位", record.unit),
        ("类别", kind.title if kind else record.kind),
        ("二次验证", "须动态口令" if kind and kind.second_factor else "不要求"),
        ("辖区编码", record.area_code),
        ("行业", "、".join(record.industries) or "全部"),
        ("上级岗位", record.superior),
        ("设立日期", day(record.opened_on)),
        ("撤销日期", day(record.closed_on)),
    ]
    held = record.holdings.select_related("post", "person").order_by("-pk")
    marks = [("已撤销", "off")] if record.closed_on else [("在设", "done")]
    return _detail(request, record, ("posts", "岗位台账"), facts, held=held, marks=marks)


@signed_in(grant="identity.read")
def holding(request: HttpRequest, pk: int) -> HttpResponse:
    """One holding: proposed by whom, confirmed or not."""
    record = get_object_or_404(Holding.objects.visible_to(request.actor).select_related("post", "person"), pk=pk)
    proposer = Person.objects.filter(pk=record.proposed_by).first()
    tones = {"proposed": "wait", "confirmed": "done", "declined": "late", "ended": "off"}
    facts = [
        ("人员", f"{record.person.name}（{record.person.username}）"),
        ("岗位", record.post_face()),
        ("任职自", day(record.span.lower)),
        ("离任日期", day(record.span.upper)),
        ("任职文件", record.paper),
        ("提名人", proposer.name if proposer else "控制台"),
        ("理由", record.reason, "full"),
    ]
    marks = [(record.get_state_display(), tones[record.state])]
    return _detail(request, record, ("holdings", "任职台账"), facts, marks=marks)
