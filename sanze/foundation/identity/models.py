"""Posts carry responsibility; people hold posts from a day to a day."""

from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.urls import reverse

from sanze.foundation.acts.records import Record, RecordQuerySet
from sanze.foundation.identity.states import TENURE, HoldingState, SignInOutcome
from sanze.foundation.moment import SHANGHAI, now
from sanze.foundation.scope.models import ScopedModel, ScopePaths

# What a deputy's acts and choices bear after the name of the post.
DEPUTY = "（代理）"


class PersonManager(BaseUserManager.from_queryset(RecordQuerySet)):
    """Finds people by their sign-in name."""


class Person(Record, AbstractBaseUser):
    """Somebody who signs in. What they may do comes from the posts they hold, never from themselves.

    certificate_no, certificate_until: the enforcement certificate (行政执法证) and its last valid day.
    When they last signed in stands in the journal `SignIn`.
    """

    SCOPE = ScopePaths(area=None)
    UNSEALED = frozenset({"password"})
    USERNAME_FIELD = "username"

    username = models.CharField("登录名", max_length=60, unique=True)
    name = models.CharField("姓名", max_length=60)
    phone = models.CharField("电话", max_length=20, blank=True)
    email = models.EmailField("邮箱", max_length=120, blank=True)
    certificate_no = models.CharField("执法证号", max_length=40, blank=True)
    certificate_until = models.DateField("执法证有效期至", null=True, blank=True)
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("须修改密码", default=True)
    password_set_at = models.DateTimeField("密码设置时间", null=True)
    password = models.CharField("密码", max_length=128)
    last_login = None

    objects = PersonManager()

    class Meta(Record.Meta):
        verbose_name = "人员"

    def __str__(self) -> str:
        return self.name

    @property
    def standing(self) -> str:
        return "启用" if self.is_active else "停用"

    def check_password(self, raw_password: str) -> bool:
        """Whether this is the password. Unlike Django's own it never writes a stronger hash: passwords age anyway."""
        return check_password(raw_password, self.password)

    def get_absolute_url(self) -> str:
        return reverse("person", args=[self.pk])


class Post(Record):
    """A post (岗位) in an office, a village or a supervised party. It outlives everybody who holds it.

    kind: one of the regime's kinds of post. area_code: prefix of the division codes under its eyes.
    party_id: the supervised party that the post belongs to, if it belongs to one.
    """

    SCOPE = ScopePaths(area="area_code", party="party_id")

    title = models.CharField("岗位", max_length=120)
    unit = models.CharField("单位", max_length=120)
    kind = models.CharField("类别", max_length=30, db_index=True)
    area_code = models.CharField("辖区编码", max_length=20, blank=True, db_index=True)
    industries = ArrayField(models.CharField(max_length=30), default=list, blank=True, verbose_name="行业")
    party_id = models.BigIntegerField("责任主体", null=True, blank=True, db_index=True)
    superior = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="上级岗位"
    )
    opened_on = models.DateField("设立日期")
    closed_on = models.DateField("撤销日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "岗位"

    def __str__(self) -> str:
        return f"{self.unit}{self.title}"

    def get_absolute_url(self) -> str:
        return reverse("post", args=[self.pk])


class Holding(Record):
    """A person in a post for a span of days (任职).

    deputy: stands in for the holder (代理) within the span, which then has an end; the post keeps its holder, if any.
    """

    SCOPE = ScopePaths(area="post__area_code", party="post__party_id")
    MACHINE = TENURE

    post = models.ForeignKey(Post, models.PROTECT, related_name="holdings", verbose_name="岗位")
    person = models.ForeignKey(Person, models.PROTECT, related_name="holdings", verbose_name="人员")
    state = models.CharField("状态", max_length=12, choices=HoldingState, default=HoldingState.PROPOSED)
    span = DateRangeField("任期")
    deputy = models.BooleanField("代理", default=False)
    paper = models.CharField("任职文件", max_length=120, blank=True)
    proposed_by = models.BigIntegerField("提名人", null=True)
    reason = models.CharField("理由", max_length=200, blank=True)

    class Meta(Record.Meta):
        verbose_name = "任职"
        constraints = [
            ExclusionConstraint(
                name="a_post_has_one_holder_at_a_time",
                expressions=[("post", RangeOperators.EQUAL), ("span", RangeOperators.OVERLAPS)],
                condition=models.Q(state__in=["proposed", "confirmed", "ended"], deputy=False),
            ),
            ExclusionConstraint(
                name="a_post_has_one_deputy_at_a_time",
                expressions=[("post", RangeOperators.EQUAL), ("span", RangeOperators.OVERLAPS)],
                condition=models.Q(state__in=["proposed", "confirmed", "ended"], deputy=True),
            ),
            models.CheckConstraint(
                name="a_deputy_stands_in_until_a_day",
                condition=models.Q(deputy=False) | models.Q(span__upper_inf=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}：{self.post_face()}"

    def post_face(self) -> str:
        """The post as the person bears it: a deputy says so."""
        return f"{self.post}{DEPUTY}" if self.deputy else str(self.post)

    def get_absolute_url(self) -> str:
        return reverse("holding", args=[self.pk])


class FormerPassword(models.Model):
    """A password once used, hashed, so that it is not used again soon."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="former_passwords")
    password = models.CharField(max_length=128)
    set_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person} {self.set_at.astimezone(SHANGHAI):%Y-%m-%d}"


class ApiToken(Record):
    """A key with which a program acts as the holder of a post. Only its hash is kept."""

    SCOPE = ScopePaths(area="post__area_code", party="post__party_id")
    UNSEALED = frozenset({"digest"})

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="人员")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name="岗位")
    name = models.CharField("用途", max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField("生成时间", default=now)
    expires_on = models.DateField("有效期至")
    revoked_at = models.DateTimeField("吊销时间", null=True)

    class Meta(Record.Meta):
        verbose_name = "接口密钥"

    def __str__(self) -> str:
        return self.name


class SignIn(ScopedModel):
    """One line of the sign-in journal (登录日志): who came in, tried to, or went out, when and from where.

    Not written by commands: nobody acts yet. username is what was typed, person_id whom it belonged to.
    """

    SCOPE = ScopePaths(area=None)

    at = models.DateTimeField("时间", default=now)
    username = models.CharField("登录名", max_length=60)
    person_id = models.BigIntegerField(null=True)
    person = models.CharField("姓名", max_length=60, blank=True)
    outcome = models.CharField("结果", max_length=12, choices=SignInOutcome)
    address = models.GenericIPAddressField("来源地址", null=True)
    agent = models.CharField("终端", max_length=200, blank=True)

    class Meta:
        verbose_name = "登录日志"
        indexes = [
            models.Index(fields=["username", "at"], name="sign_ins_by_name"),
            models.Index(fields=["person_id", "outcome", "id"], name="sign_ins_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.username} {self.get_outcome_display()}"
