"""What a person types about jurisdictions and cells."""

import json

from django import forms
from django.urls import reverse

from sanze.foundation.identity.queries import posts_open
from sanze.foundation.moment import today
from sanze.foundation.pages.act import ActForm
from sanze.foundation.scope.models import within
from sanze.know.jurisdictions.models import CODE_LENGTHS, Area, Level
from sanze.know.jurisdictions.queries import path_of
from sanze.know.jurisdictions.rules import DIGITS, free_code

CELLS, BOUNDARIES = "cells", "boundaries"
KINDS = {CELLS: "基本单元格（网格）", BOUNDARIES: "乡镇（街道）、村（社区）的边界"}


class AddForm(ActForm):
    """A new jurisdiction or cell below the one at hand."""

    code = forms.RegexField(r"^\d+$", label="编码", max_length=15, error_messages={"invalid": "编码只能是数字"})
    name = forms.CharField(label="名称", max_length=60)
    exclusive = forms.BooleanField(
        label="专属网格", required=False, help_text="园区、矿区、市场等单独划定、由专人负责的网格"
    )
    on = forms.DateField(label="设立日期")

    def prepare(self) -> None:
        level = self.record.level_below()
        self.lead = f"在“{self.record}”下增设{level.label if level else '辖区'}"
        self.fields["code"].help_text = f"上级编码 {self.record.code} 加三位数字"
        if level != Level.CELL:
            del self.fields["exclusive"]
        self.initial.setdefault("on", today())
        taken = Area.objects.filter(parent=self.record).values_list("code", flat=True)
        try:
            self.initial.setdefault("code", free_code(self.record.code, taken))
        except LookupError:
            self.lead = f"“{self.record}”下的编码已用完"


class RenameForm(ActForm):
    """Another name, by a paper."""

    name = forms.CharField(label="新名称", max_length=60)
    paper = forms.CharField(label="批准文件", max_length=120, help_text="文件名称和文号")
    on = forms.DateField(label="更名日期")

    def prepare(self) -> None:
        self.lead = f"现名称“{self.record}”保留在变更记录中"
        self.initial.setdefault("on", today())


class MergeForm(ActForm):
    """What takes the place of the area at hand. posts: those that must be closed first."""

    into_code = forms.ChoiceField(label="并入")
    paper = forms.CharField(label="批准文件", max_length=120, help_text="文件名称和文号")
    on = forms.DateField(label="撤并日期")

    def prepare(self) -> None:
        county = self.record.code[: CODE_LENGTHS[Level.COUNTY]]
        rows = Area.objects.visible_to(self.actor).filter(within("code", county), level=self.record.level)
        codes = rows.filter(closed_on__isnull=True).exclude(pk=self.record.pk).order_by("code")
        named = ((code, f"{path_of(code[:-DIGITS])}{name}") for code, name in codes.values_list("code", "name"))
        self.fields["into_code"].choices = [("", "请选择"), *named]
        self.initial.setdefault("on", today())
        below = Area.objects.filter(within("code", self.record.code), closed_on__isnull=True).exclude(pk=self.record.pk)
        count = below.count()
        carried = f"其下 {count} 个辖区按新编码转入，" if count else ""
        self.lead = f"{carried}辖区内的企业及未办结事项随之转移；“{self.record}”的历史记录保留。撤并后不能恢复。"
        open_posts = posts_open().filter(within("area_code", self.record.code)).order_by("area_code", "pk")
        self.posts = list(open_posts)


class DrawForm(ActForm):
    """The boundary, drawn on the map above its neighbours."""

    boundary = forms.CharField(
        label="边界",
        widget=forms.Textarea,
        help_text="粗线为上级界线，细线为相邻辖区，绘制时自动吸附，相邻辖区之间不得重叠，不得超出上级边界",
        error_messages={"required": "请在地图上绘制边界"},
    )

    def prepare(self) -> None:
        area = self.record
        if area.boundary:
            self.initial.setdefault("boundary", json.dumps(area.boundary))
        if area.parent is None:
            self.backdrop = []
            return
        place = reverse("boundaries")
        above = f"{place}?level={area.parent.level}&under={area.parent.code}"
        beside = f"{place}?level={area.level}&under={area.parent.code}&but={area.code}"
        self.backdrop = [{"label": "上级", "url": above, "border": True}, {"label": "相邻", "url": beside}]


class UploadForm(forms.Form):
    """A file of boundaries."""

    kind = forms.ChoiceField(label="导入内容", choices=list(KINDS.items()))
    file = forms.FileField(
        label="GeoJSON 文件", help_text="坐标为经纬度（CGCS2000 或 WGS 84），每个图形带名称（name）和编码（code）"
    )
    swap = forms.BooleanField(label="交换经纬度（文件中纬度在前）", required=False)

    def __init__(self, *args, area: Area, **more):
        super().__init__(*args, **more)
        kinds = {
            Level.COUNTY: [BOUNDARIES],
            Level.TOWNSHIP: [CELLS, BOUNDARIES],
            Level.VILLAGE: [CELLS],
            Level.CELL: [],
        }[area.level]
        self.fields["kind"].choices = [(each, KINDS[each]) for each in kinds]
