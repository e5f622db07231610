from importlib import import_module

from django.apps import AppConfig

from sanze.foundation.pages.slots import FIGURES, LAYERS, PANELS, Layer
from sanze.foundation.ui.menu import MENU, MenuEntry, Section


class PlacesConfig(AppConfig):
    name = "sanze.know.places"
    label = "places"
    verbose_name = "场所部位"

    def ready(self):
        import_module("sanze.know.places.commands")
        import_module("sanze.know.places.handlers")
        import_module("sanze.know.places.subjects")
        desk = import_module("sanze.know.places.desk")
        FIGURES.append(desk.figures)
        import_module("sanze.know.responsibility.borders").SITES.append(
            import_module("sanze.know.places.queries").sites
        )
        PANELS[import_module("sanze.know.parties.models").Enterprise].append(desk.panel)
        look = {"marker": "square", "order": 50, "of": "places.place"}
        LAYERS.append(Layer("places", "场所部位", "places-map", "point", shown=False, **look))
        MENU.register(MenuEntry("场所部位", "places", "map-pin", Section.KNOW, order=30))
