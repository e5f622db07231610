from importlib import import_module

from django.apps import AppConfig

from sanze.foundation.identity.slots import FIND_PARTY
from sanze.foundation.pages.slots import FIGURES, LAYERS, QUICK, Layer, Quick
from sanze.foundation.ui.menu import MENU, MenuEntry, Section


class PartiesConfig(AppConfig):
    name = "sanze.know.parties"
    label = "parties"
    verbose_name = "企业档案"

    def ready(self):
        queries = import_module("sanze.know.parties.queries")
        import_module("sanze.know.parties.handlers")
        import_module("sanze.know.parties.subjects")
        import_module("sanze.know.standards.queries").AREA_OF_PARTY.append(queries.area_of)
        import_module("sanze.know.jurisdictions.queries").PARTY_PLACE.append(queries.area_of)
        FIND_PARTY.append(queries.meant_by)
        FIGURES.append(import_module("sanze.know.parties.desk").figures)
        QUICK.append(Quick("企业建档", "building-factory", "parties.begin", "parties.register"))
        LAYERS.append(Layer("enterprises", "企业", "enterprises-map", "point", order=40, of="parties.enterprise"))
        MENU.register(MenuEntry("企业档案", "enterprises", "building-factory", Section.KNOW, order=20))
