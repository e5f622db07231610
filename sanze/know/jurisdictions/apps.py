import functools
from importlib import import_module

from django.apps import AppConfig

from sanze.foundation.ui.menu import MENU, MenuEntry, Section


class JurisdictionsConfig(AppConfig):
    name = "sanze.know.jurisdictions"
    label = "jurisdictions"
    verbose_name = "辖区网格"

    def ready(self):
        import_module("sanze.know.jurisdictions.subjects")
        from sanze.foundation.ledgers.filters import AREA_CHOICES
        from sanze.foundation.pages.slots import LAYERS, Layer
        from sanze.know.jurisdictions.queries import choices_of_filters

        AREA_CHOICES.append(choices_of_filters)
        entry = MenuEntry("辖区网格", "areas", "map-pins", Section.KNOW, order=10, for_parties=False)
        MENU.register(entry)
        areas = functools.partial(Layer, url_name="boundaries", of="jurisdictions.area")
        more = {"query": "level=township", "names_from": 8, "order": 10}
        LAYERS.append(areas("townships", "乡镇（街道）界线", kind="border", **more))
        more = {"shown": False, "names_from": 12, "order": 20}
        LAYERS.append(areas("villages", "村（社区）", kind="area", query="level=village", **more))
        LAYERS.append(areas("cells", "基本单元格", kind="area", query="level=cell", names_from=14, order=30))
