"""Entrustments of a department's powers to a township's station."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from sanze.foundation.acts.records import Record
from sanze.foundation.moment import today
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.models import ScopePaths
from sanze.know.delegation import rules
from sanze.know.delegation.states import ENTRUSTMENT, DelegationState
from sanze.know.jurisdictions.queries import path_of
from sanze.know.standards.queries import short_names

SOON = "delegation.expiring"
TONES = {"有效": "done", "即将到期": "wait", "已到期": "late", "已撤回": "off", "未生效": "doing"}


class Power(models.TextChoices):
    """A power that may be entrusted."""

    INSPECTION = "inspection", "现场检查权"
    PENALTY = "penalty", "行政处罚权"


class Delegation(Record):
    """One published paper by which a department entrusts powers to a station (执法权委托).

    area_code: the station's township. department, station: units as their posts name them. industries: codes of the
    library, at least one. matters: what is entrusted, in the paper's words. valid_from, valid_to: first and last day.
    number, published_on, published_in: the paper's number, and when and where the public could read it.
    """

    SCOPE = ScopePaths(area="area_code")
    MACHINE = ENTRUSTMENT

    area_code = models.CharField("乡镇（街道）", max_length=15, db_index=True)
    station = models.CharField("受委托单位", max_length=120)
    department = models.CharField("委托部门", max_length=120)
    powers = ArrayField(models.CharField(max_length=12, choices=Power), verbose_name="委托权力")
    industries = ArrayField(models.CharField(max_length=30), verbose_name="行业")
    matters = ArrayField(models.CharField(max_length=200), verbose_name="委托事项")
    valid_from = models.DateField("起始日期")
    valid_to = models.DateField("截止日期")
    number = models.CharField("委托书文号", max_length=60)
    published_on = models.DateField("公布日期")
    published_in = models.CharField("公布方式", max_length=200)
    state = models.CharField("状态", max_length=12, choices=DelegationState, default=DelegationState.GIVEN)
    revoked_on = models.DateField("撤回日期", null=True, blank=True)
    revoke_reason = models.CharField("撤回理由", max_length=300, blank=True)
    given_by = models.CharField("经办人", max_length=120)
    given_by_post_id = models.BigIntegerField("经办岗位", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "执法权委托"
        constraints = [
            models.UniqueConstraint(fields=["number", "area_code"], name="a_number_entrusts_once_in_a_township"),
            models.CheckConstraint(
                name="an_entrustment_ends_after_it_begins", condition=Q(valid_to__gte=F("valid_from"))
            ),
            models.CheckConstraint(
                name="an_entrustment_is_published_before_it_holds", condition=Q(valid_from__gte=F("published_on"))
            ),
            models.CheckConstraint(
                name="a_revoked_entrustment_has_its_day",
                condition=Q(state="revoked", revoked_on__isnull=False) | Q(state="given", revoked_on=None),
            ),
            models.CheckConstraint(
                name="an_entrustment_names_power_and_industry",
                condition=Q(powers__len__gt=0, industries__len__gt=0, matters__len__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department}委托{self.station}（{self.number}）"

    def get_absolute_url(self) -> str:
        return reverse("delegation", args=[self.pk])

    def area_name(self) -> str:
        """The township's name."""
        return path_of(self.area_code)

    def power_names(self) -> str:
        """The powers entrusted, in words."""
        return "、".join(Power(each).label for each in self.powers)

    def industry_list(self) -> str:
        """The industries by their short names."""
        names = short_names()
        return "、".join(names.get(each, each) for each in self.industries)

    def standing(self) -> str:
        """How it stands today, in a word."""
        return rules.standing(
            revoked=self.state == DelegationState.REVOKED,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            on=today(),
            soon_days=regime().limit(SOON).value,
        )

    def tone(self) -> str:
        """The tone of its standing."""
        return TONES[self.standing()]
