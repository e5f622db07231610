"""Supervised enterprises and places (生产经营单位、场所)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from sanze.foundation.acts.records import Record
from sanze.foundation.scope.models import ScopePaths
from sanze.know.jurisdictions.queries import path_of
from sanze.know.parties.states import IMPORT, ImportState
from sanze.know.standards.queries import short_names


class Standing(models.TextChoices):
    """Whether an enterprise works (生产经营状态)."""

    OPERATING = "operating", "正常生产经营"
    BUILDING = "building", "在建"
    STOPPED = "stopped", "停产停业"
    CLOSED = "closed", "关闭取缔"


class Size(models.TextChoices):
    """Size by the national division of large, medium, small and micro enterprises."""

    LARGE = "large", "大型"
    MEDIUM = "medium", "中型"
    SMALL = "small", "小型"
    MICRO = "micro", "微型"


class Enterprise(Record):
    """A production or business unit in one cell, village or township.

    uscc: unified social credit code (GB 32100-2015), empty while unknown. industry: code of the standards library.
    area_code: the smallest jurisdiction known for it. longitude, latitude: WGS 84 / CGCS2000 degrees.
    """

    SCOPE = ScopePaths(area="area_code", industry="industry", party="pk")

    name = models.CharField("单位名称", max_length=120, db_index=True)
    uscc = models.CharField("统一社会信用代码", max_length=18, blank=True)
    industry = models.CharField("行业", max_length=30, db_index=True)
    area_code = models.CharField("所在网格", max_length=15, db_index=True)
    address = models.CharField("地址", max_length=200, blank=True)
    longitude = models.FloatField("经度", null=True, blank=True)
    latitude = models.FloatField("纬度", null=True, blank=True)
    size = models.CharField("规模", max_length=10, choices=Size, default=Size.SMALL)
    employees = models.PositiveIntegerField("从业人数", null=True, blank=True)
    standing = models.CharField("状态", max_length=12, choices=Standing, default=Standing.OPERATING)
    listed = models.BooleanField("重点企业", default=False)
    principal = models.CharField("主要负责人", max_length=60, blank=True)
    principal_phone = models.CharField("负责人电话", max_length=20, blank=True)
    safety_manager = models.CharField("安全管理员", max_length=60, blank=True)
    safety_phone = models.CharField("安全管理员电话", max_length=20, blank=True)
    registered_on = models.DateField("建档日期")

    class Meta(Record.Meta):
        verbose_name = "企业"
        constraints = [
            models.UniqueConstraint(
                fields=["uscc"], condition=~Q(uscc=""), name="a_credit_code_belongs_to_one_enterprise"
            ),
        ]
        indexes = [models.Index(fields=["area_code", "name", "id"], name="enterprises_by_place")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("enterprise", args=[self.pk])

    def area_name(self) -> str:
        """Township and village, e.g. '青石镇桥头村'."""
        return path_of(self.area_code)

    def industry_name(self) -> str:
        """The industry's Chinese name, short."""
        return short_names().get(self.industry, self.industry)


class Import(Record):
    """One list of enterprises that an office sent: the file, how its columns were read, and what came of it.

    file: content hash of the kept file. columns: field name → column number.
    """

    SCOPE = ScopePaths(area="area_code")
    MACHINE = IMPORT

    file = models.CharField("文件", max_length=64)
    filename = models.CharField("文件名", max_length=200)
    area_code = models.CharField("辖区", max_length=15)
    state = models.CharField("状态", max_length=12, choices=ImportState, default=ImportState.UPLOADED)
    columns = models.JSONField("列对应", default=dict)
    rows = models.PositiveIntegerField("数据行", default=0)
    made = models.PositiveIntegerField("新增", default=0)
    changed = models.PositiveIntegerField("更新", default=0)
    unchanged = models.PositiveIntegerField("无变化", default=0)
    left_out = models.PositiveIntegerField("未导入", default=0)
    uploaded_at = models.DateTimeField("上传时间")
    uploaded_by = models.CharField("上传人", max_length=120)

    class Meta(Record.Meta):
        verbose_name = "名册导入"

    def __str__(self) -> str:
        return self.filename

    def get_absolute_url(self) -> str:
        return reverse("parties.import-check", args=[self.pk])
