from django.apps import AppConfig

from sanze.foundation.ui.menu import MENU, MenuEntry, Section


class RegimesConfig(AppConfig):
    name = "sanze.portals.regimes"
    label = "regimes"
    verbose_name = "制度"

    def ready(self):
        entry = MenuEntry("制度", "regimes", "gavel", Section.SYSTEM, grant="regime.read", order=35, group="制度")
        MENU.register(entry)
