"""What administrators look through: people, posts, holdings, the sign-in journal, the acts."""

from datetime import datetime, time, timedelta

import django_filters
from django.db import models
from django.db.models import Case, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.urls import reverse
from django.utils.html import format_html

from sanze.foundation.acts.command import COMMANDS
from sanze.foundation.acts.models import Act
from sanze.foundation.capabilities import Capability
from sanze.foundation.identity.faces import face_of
from sanze.foundation.identity.models import Holding, Person, Post, SignIn
from sanze.foundation.identity.queries import HELD
from sanze.foundation.identity.states import HoldingState, SignInOutcome
from sanze.foundation.ledgers.column import Column
from sanze.foundation.ledgers.filters import DayFilter, PickFilter, YesNoFilter
from sanze.foundation.ledgers.ledger import Action, Ledger, Tally
from sanze.foundation.moment import SHANGHAI, today
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import Actor


def kinds() -> list[tuple[str, str]]:
    """The regime's kinds of post with their faces."""
    return [(name, each.title) for name, each in regime().posts.items()]


def face_of_kind(path: str) -> Case:
    """The face of the kind of post at `path`, worked out by the database."""
    faces = [When(**{path: name}, then=Value(title)) for name, title in kinds()]
    return Case(*faces, default=F(path), output_field=models.CharField())


class LatePickFilter(PickFilter):
    """One of values known only when somebody asks: `choices` is called then."""

    @property
    def field(self):
        if callable(self.extra["choices"]):
            self.extra["choices"] = self.extra["choices"]()
        return super().field


class SpanFilter(DayFilter):
    """A day as the edge of a span of moments; `lookup_expr` is gte (that day's beginning) or lt (its end)."""

    def filter(self, rows: QuerySet, value) -> QuerySet:
        if not value:
            return rows
        day = value + timedelta(days=1) if self.lookup_expr == "lt" else value
        edge = datetime.combine(day, time.min, tzinfo=SHANGHAI)
        return rows.filter(**{f"{self.field_name}__{self.lookup_expr}": edge})


class PostsColumn(Column):
    """The posts that a person holds today, as `PeopleLedger` fetched them."""

    def _raw(self, record: Person) -> str:
        return "；".join(each.post_face() for each in record.held)


class ActColumn(Column):
    """The title of an act, which opens it."""

    def cell(self, record: Act) -> str:
        return format_html('<a href="{}">{}</a>', reverse("act", args=[record.pk]), self.text(record))


def on_record(rows: QuerySet, name: str, value: str) -> QuerySet:
    """Acts that touched the record of that label, e.g. 'identity.post:17'."""
    return rows.filter(**{f"{name}__contains": [value.strip()]})


class SubjectColumn(Column):
    """The record acted on, in words."""

    def _raw(self, record: Act) -> str:
        return face_of(record.subject) if record.subject else ""


class PeopleLedger(Ledger):
    name, title, capability, model = "people", "人员台账", Capability.SCOPE, Person
    grant = "identity.read"
    columns = [
        Column("name", "姓名", link=True, sort=True),
        Column("username", "登录名", sort=True),
        PostsColumn("held", "现任岗位", wide=True, width=40),
        Column("phone", "电话", kind="person"),
        Column("certificate_no", "执法证号"),
        Column("certificate_until", "执法证有效期至"),
        Column("standing", "状态", kind="status", tones=lambda person: "done" if person.is_active else "off"),
    ]
    filters = {
        "standing": YesNoFilter("状态", lambda: Q(is_active=True), words=("启用", "停用")),
        "certified": YesNoFilter("执法证", lambda: Q(certificate_until__gte=today()), words=("有效", "无或过期")),
    }
    search = ["name", "username"]
    search_hint = "姓名 / 登录名"
    order = "name"
    tallies = [Tally("全部人员"), Tally("停用", {"standing": "0"}, tone="late")]
    actions = [Action("登记人员", "identity.register_person", "identity.register_person", icon="user-plus")]

    def base(self, actor: Actor) -> QuerySet:
        held = Holding.objects.filter(state__in=HELD, span__contains=today()).select_related("post").order_by("pk")
        return Person.objects.visible_to(actor).prefetch_related(Prefetch("holdings", held, to_attr="held"))


class PostsLedger(Ledger):
    name, title, capability, model = "posts", "岗位台账", Capability.SCOPE, Post
    grant = "identity.read"
    columns = [
        Column("title", "岗位", link=True, sort=True),
        Column("unit", "单位", sort=True, wide=True, width=30),
        Column("kind_face", "类别"),
        Column("area_code", "辖区编码", sort=True),
        Column("holder", "任职人员"),
        Column("opened_on", "设立日期", sort=True),
        Column("closed_on", "撤销日期"),
    ]
    filters = {
        "kind": LatePickFilter("类别", kinds),
        "open": YesNoFilter("状态", lambda: Q(closed_on__isnull=True), words=("在设", "已撤销")),
        "filled": YesNoFilter("任职", lambda: Q(holder__isnull=False), words=("有人", "空缺")),
    }
    search = ["title", "unit"]
    search_hint = "岗位 / 单位"
    order = "unit"
    tallies = [
        Tally("全部岗位"),
        Tally("在设", {"open": "1"}),
        Tally("在设空缺", {"open": "1", "filled": "0"}, tone="late"),
    ]
    actions = [Action("设立岗位", "identity.open_post", "identity.open_post")]

    def base(self, actor: Actor) -> QuerySet:
        held = Holding.objects.filter(post=OuterRef("pk"), state__in=HELD, span__contains=today(), deputy=False)
        holder = Subquery(held.values("person__name")[:1])
        return Post.objects.visible_to(actor).annotate(kind_face=face_of_kind("kind"), holder=holder)


class HoldingsLedger(Ledger):
    name, title, capability, model = "holdings", "任职台账", Capability.SCOPE, Holding
    grant = "identity.read"
    columns = [
        Column("person.name", "人员", link=True),
        Column("post_face", "岗位", wide=True, width=36),
        Column("kind_face", "类别"),
        Column("span.lower", "任职自"),
        Column("span.upper", "离任日期"),
        Column("paper", "任职文件"),
        Column(
            "state",
            "状态",
            kind="status",
            tones={"proposed": "wait", "confirmed": "done", "declined": "late", "ended": "off"},
        ),
    ]
    filters = {
        "state": PickFilter("状态", HoldingState.choices),
        "kind": LatePickFilter("类别", kinds, "post__kind"),
        "deputy": YesNoFilter("代理", lambda: Q(deputy=True)),
    }
    search = ["person__name", "post__title", "post__unit"]
    search_hint = "人员 / 岗位 / 单位"
    tallies = [
        Tally("全部"),
        Tally("待确认", {"state": HoldingState.PROPOSED}, tone="wait"),
        Tally("任职", {"state": HoldingState.CONFIRMED}),
    ]

    def base(self, actor: Actor) -> QuerySet:
        rows = Holding.objects.visible_to(actor).select_related("post", "person")
        return rows.annotate(kind_face=face_of_kind("post__kind"))


class SignInsLedger(Ledger):
    name, title, capability, model = "sign_ins", "登录日志", Capability.SCOPE, SignIn
    grant = "identity.journal"
    columns = [
        Column("at", "时间", width=18),
        Column("username", "登录名"),
        Column("person", "姓名"),
        Column(
            "outcome",
            "结果",
            kind="status",
            tones={
                "entered": "done",
                "verified": "done",
                "wrong": "late",
                "unverified": "late",
                "locked": "late",
                "postless": "wait",
            },
            width=20,
        ),
        Column("address", "来源地址"),
        Column("agent", "终端", wide=True, width=40),
    ]
    filters = {
        "outcome": PickFilter("结果", SignInOutcome.choices),
        "since": SpanFilter("自", "at", "gte"),
        "until": SpanFilter("至", "at", "lt"),
    }
    search = ["username", "person", "address"]
    search_hint = "登录名 / 姓名 / 地址"

    def base(self, actor: Actor) -> QuerySet:
        return SignIn.objects.visible_to(actor)


class ActsLedger(Ledger):
    """Acts have no place of their own: an administrator sees those done in the posts that they see, and the house's."""

    name, title, capability, model = "acts", "行为日志", Capability.SEALED_ACTS, Act
    grant = "acts.read"
    columns = [
        Column("at", "时间", width=18),
        ActColumn("title", "操作"),
        Column("person", "人员"),
        Column("post", "岗位", wide=True, width=36),
        SubjectColumn("subject", "对象", width=24),
        Column("regime", "制度版本", width=18),
        Column("lane", "岗位卷", kind="number"),
        Column("number", "序号", kind="number"),
    ]
    filters = {
        "command": LatePickFilter("操作", lambda: sorted((name, each.title) for name, each in COMMANDS.items())),
        "since": SpanFilter("自", "at", "gte"),
        "until": SpanFilter("至", "at", "lt"),
        "record": django_filters.CharFilter(label="记录", field_name="records", method=on_record),
    }
    search = ["person", "post"]
    search_hint = "人员 / 岗位"

    def base(self, actor: Actor) -> QuerySet:
        if "" in actor.areas and actor.party_id is None:
            return Act.objects.all()
        return Act.objects.filter(Q(lane=0) | Q(lane__in=Post.objects.visible_to(actor).values("pk")))
