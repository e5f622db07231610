"""Enforcement teams with their members; patrol teams with their seats and the enterprises they patrol."""

from collections import defaultdict

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse

from sanze.foundation.acts.records import Record
from sanze.foundation.moment import today
from sanze.foundation.recall import once
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.models import ScopePaths
from sanze.know.jurisdictions.queries import path_of
from sanze.know.parties.models import Enterprise
from sanze.know.standards.queries import short_names
from sanze.know.teams import rules

SEATS = "teams.patrol_seats"
EXPIRING = "teams.certificate_expiring"


class EnforcementTeam(Record):
    """A department's standing enforcement team (专职执法队伍). department: the unit as its posts name it."""

    SCOPE = ScopePaths(area="area_code")

    area_code = models.CharField("辖区", max_length=15)
    department = models.CharField("部门", max_length=120)
    name = models.CharField("队伍名称", max_length=120)
    authorised = models.PositiveSmallIntegerField("核定编制")
    paper = models.CharField("编制文件", max_length=120)
    established_on = models.DateField("成立日期")

    class Meta(Record.Meta):
        verbose_name = "执法队伍"
        constraints = [
            models.UniqueConstraint(fields=["area_code", "department"], name="a_department_has_one_team"),
            models.CheckConstraint(name="a_team_has_posts", condition=Q(authorised__gt=0)),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("enforcement-team", args=[self.pk])

    def _tally(self) -> dict:
        return once(("teams.tallies", today()), _tallies).get(self.pk, {})

    def full_time(self) -> int:
        """How many full-time members there are today."""
        return self._tally().get("full_time", 0)

    def vacant(self) -> int:
        """How many granted posts are empty."""
        return max(0, self.authorised - self.full_time())

    def professionals(self) -> int:
        """How many of all members are professionals."""
        return self._tally().get("professionals", 0)

    def professional_share(self) -> int:
        """Percent of the members who are professionals."""
        return rules.share(self.professionals(), self._tally().get("everyone", 0))

    def uncertified(self) -> int:
        """How many members hold no certificate valid today."""
        return self._tally().get("everyone", 0) - self._tally().get("certified", 0)

    def staffing(self) -> str:
        """Full-time people of posts granted."""
        return f"{self.full_time()}/{self.authorised}"


class TeamMember(Record):
    """Somebody in an enforcement team from a day on (执法队员). checks: what was passed before they were taken in."""

    SCOPE = ScopePaths(area="team__area_code")

    team = models.ForeignKey(EnforcementTeam, models.PROTECT, related_name="members", verbose_name="队伍")
    name = models.CharField("姓名", max_length=60)
    full_time = models.BooleanField("专职", default=True)
    professional = models.BooleanField("专业人员", default=False)
    major = models.CharField("专业", max_length=60, blank=True)
    checks = ArrayField(models.CharField(max_length=40), default=list, verbose_name="招聘考核")
    certificate_no = models.CharField("执法证号", max_length=40, blank=True)
    certificate_until = models.DateField("执法证有效期至", null=True, blank=True)
    joined_on = models.DateField("入队日期")
    left_on = models.DateField("离队日期", null=True, blank=True)
    leave_reason = models.CharField("离队原因", max_length=200, blank=True)

    class Meta(Record.Meta):
        verbose_name = "执法队员"
        constraints = [
            models.CheckConstraint(
                name="a_member_leaves_after_joining", condition=Q(left_on=None) | Q(left_on__gte=F("joined_on"))
            ),
            models.CheckConstraint(
                name="a_certificate_has_number_and_end",
                condition=Q(certificate_no="", certificate_until=None)
                | (~Q(certificate_no="") & Q(certificate_until__isnull=False)),
            ),
            models.CheckConstraint(name="a_professional_has_a_major", condition=Q(professional=False) | ~Q(major="")),
        ]

    def __str__(self) -> str:
        return f"{self.team}{self.name}"

    def get_absolute_url(self) -> str:
        return reverse("team-member", args=[self.pk])

    def check_list(self) -> str:
        """The checks passed, in one line."""
        return "、".join(self.checks)

    def certificate(self) -> str:
        """How the certificate stands today, in a word."""
        if not self.certificate_until:
            return "未持证"
        left = (self.certificate_until - today()).days
        if left < 0:
            return "已过期"
        return "即将到期" if left < regime().limit(EXPIRING).value else "有效"

    def tone(self) -> str:
        """The tone of that word."""
        return {"有效": "done", "即将到期": "wait", "已过期": "late", "未持证": "late"}[self.certificate()]


class PatrolTeam(Record):
    """A five-person patrol team of one dangerous industry (五人巡查小组). budgeted, paid: in 10 000 yuan (万元).

    staffed_on: when its department reported that every seat is filled and the money is there.
    """

    SCOPE = ScopePaths(area="area_code", industry="industry")

    area_code = models.CharField("辖区", max_length=15, db_index=True)
    industry = models.CharField("行业", max_length=30)
    department = models.CharField("牵头部门", max_length=120)
    name = models.CharField("小组名称", max_length=120)
    paper = models.CharField("组建文件", max_length=120)
    formed_on = models.DateField("组建日期")
    budgeted = models.DecimalField("年度经费预算", max_digits=12, decimal_places=2, null=True, blank=True)
    paid = models.DecimalField("经费到位", max_digits=12, decimal_places=2, null=True, blank=True)
    money_paper = models.CharField("经费文件", max_length=120, blank=True)
    staffed_on = models.DateField("报告落实日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "五人巡查小组"
        constraints = [
            models.UniqueConstraint(fields=["area_code", "name"], name="a_patrol_team_has_its_name"),
            models.CheckConstraint(
                name="a_staffed_team_has_its_money",
                condition=Q(staffed_on=None) | Q(budgeted__gt=0, paid__gte=F("budgeted")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("patrol-team", args=[self.pk])

    def area_name(self) -> str:
        """Where it patrols."""
        return path_of(self.area_code) or "全市"

    def industry_name(self) -> str:
        """The industry's Chinese name, short."""
        return short_names().get(self.industry, self.industry)

    def empty_seats(self) -> list[str]:
        """The named posts that nobody holds today."""
        filled = once(("teams.seats", today()), _filled).get(self.pk, [])
        return rules.missing_of(regime().lists.get(SEATS, ()), filled)

    def staffing(self) -> str:
        """Seats filled of all."""
        every = len(regime().lists.get(SEATS, ()))
        return f"{every - len(self.empty_seats())}/{every}"

    def funding(self) -> str:
        """Paid of budgeted, in 10 000 yuan."""
        return f"{self.paid.normalize():f}/{self.budgeted.normalize():f}" if self.budgeted else "未安排"

    def covers(self) -> int:
        """How many enterprises it patrols today."""
        return once(("teams.covers", today()), _covered).get(self.pk, 0)

    def standing(self) -> str:
        """In a word how far it has come."""
        return "已落实" if self.staffed_on else "组建中"


class PatrolSeat(Record):
    """A named post of a patrol team, held by somebody from a day to a day (小组成员)."""

    SCOPE = ScopePaths(area="team__area_code", industry="team__industry")

    team = models.ForeignKey(PatrolTeam, models.PROTECT, related_name="seats", verbose_name="小组")
    seat = models.CharField("岗位", max_length=30)
    name = models.CharField("姓名", max_length=60)
    since = models.DateField("到岗日期")
    until = models.DateField("离岗日期", null=True, blank=True)
    reason = models.CharField("离岗原因", max_length=200, blank=True)

    class Meta(Record.Meta):
        verbose_name = "小组成员"
        constraints = [
            models.UniqueConstraint(
                fields=["team", "seat"], condition=Q(until=None), name="a_seat_has_one_holder_at_a_time"
            ),
            models.CheckConstraint(
                name="a_seat_is_left_after_it_is_taken", condition=Q(until=None) | Q(until__gte=F("since"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team}{self.seat}：{self.name}"

    def get_absolute_url(self) -> str:
        return self.team.get_absolute_url()


class PatrolCover(Record):
    """An enterprise that a patrol team patrols from a day to a day (巡查对象)."""

    SCOPE = ScopePaths(area="enterprise__area_code", industry="enterprise__industry", party="enterprise_id")

    team = models.ForeignKey(PatrolTeam, models.PROTECT, related_name="covered", verbose_name="小组")
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="+", verbose_name="单位")
    since = models.DateField("起始日期")
    until = models.DateField("截止日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "巡查对象"
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise"], condition=Q(until=None), name="an_enterprise_has_one_patrol_team"
            )
        ]

    def __str__(self) -> str:
        return f"{self.team}巡查{self.enterprise}"

    def get_absolute_url(self) -> str:
        return self.team.get_absolute_url()


def _tallies() -> dict[int, dict]:
    """Team → how many full-time, professional, certified members there are today, and how many in all."""
    day = today()
    rows = TeamMember.objects.filter(Q(left_on=None) | Q(left_on__gt=day), joined_on__lte=day)
    counted = rows.values("team_id").annotate(
        everyone=Count("pk"),
        full_time=Count("pk", filter=Q(full_time=True)),
        professionals=Count("pk", filter=Q(professional=True)),
        certified=Count("pk", filter=Q(certificate_until__gte=day)),
    )
    return {each.pop("team_id"): each for each in counted.order_by()}


def _filled() -> dict[int, list[str]]:
    found = defaultdict(list)
    rows = PatrolSeat.objects.filter(Q(until=None) | Q(until__gt=today()), since__lte=today())
    for team, seat in rows.values_list("team_id", "seat"):
        found[team].append(seat)
    return found


def _covered() -> dict[int, int]:
    rows = PatrolCover.objects.filter(until=None).values_list("team_id").annotate(n=Count("pk")).order_by()
    return dict(rows)
