from django.apps import AppConfig

from sanze.foundation.ui.menu import MENU, MenuEntry, Section


class CitymapConfig(AppConfig):
    name = "sanze.portals.citymap"
    label = "citymap"
    verbose_name = "安全一张图"

    def ready(self):
        MENU.register(MenuEntry("安全一张图", "citymap", "map-2", Section.HOME, order=5))
