"""Places (场所), positions (部位) and links (环节)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from sanze.foundation.acts.records import Record
from sanze.foundation.scope.models import ScopePaths
from sanze.know.jurisdictions.queries import path_of
from sanze.know.parties.models import Enterprise
from sanze.know.standards.queries import short_names


class Level(models.TextChoices):
    """How deep something lies."""

    PLACE = "place", "场所"
    POSITION = "position", "部位"
    LINK = "link", "环节"


class Place(Record):
    """A place, a position in a place, or a link of the work at a position.

    enterprise: whose it is; none for a public place, which lies in a village or cell. parent: what it is a part of,
    none for a place. path: the names from the place down, e.g. '一号车间 / 配电柜'. hazards: words of the regime's
    list. area_code, industry: the enterprise's, or told for a public place.
    longitude, latitude: WGS 84 / CGCS2000 degrees. closed_on: the day from which it is no more.
    """

    SCOPE = ScopePaths(area="area_code", industry="industry", party="enterprise_id")

    level = models.CharField("层级", max_length=10, choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name="所属")
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="单位"
    )
    public = models.BooleanField("公共场所", default=False)
    name = models.CharField("名称", max_length=80)
    path = models.CharField("全称", max_length=260)
    kind = models.CharField("类别", max_length=30)
    hazards = ArrayField(models.CharField(max_length=30), default=list, blank=True, verbose_name="主要危险")
    area_code = models.CharField("属地", max_length=15, db_index=True)
    industry = models.CharField("行业", max_length=30)
    location = models.CharField("位置说明", max_length=200, blank=True)
    longitude = models.FloatField("经度", null=True, blank=True)
    latitude = models.FloatField("纬度", null=True, blank=True)
    registered_on = models.DateField("登记日期")
    closed_on = models.DateField("停用日期", null=True, blank=True)
    close_reason = models.CharField("停用原因", max_length=200, blank=True)

    class Meta(Record.Meta):
        verbose_name = "场所部位"
        constraints = [
            models.CheckConstraint(
                name="only_a_place_is_part_of_nothing",
                condition=Q(level="place", parent=None) | (~Q(level="place") & Q(parent__isnull=False)),
            ),
            models.CheckConstraint(
                name="a_public_place_belongs_to_no_enterprise",
                condition=Q(public=True, enterprise=None) | Q(public=False, enterprise__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["enterprise", "area_code", "parent", "name"],
                condition=Q(closed_on=None),
                nulls_distinct=False,
                name="a_name_stands_once_in_its_place",
            ),
        ]
        indexes = [models.Index(fields=["enterprise", "path"], name="places_of_an_enterprise")]

    def __str__(self) -> str:
        return self.path

    def get_absolute_url(self) -> str:
        return reverse("place", args=[self.pk])

    def area_name(self) -> str:
        """Township and village."""
        return path_of(self.area_code)

    def owner(self) -> str:
        """The enterprise's name, or that it is public."""
        return self.enterprise.name if self.enterprise_id else "公共场所"

    def industry_name(self) -> str:
        """The industry's Chinese name, short."""
        return short_names().get(self.industry, self.industry)

    def hazard_list(self) -> str:
        """The hazards in one line."""
        return "、".join(self.hazards)

    def standing(self) -> str:
        """Whether it is still in use, in a word."""
        return "停用" if self.closed_on else "在用"
