"""Committees, who sits in them, what departments owe, and the measures that units made their own."""

from collections import defaultdict

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from sanze.foundation.acts.records import Record
from sanze.foundation.recall import once
from sanze.foundation.scope.models import ScopePaths
from sanze.know.committees import rules
from sanze.know.jurisdictions.queries import path_of
from sanze.know.standards.queries import short_names


class Kind(models.TextChoices):
    """For everything, or for some industries."""

    CITY = "city", "安全生产委员会"
    INDUSTRY = "industry", "重点行业领域安委会"


class SeatRole(models.TextChoices):
    """What somebody is in a committee."""

    CHAIR = "chair", "主任"
    EXECUTIVE = "executive", "常务副主任"
    VICE = "vice", "副主任"
    OFFICE = "office", "办公室主任"
    MEMBER = "member", "成员"


# One person at a time, and a committee without one is not complete.
SINGLE = (SeatRole.CHAIR, SeatRole.EXECUTIVE, SeatRole.OFFICE)


class Committee(Record):
    """A safety committee (安委会). led_by: the leading department; office: its section that keeps the office."""

    SCOPE = ScopePaths(area="area_code")

    area_code = models.CharField("辖区", max_length=15, db_index=True)
    kind = models.CharField("种类", max_length=10, choices=Kind)
    name = models.CharField("名称", max_length=120)
    industries = ArrayField(models.CharField(max_length=30), default=list, blank=True, verbose_name="行业")
    led_by = models.CharField("牵头部门", max_length=120)
    office = models.CharField("办公室（专门科室）", max_length=120)
    paper = models.CharField("成立文件", max_length=120)
    founded_on = models.DateField("成立日期")
    closed_on = models.DateField("撤销日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "安委会"
        constraints = [
            models.UniqueConstraint(
                fields=["area_code", "name"], condition=Q(closed_on=None), name="a_committee_has_its_name"
            ),
            models.CheckConstraint(
                name="an_industry_committee_names_industries",
                condition=Q(kind="city", industries__len=0) | Q(kind="industry", industries__len__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("committee", args=[self.pk])

    def industry_list(self) -> str:
        """The industries by their short names."""
        names = short_names()
        return "、".join(names.get(each, each) for each in self.industries) or "全部"

    def _seated(self) -> dict[str, list[str]]:
        return once(("committees.seats",), _seats).get(self.pk, {})

    def chair(self) -> str:
        """Who chairs it."""
        return "、".join(self._seated().get(SeatRole.CHAIR, [])) or "空缺"

    def executive(self) -> str:
        """Its executive vice-chair."""
        return "、".join(self._seated().get(SeatRole.EXECUTIVE, [])) or "空缺"

    def size(self) -> int:
        """How many sit in it."""
        return sum(map(len, self._seated().values()))

    def lacking(self) -> list[str]:
        """The single offices that nobody holds."""
        return rules.lacking([(each.value, each.label) for each in SINGLE], self._seated())

    def standing(self) -> str:
        """In a word whether it is complete."""
        if self.closed_on:
            return "已撤销"
        return "待配齐" if self.lacking() else "健全"

    def tone(self) -> str:
        """The tone of that word."""
        return {"已撤销": "off", "待配齐": "wait", "健全": "done"}[self.standing()]


class CommitteeSeat(Record):
    """Somebody in a committee from a day to a day (安委会组成人员), with what they answer for there."""

    SCOPE = ScopePaths(area="committee__area_code")

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="seats", verbose_name="安委会")
    role = models.CharField("职务", max_length=12, choices=SeatRole)
    name = models.CharField("姓名", max_length=60)
    unit = models.CharField("单位", max_length=120)
    title = models.CharField("行政职务", max_length=60)
    duties = models.CharField("职责", max_length=400)
    since = models.DateField("任职日期")
    until = models.DateField("离任日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "安委会组成人员"
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "role"],
                condition=Q(until=None, role__in=["chair", "executive", "office"]),
                name="a_committee_has_one_chair_one_executive_and_one_office_head",
            ),
            models.CheckConstraint(
                name="a_committee_seat_is_left_after_it_is_taken",
                condition=Q(until=None) | Q(until__gte=F("since")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.committee}{self.get_role_display()}：{self.name}"

    def get_absolute_url(self) -> str:
        return self.committee.get_absolute_url()


class DepartmentDuties(Record):
    """What a department answers for (部门安全监管职责清单), until a later list takes its place."""

    SCOPE = ScopePaths(area="area_code")

    area_code = models.CharField("辖区", max_length=15, db_index=True)
    department = models.CharField("部门", max_length=120)
    items = ArrayField(models.CharField(max_length=300), verbose_name="职责")
    basis = models.CharField("依据", max_length=200)
    since = models.DateField("施行日期")
    replaced_on = models.DateField("废止日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "部门职责清单"
        constraints = [
            models.UniqueConstraint(
                fields=["area_code", "department"],
                condition=Q(replaced_on=None),
                name="a_department_has_one_duty_list_at_a_time",
            ),
            models.CheckConstraint(name="a_duty_list_names_duties", condition=Q(items__len__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.department}安全监管职责清单"

    def get_absolute_url(self) -> str:
        return reverse("department-duties-list", args=[self.pk])

    def count(self) -> int:
        """How many duties it names."""
        return len(self.items)

    def standing(self) -> str:
        """Whether it holds, in a word."""
        return "已更新" if self.replaced_on else "现行"


class OwnMeasures(Record):
    """The measures by which a township or department carries the opinion out (贯彻措施、实施细则)."""

    SCOPE = ScopePaths(area="area_code")

    area_code = models.CharField("辖区", max_length=15, db_index=True)
    unit = models.CharField("制定单位", max_length=120)
    title = models.CharField("文件名称", max_length=160)
    number = models.CharField("文号", max_length=60)
    summary = models.CharField("主要措施", max_length=1000)
    issued_on = models.DateField("印发日期")

    class Meta(Record.Meta):
        verbose_name = "贯彻措施"
        constraints = [models.UniqueConstraint(fields=["unit", "number"], name="a_unit_numbers_its_measures_once")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("own-measure", args=[self.pk])

    def area_name(self) -> str:
        """For which township; the whole county for a department."""
        return path_of(self.area_code) or "全市"


def _seats() -> dict[int, dict[str, list[str]]]:
    """Committee → role → names of those who hold it now."""
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    rows = CommitteeSeat.objects.filter(until=None).order_by("pk")
    for committee, role, name, title in rows.values_list("committee_id", "role", "name", "title"):
        found[committee][role].append(f"{name}（{title}）")
    return found
