"""The tree of jurisdictions: a code is the prefix of the codes below it."""

from django.db import models
from django.urls import reverse

from sanze.foundation.acts.records import Record
from sanze.foundation.geo.boundaries import area_in_words
from sanze.foundation.scope.models import ScopePaths


class Level(models.TextChoices):
    """Levels of the tree, with the length of their codes in `CODE_LENGTHS`."""

    COUNTY = "county", "县（市、区）"
    TOWNSHIP = "township", "乡镇（街道）"
    VILLAGE = "village", "村（社区）"
    CELL = "cell", "基本单元格"


CODE_LENGTHS = {Level.COUNTY: 6, Level.TOWNSHIP: 9, Level.VILLAGE: 12, Level.CELL: 15}
LEVEL_OF = {length: level for level, length in CODE_LENGTHS.items()}


class Area(Record):
    """One jurisdiction or cell (辖区、单元格).

    code: 6 digits of the county, 9 of the township, 12 of the village, 15 of the cell, each the prefix of the next.
    boundary: GeoJSON geometry (Polygon or MultiPolygon, WGS 84 / CGCS2000 degrees), or nothing while undrawn;
    surface_m2 is known exactly where it is drawn, so lists ask that and leave the boundary unread.
    closed_on, successor: the day from which it exists no more, and what took its place.
    """

    SCOPE = ScopePaths(area="code")

    code = models.CharField("编码", max_length=15, unique=True)
    name = models.CharField("名称", max_length=60)
    level = models.CharField("层级", max_length=10, choices=Level)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    exclusive = models.BooleanField("专属网格", default=False)
    # Without Chinese names timelines print neither coordinates nor square metres.
    boundary = models.JSONField(null=True, blank=True)
    surface_m2 = models.BigIntegerField(null=True, blank=True)
    opened_on = models.DateField("设立日期", null=True, blank=True)
    closed_on = models.DateField("撤并日期", null=True, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="并入")
    source = models.CharField("来源", max_length=120, blank=True)

    class Meta(Record.Meta):
        verbose_name = "辖区"
        indexes = [models.Index(fields=["level", "code"], name="areas_by_level")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("area", args=[self.pk])

    @property
    def drawn(self) -> str:
        """Whether a boundary is set, in a word."""
        return "未划定" if self.surface_m2 is None else "已划定"

    @property
    def standing(self) -> str:
        """Whether it still exists, in a word."""
        return "现存" if self.closed_on is None else "已撤并"

    def surface(self) -> str:
        """Its area in words, empty while undrawn."""
        return "" if self.surface_m2 is None else area_in_words(self.surface_m2)

    def level_below(self) -> Level | None:
        """The level of what it is divided into; None for a cell."""
        return LEVEL_OF.get(len(self.code) + 3)
