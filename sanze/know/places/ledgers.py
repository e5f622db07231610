"""The register of places."""

import django_filters
from django import forms

from sanze.foundation.capabilities import Capability
from sanze.foundation.ledgers.column import Column
from sanze.foundation.ledgers.filters import AreaFilter, PickFilter, YesNoFilter
from sanze.foundation.ledgers.ledger import Action, Ledger, MapLayer, Q, Tally
from sanze.know.places import queries
from sanze.know.places.models import Level, Place


class HazardFilter(PickFilter):
    """Places of one kind of hazard."""

    def filter(self, rows, value):
        return rows.filter(hazards__contains=[value]) if value else rows


class PlaceLedger(Ledger):
    name = "places"
    title = "场所部位台账"
    capability = Capability.PLACES
    model = Place
    columns = [
        Column("path", "场所 / 部位 / 环节", link=True, sort=True, wide=True),
        Column("level", "层级"),
        Column("owner", "单位", width=24),
        Column("kind", "类别"),
        Column("hazard_list", "主要危险", width=24),
        Column("area_name", "属地", width=20),
        Column("registered_on", "登记日期", sort=True),
        Column("standing", "状态", kind="status", tones=lambda record: "off" if record.closed_on else "done"),
    ]
    filters = {
        "area": AreaFilter(),
        "level": PickFilter("层级", Level.choices),
        "kind": PickFilter("类别", lambda: [(each, each) for each in queries.kinds()]),
        "hazard": HazardFilter("主要危险", lambda: [(each, each) for each in queries.hazards()]),
        "public": YesNoFilter("公共场所", lambda: Q(public=True)),
        "enterprise": django_filters.NumberFilter(field_name="enterprise_id", widget=forms.HiddenInput),
    }
    quiet = frozenset({"public", "enterprise"})
    search = ["path", "enterprise__name", "location"]
    search_hint = "名称 / 单位"
    order = "path"
    tallies = [
        Tally("全部"),
        Tally("场所", {"level": "place"}),
        Tally("部位", {"level": "position"}),
        Tally("环节", {"level": "link"}),
        Tally("公共场所", {"public": "1"}),
    ]
    actions = [
        Action("登记公共场所", "places.begin", "places.register_public"),
        Action("导入", "places.import", "places.import_places", icon="file-import"),
        Action("打印标签", "places.labels", "places.register", icon="qrcode"),
    ]
    map = MapLayer(
        longitude="longitude", latitude="latitude", label="path", url_name="place", facts=(("类别", "kind"),)
    )
    empty = "还没有登记场所，可以在企业页面逐处登记，或者导入表格"

    def base(self, actor):
        return super().base(actor).select_related("enterprise")
