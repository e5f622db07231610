"""Township safety stations and their yearly money."""

from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse

from sanze.foundation.acts.records import Record
from sanze.foundation.identity.models import Holding
from sanze.foundation.identity.queries import HELD
from sanze.foundation.moment import today
from sanze.foundation.recall import once
from sanze.foundation.regime.queries import target_for
from sanze.foundation.scope.models import ScopePaths
from sanze.know.jurisdictions.queries import path_of
from sanze.know.standards.checklists import Shortfall, checklist
from sanze.know.stations import rules

STANDARD = "station"
READY_SHARE = "stations.ready_share"
TONES = {"达标": "done", "逾期未达标": "late", "建设中": "doing"}


class Station(Record):
    """The safety station of one township (乡镇安监站).

    name: the unit as its posts name it, by which its people are counted. authorised: posts that the establishment
    office granted. counts: code of the standard → how many are there, as last counted. ready_on: when it reported
    that nothing of the standard is lacking; a later stock-taking with something lacking takes that back.
    """

    SCOPE = ScopePaths(area="area_code")

    area_code = models.CharField("乡镇（街道）", max_length=15, unique=True)
    name = models.CharField("安监站", max_length=120)
    authorised = models.PositiveSmallIntegerField("编制人数")
    paper = models.CharField("机构编制文件", max_length=120)
    established_on = models.DateField("成立日期")
    counts = models.JSONField("现有数量", default=dict)
    counted_on = models.DateField("清点日期", null=True, blank=True)
    ready_on = models.DateField("报告达标日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "安监站"
        constraints = [
            models.CheckConstraint(
                name="a_ready_station_was_counted",
                condition=Q(ready_on=None) | Q(counted_on__isnull=False, ready_on__gte=F("counted_on")),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("station", args=[self.pk])

    def area_name(self) -> str:
        """The township's name."""
        return path_of(self.area_code)

    def staff(self) -> int:
        """How many people hold a post of the station today."""
        return once(("stations.staff", today()), _staff).get((self.name, self.area_code), (0, 0))[0]

    def certified(self) -> int:
        """How many of them hold an enforcement certificate valid today."""
        return once(("stations.staff", today()), _staff).get((self.name, self.area_code), (0, 0))[1]

    def staffing(self) -> str:
        """People there of posts granted."""
        return f"{self.staff()}/{self.authorised}"

    def shortfalls(self) -> list[Shortfall]:
        """What is lacking of the standard."""
        return checklist(STANDARD).shortfalls(self.counts)

    def lacking(self) -> int:
        """How many requirements of the standard are not met."""
        return len(self.shortfalls())

    def lacking_list(self) -> str:
        """What is lacking, in words."""
        return "；".join(map(str, self.shortfalls())) or "无"

    def money(self) -> "StationBudget | None":
        """The money of this year."""
        return once(("stations.money", today().year), _money).get(self.pk)

    def funding(self) -> str:
        """Paid of budgeted, this year, in 10 000 yuan."""
        found = self.money()
        return f"{found.paid.normalize():f}/{found.budgeted.normalize():f}" if found else "未安排"

    def standing(self) -> str:
        """How it stands today, in a word."""
        target = target_for(READY_SHARE)
        return rules.standing(ready_on=self.ready_on, by=target.by if target else None, on=today())

    def tone(self) -> str:
        """The tone of its standing."""
        return TONES[self.standing()]


class StationBudget(Record):
    """A station's money of one year (安监站经费), in 10 000 yuan (万元)."""

    SCOPE = ScopePaths(area="station__area_code")

    station = models.ForeignKey(Station, models.PROTECT, related_name="budgets", verbose_name="安监站")
    year = models.PositiveSmallIntegerField("年度")
    budgeted = models.DecimalField("预算安排", max_digits=12, decimal_places=2)
    paid = models.DecimalField("已到位", max_digits=12, decimal_places=2)
    paper = models.CharField("预算文件", max_length=120)
    confirmed_on = models.DateField("报告到位日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "安监站经费"
        constraints = [
            models.UniqueConstraint(fields=["station", "year"], name="a_station_has_one_budget_a_year"),
            models.CheckConstraint(name="money_is_not_below_nothing", condition=Q(budgeted__gt=0, paid__gte=0)),
            models.CheckConstraint(
                name="money_reported_is_there", condition=Q(confirmed_on=None) | Q(paid__gte=F("budgeted"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.station} {self.year} 年"

    def get_absolute_url(self) -> str:
        return self.station.get_absolute_url()


def _staff() -> dict[tuple[str, str], tuple[int, int]]:
    """(unit, area) → people in its posts today, and how many of them with a valid certificate."""
    day = today()
    rows = Holding.objects.filter(state__in=HELD, span__contains=day, post__party_id=None)
    valid = Q(person__certificate_until__gte=day) & ~Q(person__certificate_no="")
    counted = rows.values("post__unit", "post__area_code").annotate(
        people=Count("person_id", distinct=True), certified=Count("person_id", filter=valid, distinct=True)
    )
    return {(r["post__unit"], r["post__area_code"]): (r["people"], r["certified"]) for r in counted.order_by()}


def _money() -> dict[int, StationBudget]:
    return {each.station_id: each for each in StationBudget.objects.filter(year=today().year)}
